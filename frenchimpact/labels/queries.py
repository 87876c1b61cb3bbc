"""What others may ask about labels."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from frenchimpact.community.models import Territory, TerritoryQuerySet
from frenchimpact.labels.models import Label


@dataclass(frozen=True)
class WaveOfLabels:
    """One wave of labels: when it was announced, how many territories."""

    number: int
    announced_on: date
    precision: str
    count: int


def waves() -> list[WaveOfLabels]:
    """List the waves, the latest first."""
    rows = (Label.objects.order_by().values("wave", "announced_on", "precision").annotate(count=Count("pk"))).order_by(
        "-announced_on", "-wave"
    )
    return [WaveOfLabels(row["wave"], row["announced_on"], row["precision"], row["count"]) for row in rows]


def labelled(territories: TerritoryQuerySet | None = None) -> TerritoryQuerySet:
    """Keep the territories that hold a label, with it; all of them when none are given."""
    every = Territory.objects.all() if territories is None else territories
    return every.filter(label__isnull=False).select_related("label")
