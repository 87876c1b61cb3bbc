"""Readings: one’s own, those of the others once one’s own are in, those of a wave."""

from dataclasses import dataclass

from frenchimpact.assessments.models import SealedAssessment
from frenchimpact.assessments.queries import Scored, last_sealed_of, scored
from frenchimpact.calls.models import Application, Reading


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
