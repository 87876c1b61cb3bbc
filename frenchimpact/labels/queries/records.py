"""What the record of a wave is made of, and which records there are."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from frenchimpact.assessments.models import Criterion, SealedAssessment
from frenchimpact.assessments.queries import last_sealed
from frenchimpact.calls.models import Call, Decision, Reading, ReadingQuerySet, ReadingState, Sense, Wave
from frenchimpact.labels.models import WaveRecord

if TYPE_CHECKING:
    from frenchimpact.calls.calculations import record as records

SEED = 0  # the same for every wave: nobody chose the draws that suit them
Sealed = tuple[Reading, SealedAssessment]


def record_of(wave: Wave) -> "records.Record | None":
    """Make the record of a decided wave, names replaced; None where no committee has read a decided file of it.

    Called twice, it draws other pseudonyms: it is written down once.
    """
    from frenchimpact.calls.calculations import record as records  # noqa: PLC0415  # scipy is brought when it is needed

    sealed = _sealed(wave)
    if not sealed:
        return None
    decisions = Decision.objects.filter(application__in={reading.application_id for reading, _ in sealed})
    criteria = [one for one in sealed[0][0].assessment.version.criteria.all() if one.weight]
    return records.make_record(
        wave=(wave.call.slug, wave.number, max(localdate(one.at) for one in decisions)),
        places=decisions.filter(sense=Sense.FAVOURABLE).count(),
        criteria=[records.Criterion(key=one.key, label=one.title, weight=one.weight) for one in criteria],
        readings=_pseudonymous(sealed, criteria),
        method=records.Method(seed=SEED),
        interventions=records.Interventions(
            recusals=_of_decided(wave).filter(state=ReadingState.RECUSED).count(),
            overrides=decisions.filter(differs=True).count(),
        ),
    )


def records_of(call: Call, at: datetime) -> list[WaveRecord]:
    """List the records of a call that the public may know of, the latest wave first."""
    found = WaveRecord.objects.shown(at).filter(wave__call=call).defer("content")
    return list(found.select_related("wave__call").order_by("-wave__number"))


def _of_decided(wave: Wave) -> ReadingQuerySet:
    return Reading.objects.filter(application__wave=wave, application__decision__isnull=False)


def _sealed(wave: Wave) -> list[Sealed]:
    readings = _of_decided(wave).handed_over().select_related("assessment__version")
    found = [(reading, last_sealed(reading.assessment)) for reading in readings.order_by("pk")]
    return [(reading, sealed) for reading, sealed in found if sealed]


def _pseudonymous(sealed: list[Sealed], criteria: list[Criterion]) -> "list[records.Reading]":
    from frenchimpact.calls.calculations import record as records  # noqa: PLC0415  # as above

    readers = _pseudonyms("L", {reading.member_id for reading, _ in sealed})
    applications = _pseudonyms("C", {reading.application_id for reading, _ in sealed})
    return [
        records.Reading(
            reader=readers[reading.member_id],
            application=applications[reading.application_id],
            points={one.key: one_of.scores[one.key] for one in criteria},
        )
        for reading, one_of in sealed
    ]


def _pseudonyms(letter: str, keys: set[int]) -> dict[int, str]:
    """Give numbers in an order that the system draws, that is kept nowhere, and that nobody finds again."""
    drawn = sorted(keys)
    secrets.SystemRandom().shuffle(drawn)
    width = len(str(len(drawn)))
    return {key: f"{letter}{rank:0{width}}" for rank, key in enumerate(drawn, start=1)}
