"""The map of the labelled territories."""

from collections import Counter
from functools import lru_cache
from math import sqrt

from django.urls import reverse

from frenchimpact.community.models import Territory
from frenchimpact.geography.queries.atlas import current_edition
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.geography.queries.maps import national_map, national_points, points_of_perimeters
from frenchimpact.ui.maps import LegendEntry, Map, MapPoint

SMALLEST_POINT = 9.0  # units of the sheet, which is about 1 000 wide
LARGEST_POINT = 20.0
POPULATION_OF_LARGEST = 3_000_000  # and above


def map_of_territories(zoom: str = "") -> Map:
    """Draw the départements, those with a territory in colour, and a point for each territory, by its population.

    Two queries; one more when a territory, its perimeter, the outlines or the geography have changed.
    """
    territories = tuple(Territory.objects.measured().order_by("name"))
    edition = current_edition()
    is_known = edition and all(territory.perimeter.mark for territory in territories)
    draw = _map_of_territories if is_known else _map_of_territories.__wrapped__
    keys = tuple((territory.name, territory.slug, territory.perimeter.mark) for territory in territories)
    return draw(edition, keys, territories).zoomed(zoom)


@lru_cache(maxsize=2)
def _map_of_territories(
    _edition: Edition, _keys: tuple[tuple[str, str, str], ...], territories: tuple[Territory, ...]
) -> Map:
    here = Counter(code for territory in territories for code in territory.perimeter.departement_codes)
    drawing = national_map()
    codes = {shape.id for shape in drawing.shapes}
    return (
        drawing.with_shapes(
            hrefs={code: reverse("geography:departement", args=[code]) for code in codes},
            classes={code: "is-strong" if here[code] > 1 else "is-marked" for code in codes if here[code]},
            values={code: _told(here[code]) for code in codes},
        )
        .with_points(_points(territories))
        .with_legend(
            LegendEntry("département avec un territoire labellisé, en tout ou partie", "is-marked"),
            LegendEntry("avec plusieurs territoires labellisés", "is-strong"),
            LegendEntry("un territoire : le point est d’autant plus grand qu’il a d’habitants", mark="point"),
        )
    )


def map_of_regions(slugs: dict[str, str], zoom: str = "") -> Map:
    """Draw the régions, those with a territory in colour; `slugs` gives the address of each by its code."""
    here = Counter(code for found in Territory.objects.measured() for code in found.perimeter.region_codes)
    drawing = national_map("region")
    return (
        drawing.with_shapes(
            hrefs={code: reverse("geography:region", args=[slug]) for code, slug in slugs.items()},
            classes={code: "is-strong" if count > 1 else "is-marked" for code, count in here.items()},
            values={code: _told(here[code]) for code in slugs},
        )
        .with_legend(
            LegendEntry("région avec un territoire labellisé, en tout ou partie", "is-marked"),
            LegendEntry("avec plusieurs territoires labellisés", "is-strong"),
        )
        .zoomed(zoom)
    )


def _points(territories: tuple[Territory, ...]) -> list[MapPoint]:
    places = points_of_perimeters([territory.perimeter_id for territory in territories])
    return [
        point
        for territory in territories
        for point in national_points(
            places.get(territory.perimeter_id),
            radius=_radius(territory.population),
            label=territory.name,
            href=territory.get_absolute_url(),
        )
    ]


def _radius(population: int) -> float:
    """Make the area of a point grow with the population."""
    share = min(population / POPULATION_OF_LARGEST, 1.0)
    return SMALLEST_POINT + (LARGEST_POINT - SMALLEST_POINT) * sqrt(share)


def _told(count: int) -> str:
    if not count:
        return "aucun territoire labellisé"
    return f"{count} territoire{'s' if count > 1 else ''} labellisé{'s' if count > 1 else ''}"
