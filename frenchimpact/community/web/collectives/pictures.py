"""The picture of a challenge: where it starts, where it wants to be."""

from frenchimpact.community.models import Challenge
from frenchimpact.ui.charts import Bar, bars

NO_BREAK = "\u00a0"


def picture_of(challenge: Challenge) -> tuple[Bar, ...]:
    """Draw the baseline and the target as two bars; nothing while one of them is unknown or below zero."""
    baseline, target = challenge.baseline, challenge.target
    if baseline is None or target is None or min(baseline, target) < 0:
        return ()
    year = f" ({challenge.baseline_year})" if challenge.baseline_year else ""
    until = f" ({challenge.deadline.year})" if challenge.deadline else ""

    def say(value: float) -> str:
        plain = f"{value:,.3f}".rstrip("0").rstrip(".").replace(",", "\u202f").replace(".", ",")
        return f"{plain}{NO_BREAK}{challenge.unit}".strip()

    return bars([(f"Départ{year}", float(baseline)), (f"Cible{until}", float(target))], say=say)
