"""Three colours: clearly above the line of the places, clearly below it, or to be deliberated. No scipy here.

Where there are readings enough, a file is clear when the model is sure of it (`ranking.Ranking.p_in_places`). In a
small wave there is no model: a file is clearly above when even its lowest reader put it above the line, clearly below
when even its highest put it below. A single reader is never sure; where there is no line, nothing is clear.
"""

from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

SURE, OUT_OF_REACH = 0.9, 0.1  # a place is sure from the one probability on, out of reach from the other down
READINGS_EACH = 5  # fewest readings of a member for its severity to be told from chance


class Standing(StrEnum):
    ABOVE = "above"
    OPEN = "open"
    BELOW = "below"


def standing_by_chance(p_in_places: float) -> Standing:
    if p_in_places >= SURE:
        return Standing.ABOVE
    return Standing.BELOW if p_in_places <= OUT_OF_REACH else Standing.OPEN


def is_small(readings_by_member: Mapping[int, int]) -> bool:
    """Say whether members read too few files, on average, for any model: five each tell habits from chance."""
    return sum(readings_by_member.values()) < READINGS_EACH * len(readings_by_member)


def line_at(means: Sequence[float], places: int) -> float | None:
    """Give the points halfway between the last mean in and the first mean out; None where all fit, or none."""
    ordered = sorted(means, reverse=True)
    if not 0 < places < len(ordered):
        return None
    return (ordered[places - 1] + ordered[places]) / 2


def standings_without_model(scores: Mapping[Key, Sequence[float]], places: int) -> dict[Key, Standing]:
    """Colour each file by its lowest and its highest score; `scores`: those of each file, at least one."""
    line = line_at([sum(each) / len(each) for each in scores.values()], places)
    if line is None:
        return dict.fromkeys(scores, Standing.OPEN)
    return {key: _standing(each, line) for key, each in scores.items()}


def _standing(scores: Sequence[float], line: float) -> Standing:
    if len(scores) == 1 or min(scores) <= line <= max(scores):
        return Standing.OPEN
    return Standing.ABOVE if min(scores) > line else Standing.BELOW
