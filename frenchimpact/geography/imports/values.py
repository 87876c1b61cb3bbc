"""The values of indicators, kept when communes merge."""

from __future__ import annotations

from collections import defaultdict

from frenchimpact.geography.calculations.indicators import folded
from frenchimpact.geography.models import Indicator, IndicatorValue


def hand_over_values(heirs: dict[str, str]) -> None:
    """Add the values of communes that go to those of their successors: sums, or weighted means."""
    if not heirs:
        return
    touched = {**heirs, **{new: new for new in heirs.values()}}
    rows = IndicatorValue.objects.filter(commune__in=touched)
    values: dict[int, dict[str, float]] = defaultdict(dict)
    for indicator, code, value in rows.values_list("indicator", "commune", "value"):
        values[indicator][code] = value
    weights = dict(Indicator.objects.values_list("pk", "weight"))
    fresh = [
        IndicatorValue(indicator_id=pk, commune_id=code, value=value)
        for pk, known in values.items()
        for code, value in folded(known, touched, _of(values, weights[pk])).items()
    ]
    rows.delete()
    IndicatorValue.objects.bulk_create(fresh)


def _of(values: dict[int, dict[str, float]], weight: int | None) -> dict[str, float] | None:
    return None if weight is None else values[weight]
