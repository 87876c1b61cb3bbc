"""What a map of a perimeter needs to know of it: its communes, its outlines, where on Earth it lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from frenchimpact.geography.calculations.outline_files import MultiPolygon, Point
from frenchimpact.geography.calculations.projection import Plane, plane_of
from frenchimpact.geography.models import Outline, Perimeter, PerimeterCommune, PerimeterPart
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
    return contents_of([perimeter.pk])[perimeter.pk]


def contents_of(perimeters: list[int]) -> dict[int, PerimeterContent]:
    """Read several perimeters, by their keys; three queries, however many they are."""
    parts = _parts_of(perimeters)
    codes = {code for each in parts.values() for _, code in each}
    outlines = {(each.kind, each.code): each for each in Outline.objects.filter(code__in=codes)}
    rows = defaultdict(list)
    held = PerimeterCommune.objects.filter(perimeter__in=perimeters, commune__longitude__isnull=False)
    for perimeter, *row in held.values_list("perimeter", *(f"commune__{column}" for column in COLUMNS)):
        rows[perimeter].append(tuple(row))
    return {
        perimeter: PerimeterContent(
            towns_of(rows[perimeter]),
            [as_points(outlines[part].polygons) for part in sorted(parts[perimeter]) if part in outlines],
            is_whole=bool(parts[perimeter]) and parts[perimeter] <= outlines.keys(),
        )
        for perimeter in perimeters
    }


def _parts_of(perimeters: list[int]) -> dict[int, set[tuple[str, str]]]:
    parts: dict[int, set[tuple[str, str]]] = defaultdict(set)
    current = PerimeterPart.objects.filter(perimeter__in=perimeters, valid_until=None)
    for perimeter, kind, code in current.values_list("perimeter", "kind", "code"):
        parts[perimeter].add((kind, code))
    return parts


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
