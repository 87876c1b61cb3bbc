"""Readings: one’s own, those of the others once one’s own are in, those of a wave."""

from collections.abc import Collection
from dataclasses import dataclass

from frenchimpact.accounts.models import User
from frenchimpact.assessments.models import SealedAssessment
from frenchimpact.assessments.queries import Scored, last_sealed_of, scored
from frenchimpact.calls.models import FINAL, Application, Reading, ReadingState


@dataclass(frozen=True)
class ReadScores:
    """What one reader handed over of a file, as the committee reads it."""

    reading: Reading
    sealed: SealedAssessment
    criteria: list[Scored]


def locked_reading(reading: Reading) -> Reading:
    """Take a reading for oneself until the end of the transaction, as it stands now."""
    related = ("member__committee__call", "member__person", "application__call", "assessment__sheet")
    return Reading.objects.select_for_update(of=["self"]).select_related(*related).get(pk=reading.pk)


def still_to_score(files: Collection[Application], person: User) -> set[int]:
    """Say which of these files somebody was given and has not scored: an expired reading opens with more time.

    Not those that are decided: nobody scores them any more.
    """
    mine = Reading.objects.filter(application__in=files, member__person=person)
    unscored = mine.filter(state__in=[ReadingState.ASSIGNED, ReadingState.EXPIRED])
    return set(unscored.exclude(application__stage__in=FINAL).values_list("application_id", flat=True))


def scores_of(application: Application) -> list[ReadScores]:
    """List what was handed over of a file; who may read it is asked by the page."""
    related = ("member__person", "assessment__version")
    rows = Reading.objects.handed_over().filter(application=application).select_related(*related)
    found = list(rows.prefetch_related("assessment__version__criteria").order_by("submitted_at"))
    last = last_sealed_of(one.assessment for one in found)
    return [
        ReadScores(one, sealed, scored(one.assessment.version.criteria.all(), sealed))
        for one in found
        if (sealed := last.get(one.assessment_id))
    ]
