"""What the committee made of a file, as its applicant reads it after the decision: nobody is named.

Neither what was written for the committee nor the remarks beside the criteria are here: they were not written to the
applicant.
"""

from dataclasses import dataclass
from statistics import fmean

from django.utils.crypto import salted_hmac

from frenchimpact.assessments.models import Criterion
from frenchimpact.calls.models import Application, Decision
from frenchimpact.calls.queries.committees.readings import ReadScores, scores_of


@dataclass(frozen=True)
class Point:
    """What one reader gave for one criterion, in words too."""

    criterion: str
    score: int
    anchor: str


@dataclass(frozen=True)
class OwnReading:
    """What one reader made of the file."""

    name: str  # « Lecteur 1 »: of this file only, the same person has another number on another
    mean: float
    points: list[Point]
    comment: str


@dataclass(frozen=True)
class OwnCriterion:
    title: str
    weight: int
    mean: float
    scores: list[int]  # in the order of the readers


@dataclass(frozen=True)
class OwnGrid:
    mean: float
    readings: list[OwnReading]
    criteria: list[OwnCriterion]


def own_grid_of(decision: Decision) -> OwnGrid | None:
    """Give the grid of a decided file; None before its applicant has opened the decision, or where nobody read it."""
    if decision.read_at is None:
        return None
    found = sorted(scores_of(decision.application), key=lambda one: _order(decision.application, one))
    readings = [_reading(rank, one) for rank, one in enumerate(found, start=1)]
    if not readings:
        return None
    criteria = [one.criterion for one in found[0].criteria if one.criterion.weight]
    return OwnGrid(fmean(one.mean for one in readings), readings, [_criterion(one, found) for one in criteria])


def _order(application: Application, read: ReadScores) -> str:
    """Shuffle the readers of each file in its own way, always the same, that nobody but the site can find again."""
    return salted_hmac("calls.own_grid", f"{application.pk}-{read.reading.pk}", algorithm="sha256").hexdigest()


def _reading(rank: int, read: ReadScores) -> OwnReading:
    points = [Point(one.criterion.title, one.score, one.anchor) for one in read.criteria]
    return OwnReading(f"Lecteur {rank}", float(read.sealed.mean), points, read.sealed.for_applicant.strip())


def _criterion(criterion: Criterion, found: list[ReadScores]) -> OwnCriterion:
    scores = [one.sealed.scores[criterion.key] for one in found if criterion.key in one.sealed.scores]
    return OwnCriterion(criterion.title, criterion.weight, fmean(scores), scores)
