"""How far readers agree on a criterion: Krippendorff’s alpha for interval data, where files have different readers.

Krippendorff, « Computing Krippendorff’s Alpha-Reliability » (2011): one less the observed disagreement over that of
chance, both the mean of squared differences. 1: they agree; 0: no more than chance; below 0: less than chance. He asks
for 0.800, and bears 0.667 for tentative conclusions.
"""

from collections.abc import Iterable, Sequence

RELIABLE, TENTATIVE = 0.8, 0.667


def krippendorff_alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Give the alpha of scores listed by file; files with a single score tell nothing and are left out.

    None where nothing can be said: no file read twice, or all scores equal.
    """
    paired = [scores for scores in units if len(scores) > 1]
    values = [score for scores in paired for score in scores]
    by_chance = _squares(values) / (len(values) - 1) if values else 0.0
    if by_chance == 0:
        return None
    observed = sum(_squares(scores) / (len(scores) - 1) for scores in paired)
    return 1 - observed / by_chance


def _squares(scores: Sequence[float]) -> float:
    """Add the squared differences of all ordered pairs: 2 n times the squared deviations from the mean."""
    mean = sum(scores) / len(scores)
    return 2 * len(scores) * sum((score - mean) ** 2 for score in scores)
