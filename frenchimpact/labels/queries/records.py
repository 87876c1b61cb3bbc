"""What the record of a wave is made of, and which records there are."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from frenchimpact.assessments.models import Criterion
from frenchimpact.calls.models import Call, Decision, Reading, ReadingState, Sense, Wave
from frenchimpact.calls.queries.committees.modelling import SEED
from frenchimpact.calls.queries.committees.scores import WaveScores, scores_of_wave
from frenchimpact.labels.models import WaveRecord

if TYPE_CHECKING:
    from frenchimpact.calls.calculations import record as records


def record_of(wave: Wave) -> "records.Record | None":
    """Make the record of a decided wave, names replaced; None where no committee has read a decided file of it.

    Called twice, it draws other pseudonyms: it is written down once.
    """
    from frenchimpact.calls.calculations import record as records  # noqa: PLC0415  # scipy is brought when it is needed

    scores = scores_of_wave(wave)
    if not scores.given:
        return None
    decisions = Decision.objects.filter(application__in=scores.by_application)
    criteria = [one for one in scores.criteria if one.weight]
    return records.make_record(
        wave=(wave.call.slug, wave.number, max(localdate(one.at) for one in decisions)),
        places=decisions.filter(sense=Sense.FAVOURABLE).count() if wave.places is None else wave.places,
        criteria=[records.Criterion(key=one.key, label=one.title, weight=one.weight) for one in criteria],
        readings=_pseudonymous(scores, criteria),
        method=records.Method(seed=SEED),
        interventions=records.Interventions(
            recusals=Reading.objects.filter(application__in=scores.by_application, state=ReadingState.RECUSED).count(),
            overrides=decisions.filter(differs=True).count(),
        ),
    )


def records_of(call: Call, at: datetime) -> list[WaveRecord]:
    """List the records of a call that the public may know of, the latest wave first."""
    found = WaveRecord.objects.shown(at).filter(wave__call=call).defer("content")
    return list(found.select_related("wave__call").order_by("-wave__number"))


def _pseudonymous(scores: WaveScores, criteria: list[Criterion]) -> "list[records.Reading]":
    from frenchimpact.calls.calculations import record as records  # noqa: PLC0415  # as above

    readers, applications = _pseudonyms("L", scores.by_member), _pseudonyms("C", scores.by_application)
    return [
        records.Reading(
            reader=readers[one.reading.member_id],
            application=applications[one.reading.application_id],
            points={criterion.key: one.points[criterion.key] for criterion in criteria},
        )
        for one in scores.given
    ]


def _pseudonyms(letter: str, keys: Iterable[int]) -> dict[int, str]:
    """Give numbers in an order that the system draws and that is kept nowhere.

    They hide names, not points: an applicant that compares its own grid, or a reader who remembers what they gave,
    finds their own line again, and then follows the numbers on it from one file to another.
    """
    drawn = sorted(keys)
    secrets.SystemRandom().shuffle(drawn)
    width = len(str(len(drawn)))
    return {key: f"{letter}{rank:0{width}}" for rank, key in enumerate(drawn, start=1)}
