"""What the committee made of a file, as its applicant reads it after the decision: nobody is named.

Neither what was written for the committee nor the remarks beside the criteria are here: they were not written to the
applicant. Nor are the points of one reader together, nor beside a comment: the public record of the wave tells the
points of each reader under a pseudonym, and a comment beside its points would tell which pseudonym wrote it. What
stays: by these points an applicant may find its own line of the record.
"""

from dataclasses import dataclass
from statistics import fmean

from django.utils.crypto import salted_hmac

from frenchimpact.assessments.models import Criterion
from frenchimpact.calls.models import Application, Decision
from frenchimpact.calls.queries.committees.readings import ReadScores, scores_of


@dataclass(frozen=True)
class Point:
    """What some reader gave for a criterion, in words too."""

    score: int
    anchor: str


@dataclass(frozen=True)
class OwnCriterion:
    title: str
    weight: int
    mean: float
    points: list[Point]  # from the lowest on: who gave which is not told


@dataclass(frozen=True)
class OwnGrid:
    mean: float
    readers: int
    comments: list[str]  # in an order drawn for this file
    criteria: list[OwnCriterion]


def own_grid_of(decision: Decision) -> OwnGrid | None:
    """Give the grid of a decided file; None before its applicant has opened the decision, or where nobody read it."""
    if decision.read_at is None:
        return None
    found = sorted(scores_of(decision.application), key=lambda one: _order(decision.application, one))
    if not found:
        return None
    criteria = [one.criterion for one in found[0].criteria if one.criterion.weight]
    return OwnGrid(
        mean=fmean(float(one.sealed.mean) for one in found),
        readers=len(found),
        comments=[comment for one in found if (comment := one.sealed.for_applicant.strip())],
        criteria=[_criterion(one, found) for one in criteria],
    )


def _order(application: Application, read: ReadScores) -> str:
    """Shuffle the comments on each file in its own way, always the same, that only the site's key finds again."""
    return salted_hmac("calls.own_grid", f"{application.pk}-{read.reading.pk}", algorithm="sha256").hexdigest()


def _criterion(criterion: Criterion, found: list[ReadScores]) -> OwnCriterion:
    lines = [line for one in found for line in one.criteria if line.criterion.key == criterion.key]
    points = sorted((Point(one.score, one.anchor) for one in lines), key=lambda one: (one.score, one.anchor))
    return OwnCriterion(criterion.title, criterion.weight, fmean(one.score for one in points), points)
