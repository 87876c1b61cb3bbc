"""The record of a wave: anybody runs it again and finds the same ranking, or finds what was changed."""

import json
from datetime import date
from typing import Any, Literal

import numpy as np
import pytest

from frenchimpact.calls.calculations.record import (
    Criterion,
    Interventions,
    Method,
    NotARecordError,
    Reading,
    Record,
    canonical,
    digest_of,
    make_record,
    read_record,
    replay,
)

CRITERIA = [Criterion(key="besoin", label="Le besoin", weight=2), Criterion(key="equipe", label="L’équipe", weight=1)]


Version = Literal["1", "2"]


def make(
    *, applications: int = 12, members: int = 8, severity: float = 0.0, version: Version = "2", turned: bool = False
) -> Record:
    """Make a record; `turned`: the same wave, its pseudonyms in the other order."""
    draw = np.random.default_rng(5)
    merit, habit = draw.normal(3, 0.7, applications), draw.normal(0, severity, members)
    readings = [
        Reading(
            reader=f"L{members - 1 - member if turned else member}",
            application=f"C{applications - 1 - number if turned else number:02}",
            points={each.key: _points(merit[number] + habit[member] + draw.normal(0, 0.5)) for each in CRITERIA},
        )
        for number in range(applications)
        for member in {number % members, (number + 1) % members, (number * 3 + 2) % members}
    ]
    return make_record(
        wave=("territoire", 1, date(2027, 6, 30)),
        places=4,
        criteria=CRITERIA,
        readings=readings,
        method=Method(seed=7, draws=500, version=version),
        interventions=Interventions(recusals=1),
    )


def _points(number: float) -> int:
    return int(np.clip(round(number), 0, 5))


def changed(record: Record, **parts: Any) -> Record:  # noqa: ANN401 - any field
    return read_record(json.dumps(record.model_dump(mode="json") | parts))


@pytest.mark.parametrize("severity", [0.0, 1.0])
def test_a_record_read_back_gives_the_same_ranking(severity: float) -> None:
    record = make(severity=severity)

    again = read_record(canonical(record))

    assert (again, replay(again), digest_of(again)) == (record, [], digest_of(record))
    assert [line.application for line in record.ranking] != sorted(line.application for line in record.ranking)


def test_a_record_of_the_first_version_is_still_found_true() -> None:
    first = make(version="1")

    assert (first.method.version, replay(read_record(canonical(first)))) == ("1", [])
    assert replay(changed(first, method=first.method.model_dump() | {"version": "2"})) != []


def test_other_pseudonyms_give_each_application_the_same_line() -> None:
    one, other = make(), make(turned=True)

    renamed = [
        line.model_copy(update={"application": f"C{11 - int(line.application[1:]):02}"}) for line in other.ranking
    ]
    assert renamed == one.ranking


def test_a_score_that_was_changed_is_noticed() -> None:
    record = make()
    readings = record.model_dump(mode="json")["readings"]
    readings[0]["points"]["besoin"] = 5 - readings[0]["points"]["besoin"]

    tampered = changed(record, readings=readings)

    assert replay(tampered) != []
    assert digest_of(tampered) != digest_of(record)


@pytest.mark.parametrize(
    "part",
    [{"places": 5}, {"adjusted_used": True}, {"method": {"seed": 8, "draws": 500}}, {"ranking": []}],
    ids=lambda part: next(iter(part)),
)
def test_whatever_the_ranking_rests_on_is_noticed(part: dict[str, Any]) -> None:
    assert replay(changed(make(), **part)) != []


def test_two_lines_that_changed_places_are_noticed() -> None:
    record = make()
    lines = record.model_dump(mode="json")["ranking"]

    assert replay(changed(record, ranking=[lines[1], lines[0], *lines[2:]])) != []


def test_the_order_of_the_readings_changes_nothing() -> None:
    record = make()
    turned = changed(record, readings=record.model_dump(mode="json")["readings"][::-1])

    assert replay(turned) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "autre"}',
        b"\xff\xfe",
        json.dumps(make().model_dump(mode="json") | {"names": ["Camille"]}),
        json.dumps(make().model_dump(mode="json") | {"readings": []}),
        json.dumps(make().model_dump(mode="json") | {"places": -1}),
    ],
)
def test_what_is_no_record_is_refused(text: str | bytes) -> None:
    with pytest.raises(NotARecordError):
        read_record(text)


def test_a_reading_of_other_criteria_or_read_twice_is_refused() -> None:
    record = make()
    other = Reading(reader="L1", application="C01", points={"besoin": 3})

    for readings in ([other], [*record.readings, record.readings[0]]):
        with pytest.raises(NotARecordError):
            make_record(
                wave=("territoire", 1, date(2027, 6, 30)),
                places=1,
                criteria=CRITERIA,
                readings=readings,
                method=Method(seed=0),
            )
