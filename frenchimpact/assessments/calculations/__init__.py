"""Numbers of assessments as pure functions."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

LOWEST, HIGHEST = 0, 5
WHOLE = 100  # what the weights of a grid add up to
TENTH = Decimal("0.1")


def weighted_mean(scores: Mapping[str, int], weights: Mapping[str, int]) -> Decimal:
    """Return the mean of scores from 0 to 5, weighted by criterion, to one decimal. Every weighted key has a score."""
    total = sum(scores[key] * weight for key, weight in weights.items())
    return (Decimal(total) / sum(weights.values())).quantize(TENTH, ROUND_HALF_UP)
