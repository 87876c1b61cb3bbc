"""The public record of a decided wave: the scores under pseudonyms and all that the ranking needs, to be run again.

A record is one JSON document. Its digest is the SHA-256 of its canonical form (keys sorted, no spaces, UTF-8), so
that two records with the same digest tell the same wave. Published numbers are rounded: the last bits of a sum may
differ from one processor to another.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from frenchimpact.calls.calculations.ranking import Gate, Ranking, calibrate

Format = Literal["french-impact.wave-record/1"]
DECIMALS = 4
LONGEST = 50_000_000  # characters of a file: ten times the largest wave of the country

Name = Annotated[str, Field(min_length=1, max_length=80)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Criterion(_Part):
    """What readers gave points for, and how much it weighs beside the others."""

    key: Key
    label: Annotated[str, Field(min_length=1, max_length=300)]
    weight: Annotated[float, Field(gt=0)]


class Reading(_Part):
    """The points that one reader gave to one application, by criterion; both under their pseudonyms."""

    reader: Name
    application: Name
    points: dict[Key, float]


class Method(_Part):
    """How the ranking was made: the model of `calibrate`, its draws and the gate of its correction.

    Version 1 drew in the order of names, so that pseudonyms changed the draws; version 2 in an order that the scores
    fix, so that a committee and the record of its wave have the same draws.
    """

    name: Literal["mixed-model"] = "mixed-model"
    version: Literal["1", "2"] = "2"
    seed: Annotated[int, Field(ge=0)]
    draws: Annotated[int, Field(ge=1, le=100_000)] = 4000
    likelihood_ratio: float = Gate().likelihood_ratio
    variance_share: float = Gate().variance_share
    fewest_readings: Count = Gate().readings


class Rank(_Part):
    """One line of the ranking, in its order; points and ranks as in `Ranking`."""

    application: Name
    readings: Count
    mean: float
    adjusted: float
    expected_rank: float
    interval50: tuple[int, int]
    interval90: tuple[int, int]
    p_in_places: float


class Interventions(_Part):
    """What people changed by hand, as counts: who did it, and to whom, is not public."""

    recusals: Count = 0
    set_aside: Count = 0  # scores that the chair set aside, which are not among the readings
    overrides: Count = 0  # decisions of the authority that differ from what the committee proposed


class Record(_Part):
    """A decided wave, as anybody may run it again."""

    format: Format = "french-impact.wave-record/1"
    call: Key
    wave: Annotated[int, Field(ge=1)]
    decided_on: date
    places: Count
    criteria: Annotated[list[Criterion], Field(min_length=1)]
    method: Method
    interventions: Interventions
    readings: Annotated[list[Reading], Field(min_length=1)]
    adjusted_used: bool
    why_not: list[str]  # as in `Ranking`
    ranking: list[Rank]


class NotARecordError(ValueError):
    """A document that is no record, or one that contradicts itself."""


def make_record(
    *,
    wave: tuple[str, int, date],
    places: int,
    criteria: Sequence[Criterion],
    readings: Iterable[Reading],
    method: Method,
    interventions: Interventions | None = None,
) -> Record:
    """Rank a wave and write its record. `wave`: slug of the call, number, day of the last decision.

    Raises NotARecordError where a reading is not of these criteria, or there is none.
    """
    given = sorted(readings, key=lambda each: (each.application, each.reader))
    ranking = _rank(given, criteria, places, method)
    slug, number, decided_on = wave
    return Record(
        call=slug,
        wave=number,
        decided_on=decided_on,
        places=places,
        criteria=list(criteria),
        method=method,
        interventions=interventions or Interventions(),
        readings=given,
        adjusted_used=ranking.adjusted_used,
        why_not=ranking.why_not,
        ranking=_lines(ranking),
    )


def read_record(text: str | bytes) -> Record:
    """Read a record back. Raises NotARecordError where the document is none."""
    if len(text) > LONGEST:
        raise NotARecordError("longer than any record")
    try:
        return Record.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise NotARecordError(str(error)) from error


def replay(record: Record) -> list[str]:
    """Rank the readings of a record again, and name what differs from what it says: nothing where it is true.

    Names are those of the fields of a record; lines of the ranking are named `ranking[n].field`, n from 0.
    """
    found = _rank(record.readings, record.criteria, record.places, record.method)
    differs = [name for name in ("adjusted_used", "why_not") if getattr(found, name) != getattr(record, name)]
    lines = _lines(found)
    if len(lines) != len(record.ranking):
        return [*differs, "ranking"]
    for number, (line, told) in enumerate(zip(lines, record.ranking, strict=True)):
        fields = [name for name in Rank.model_fields if getattr(line, name) != getattr(told, name)]
        differs += [f"ranking[{number}].{name}" for name in fields]
    return differs


def canonical(record: Record) -> str:
    """Write a record as the one text that its digest is of."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(record: Record) -> str:
    """Give the SHA-256 of a record, in hexadecimal."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def points_of(points: Mapping[str, float], criteria: Sequence[Criterion]) -> float:
    """Weigh the points of one reading: their mean by weight, on the same scale as the points."""
    whole = sum(criterion.weight for criterion in criteria)
    return sum(criterion.weight * points[criterion.key] for criterion in criteria) / whole


def _rank(readings: Sequence[Reading], criteria: Sequence[Criterion], places: int, method: Method) -> Ranking:
    keys = {criterion.key for criterion in criteria}
    if len(keys) < len(criteria) or any(set(each.points) != keys for each in readings):
        raise NotARecordError("a reading whose criteria are not those of the record")
    gate = Gate(method.likelihood_ratio, method.variance_share, method.fewest_readings)
    scores = [(each.reader, each.application, points_of(each.points, criteria)) for each in readings]
    try:
        by_names = method.version == "1"
        return calibrate(scores, places, method.seed, draws=method.draws, gate=gate, by_names=by_names)
    except ValueError as error:
        raise NotARecordError(str(error)) from error


def _lines(ranking: Ranking) -> list[Rank]:
    return [
        Rank(
            application=str(application),
            readings=int(ranking.readings[n]),
            mean=_rounded(ranking.mean[n]),
            adjusted=_rounded(ranking.adjusted[n]),
            expected_rank=_rounded(ranking.expected_rank[n]),
            interval50=(int(ranking.interval50[n, 0]), int(ranking.interval50[n, 1])),
            interval90=(int(ranking.interval90[n, 0]), int(ranking.interval90[n, 1])),
            p_in_places=_rounded(ranking.p_in_places[n]),
        )
        for n, application in enumerate(ranking.applications)
    ]


def _rounded(number: float) -> float:
    return round(float(number), DECIMALS) + 0.0  # no minus zero
