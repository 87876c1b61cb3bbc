"""Figures of communes, added up. Pure functions on plain numbers; unknown is None, never zero."""

from collections import defaultdict
from collections.abc import Mapping


def folded(
    values: Mapping[str, float], heirs: Mapping[str, str], weights: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Give the values of today's communes from those of yesterday's codes: sums, or means with `weights`.

    `heirs` leads from each known code to a commune of today (often itself); a code it does not know is left out, and
    so is a mean whose parts weigh nothing.
    """
    totals: dict[str, float] = defaultdict(float)
    weighed: dict[str, float] = defaultdict(float)
    for code, value in values.items():
        weight = 1.0 if weights is None else weights.get(code, 0.0)
        if code in heirs and weight > 0:
            totals[heirs[code]] += value * weight
            weighed[heirs[code]] += weight
    if weights is None:
        return dict(totals)
    return {code: total / weighed[code] for code, total in totals.items()}


def ratio(part: float | None, whole: float | None, scale: float = 1.0) -> float | None:
    """Give `part / whole * scale`; None where either is unknown or there is nothing to share."""
    if part is None or not whole:
        return None
    return part / whole * scale


def growth(before: float | None, after: float | None) -> float | None:
    """Give the change from `before` to `after` in percent: 100 → 103 is 3.0."""
    if after is None or before is None:
        return None
    return ratio(after - before, before, 100)
