"""What a map of a perimeter needs to know of it: its communes, its outlines, where on Earth it lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from frenchimpact.geography.calculations.outline_files import MultiPolygon, Point
from frenchimpact.geography.calculations.projection import Plane, plane_of
from frenchimpact.geography.models import Commune, Outline, Perimeter
from frenchimpact.geography.queries.atlas import as_points

COLUMNS = ("code", "name", "longitude", "latitude", "population")
SMALL_SHARE = 0.02  # of the people: what lies on another plane for less does not make the map a national one


class Town(NamedTuple):
    """A commune as the map sees it."""

    code: str
    name: str
    longitude: float
    latitude: float
    population: int


@dataclass(frozen=True)
class PerimeterContent:
    towns: list[Town]  # by falling population
    outlines: list[MultiPolygon]
    is_whole: bool  # every part of the perimeter has an outline


def content_of(perimeter: Perimeter) -> PerimeterContent:
    parts = list(perimeter.parts.filter(valid_until=None).values_list("kind", "code"))
    wanted = Q(pk__in=())
    for kind, code in parts:
        wanted |= Q(kind=kind, code=code)
    outlines = [as_points(outline.polygons) for outline in Outline.objects.filter(wanted).order_by("kind", "code")]
    rows = Commune.objects.filter(in_perimeters__perimeter=perimeter).values_list(*COLUMNS)
    return PerimeterContent(towns_of(rows), outlines, is_whole=bool(parts) and len(outlines) == len(parts))


def towns_of(rows: Iterable[tuple[str, str, float | None, float | None, int | None]]) -> list[Town]:
    found = [
        Town(code, name, longitude, latitude, population or 0)
        for code, name, longitude, latitude, population in rows
        if longitude is not None and latitude is not None
    ]
    return sorted(found, key=lambda town: (-town.population, town.code))


def place_of(town: Town) -> Point:
    return town.longitude, town.latitude


def plane_of_content(content: PerimeterContent) -> Plane | None:
    """Find the plane that holds nearly all of a perimeter; None when it is spread over several, or nowhere."""
    weights: dict[str, int] = {}
    planes: dict[str, Plane] = {}
    for town in content.towns:
        if plane := plane_of(*place_of(town)):
            planes[plane.key] = plane
            weights[plane.key] = weights.get(plane.key, 0) + town.population + 1
    if not weights:
        places = [plane_of(*outline[0][0][0]) for outline in content.outlines]
        return places[0] if len(set(places)) == 1 else None
    first = max(weights, key=lambda key: weights[key])
    return planes[first] if weights[first] >= (1 - SMALL_SHARE) * sum(weights.values()) else None
