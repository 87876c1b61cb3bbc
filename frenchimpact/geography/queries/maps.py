"""Maps of France and of its places, as drawings for `ui.maps`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from django.db.models import QuerySet

from frenchimpact.geography.calculations import shapes
from frenchimpact.geography.calculations.outline_files import Point
from frenchimpact.geography.calculations.projection import (
    FARTHER,
    MAINLAND_SCALE,
    OVERSEAS,
    PARIS,
    VIEW_HEIGHT,
    VIEW_WIDTH,
    WINDOWS,
    plane_of,
    project,
    project_enlarged,
)
from frenchimpact.geography.models import Departement, Perimeter
from frenchimpact.geography.queries.atlas import SMALLEST, Atlas, atlas_of, current_edition, paris_of, sheet_of
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.ui.maps import Map, MapFrame, MapPoint, MapShape, MapWindow, ViewBox

Level = Literal["departement", "region"]

WHOLE = ViewBox(0, 0, VIEW_WIDTH, VIEW_HEIGHT)
PARIS_FRAME = "paris"
TITLES = {"departement": "Carte des départements de France", "region": "Carte des régions de France"}
# Parts of the country to look at more closely, by the codes of their régions.
CLOSER = {
    "ile-de-france": ("Île-de-France", ["11"]),
    "nord-ouest": ("Nord-Ouest", ["28", "52", "53"]),
    "nord-est": ("Nord-Est", ["27", "32", "44"]),
    "sud-ouest": ("Sud-Ouest", ["75", "76"]),
    "sud-est": ("Sud-Est", ["84", "93", "94"]),
}


def national_map(level: Level = "departement") -> Map:
    """Draw France by départements or régions, overseas in frames; `id` of a shape is its official code.

    One query, and two more after a new load. Without outlines: a map without shapes.
    """
    return _national_map(current_edition(), level)


def national_points(
    place: Point | None, *, radius: float, label: str, href: str = "", css_class: str = ""
) -> list[MapPoint]:
    """Put a longitude and latitude on the national map: nowhere, once, or twice where Paris is enlarged."""
    spots = [project(*place), project_enlarged(*place)] if place else []
    return [
        MapPoint(*spot, radius=radius, label=label, href=href, css_class=css_class, is_repeat=index > 0)
        for index, spot in enumerate(spots)
        if spot
    ]


def thumbnail(perimeter: Perimeter) -> Map:
    """Draw a small France with the place of the perimeter."""
    return thumbnail_at(point_of_perimeter(perimeter), label=perimeter.name)


def thumbnail_at(place: Point | None, *, label: str) -> Map:
    """Draw a small France with a mark at a longitude and latitude."""
    spot = project(*place) if place else None
    points = (MapPoint(*spot, radius=44, label="", css_class="map__mark"),) if spot else ()
    land = MapShape("france", _silhouette(current_edition()), "")
    title = f"{label} sur la carte de France" if spot else "Carte de France"
    return Map(title, WHOLE, shapes=(land,), points=points, css_class="map--thumbnail", id="vignette")


def point_of_perimeter(perimeter: Perimeter) -> Point | None:
    """Give longitude and latitude of the middle of the people: the mean of its communes, weighted by population."""
    if perimeter.longitude is None or perimeter.latitude is None:
        return None
    return perimeter.longitude, perimeter.latitude


def points_of_perimeters(ids: Iterable[int]) -> dict[int, Point]:
    """Give the middle of several perimeters in one query; one without placed commune is left out."""
    rows = Perimeter.objects.filter(pk__in=list(ids)).values_list("pk", "longitude", "latitude")
    return {pk: (east, north) for pk, east, north in rows if east is not None and north is not None}


def neighbours_of_departement(code: str) -> QuerySet[Departement]:
    """Find the départements that share a border with this one."""
    codes = atlas_of(current_edition()).topology.neighbours(code)
    return Departement.objects.filter(pk__in=codes).order_by("name")


def with_neighbours(codes: Iterable[str]) -> list[str]:
    """Add to départements those that share a border with one of them, by code; one query."""
    own, topology = set(codes), atlas_of(current_edition()).topology
    return sorted(own.union(*(topology.neighbours(code) for code in own)))


@lru_cache(maxsize=4)
def _national_map(edition: Edition, level: Level) -> Map:
    atlas, sheet = atlas_of(edition), sheet_of(edition)
    members = {code: [code] for code in sheet.places} if level == "departement" else atlas.members()
    drawn = {code: shapes.without_specks(sheet.dissolve(codes), SMALLEST) for code, codes in members.items()}
    names = atlas.names if level == "departement" else atlas.region_names
    whole = [MapShape(code, shapes.path_text(drawn[code]), _label(code, names, level)) for code in sorted(drawn)]
    inner = sheet.lines(lambda places: len({atlas.region_of[code] for code in places}) > 1)
    return Map(
        TITLES[level],
        WHOLE,
        shapes=(*whole, *_enlarged(edition, atlas, level)),
        frames=_frames(sheet.places),
        coast=_coast(edition),
        borders=shapes.lines_text(inner) if level == "departement" else "",
        windows=_windows(edition),
    )


def _label(code: str, names: dict[str, str], level: Level) -> str:
    return f"{names[code]} ({code})" if level == "departement" else names[code]


def _enlarged(edition: Edition, atlas: Atlas, level: Level) -> list[MapShape]:
    """Repeat the shapes around Paris in the disc, under the same ids."""
    by_departement = level == "departement"
    names = atlas.names if by_departement else atlas.region_names
    found = []
    for code, polygons in paris_of(edition).items():
        owner = code if by_departement else atlas.region_of[code]
        found.append(MapShape(owner, shapes.path_text(polygons), _label(owner, names, level), frame=PARIS_FRAME))
    return found


def _frames(codes: Iterable[str]) -> tuple[MapFrame, ...]:
    boxes = [WINDOWS[plane.key] for plane in [*OVERSEAS, *FARTHER] if plane.key in codes]
    overseas = [MapFrame(window.plane.key, window.name, ViewBox(*window.corner, *window.size)) for window in boxes]
    if "75" not in codes:
        return tuple(overseas)
    x, y = WINDOWS["metropole"].place(PARIS.centre)
    spot = (x, y, PARIS.size[0] / 2 / PARIS.scale * MAINLAND_SCALE)
    return (*overseas, MapFrame(PARIS_FRAME, PARIS.name, ViewBox(*PARIS.corner, *PARIS.size), spot))


@lru_cache(maxsize=2)
def _coast(edition: Edition) -> str:
    atlas = atlas_of(edition)
    sheet = sheet_of(edition).transformed(lambda arc: shapes.thinned(arc, 4))
    mainland = [code for code in sheet.places if _is_mainland(atlas, code)]
    return shapes.path_text(
        [[polygon[0]] for polygon in shapes.without_specks(sheet.dissolve(mainland), 4)], decimals=0
    )


@lru_cache(maxsize=2)
def _silhouette(edition: Edition) -> str:
    """Draw all the land for a picture of the size of a stamp."""
    rough = sheet_of(edition).transformed(lambda arc: shapes.thinned(arc, 20))
    return shapes.path_text(shapes.without_specks(rough.dissolve(rough.places), 40), decimals=0)


def _is_mainland(atlas: Atlas, code: str) -> bool:
    plane = plane_of(*atlas.topology.polygons(code)[0][0][0])
    return plane is not None and plane.key == "metropole"


@lru_cache(maxsize=2)
def _windows(edition: Edition) -> tuple[MapWindow, ...]:
    members, sheet = atlas_of(edition).members(), sheet_of(edition)
    found = []
    for key, (label, regions) in CLOSER.items():
        codes = [code for region in regions for code in members.get(region, [])]
        if codes:
            box = shapes.bounding_box(sheet.dissolve(codes))
            found.append(MapWindow(key, label, _window_around(box)))
    if any(plane.key in sheet.places for plane in OVERSEAS):
        found.append(MapWindow("outre-mer", "Outre-mer", ViewBox(16, 620, 376, 376 * VIEW_HEIGHT / VIEW_WIDTH)))
    return tuple(found)


def _window_around(box: shapes.Box) -> ViewBox:
    """Enlarge a box to the proportions of the sheet, with some air."""
    left, top, right, bottom = box
    width = 1.12 * max(right - left, (bottom - top) * VIEW_WIDTH / VIEW_HEIGHT)
    height = width * VIEW_HEIGHT / VIEW_WIDTH
    return ViewBox(round((left + right - width) / 2), round((top + bottom - height) / 2), round(width), round(height))
