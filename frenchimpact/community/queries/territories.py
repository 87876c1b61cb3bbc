"""What others may ask about territories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, QuerySet, Sum

from frenchimpact.community.calculations.likeness import Size, most_alike
from frenchimpact.community.models import Certainty, Territory, TerritoryQuerySet
from frenchimpact.geography.models import Commune, Perimeter, PerimeterCommune, PerimeterPart, PlaceKind, Region
from frenchimpact.geography.queries.datasets import Edition, edition_of
from frenchimpact.geography.queries.maps import with_neighbours

ALIKE_SHOWN = 3
LEAST_SHARE = 0.01  # of the inhabitants of France


@dataclass(frozen=True)
class Reach:
    """How far several territories reach together: communes and inhabitants, each counted once."""

    territories: int
    communes: int
    people: int
    all_communes: int
    all_people: int
    regions: int
    whole_regions: int  # a région is one of the parts
    uncertain: int  # territories whose perimeter is not certain

    @property
    def population_share(self) -> float:
        """Share of the inhabitants of France, 0 to 1."""
        return self.people / self.all_people if self.all_people else 0.0

    @property
    def is_wide(self) -> bool:
        """Tell whether a percentage of the country says something: below one, people are counted instead."""
        return self.population_share >= LEAST_SHARE


def reach_of_all() -> Reach:
    """Measure what all territories hold together. Source: municipal population of the loaded COG.

    Two queries; more when a perimeter or the geography has changed.
    """
    perimeters = frozenset(Perimeter.objects.filter(territory__isnull=False).values_list("pk", "mark"))
    edition = edition_of("geography")
    measure = _reach if edition and all(mark for _, mark in perimeters) else _reach.__wrapped__
    return measure(edition, perimeters)


@lru_cache(maxsize=2)
def _reach(_edition: Edition, _perimeters: frozenset[tuple[int, str]]) -> Reach:
    held = PerimeterCommune.objects.filter(perimeter__territory__isnull=False).order_by().values("commune")
    inside = Commune.objects.filter(pk__in=held).aggregate(communes=Count("pk"), people=Sum("population"))
    codes = {code for found in Territory.objects.measured() for code in found.perimeter.region_codes}
    whole = PerimeterPart.objects.filter(perimeter__territory__isnull=False, kind=PlaceKind.REGION, valid_until=None)
    return Reach(
        territories=Territory.objects.count(),
        communes=inside["communes"],
        people=inside["people"] or 0,
        all_communes=Commune.objects.count(),
        all_people=Region.objects.aggregate(people=Sum("population"))["people"] or 0,
        regions=Region.objects.filter(pk__in=codes, is_region=True).count(),
        whole_regions=whole.values("code").distinct().count(),
        uncertain=Territory.objects.exclude(certainty=Certainty.CERTAIN).count(),
    )


def territories_alike(territory: Territory) -> list[Territory]:
    """Find the territories of the nearest order of size, the nearest first; three at most."""
    measured = {one.pk: one for one in Territory.objects.measured()}
    sizes = {pk: Size(pk, one.population, one.commune_count) for pk, one in measured.items()}
    if territory.pk not in sizes:
        return []
    keys = most_alike(sizes[territory.pk], sizes.values(), count=ALIKE_SHOWN)
    return [measured[key] for key in keys]


def territories_around(territory: Territory) -> TerritoryQuerySet:
    """Find the other territories in its départements and in those that border on them; overlapping ones come as well.

    Without outlines nobody knows which départements border on each other: then its own départements alone.
    """
    here = with_neighbours(territory.perimeter.departement_codes)
    return Territory.objects.filter(perimeter__departement_codes__overlap=here).exclude(pk=territory.pk)


def regions_with_territories() -> QuerySet[Region]:
    """Find the régions in which a territory has a commune, in French order."""
    codes = {code for found in Territory.objects.measured() for code in found.perimeter.region_codes}
    return Region.objects.filter(pk__in=codes).order_by("sort_key", "pk")


def regions_of(territory: Territory) -> QuerySet[Region]:
    """Find the régions in which the territory has a commune, in French order."""
    return Region.objects.filter(pk__in=territory.perimeter.region_codes).order_by("sort_key", "pk")
