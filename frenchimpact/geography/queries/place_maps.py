"""Official places looked at closely: a région with its départements, a département or an EPCI with its communes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from frenchimpact.geography.models import Commune, Departement, Intercommunality, Outline, PlaceKind, Region
from frenchimpact.geography.queries.addresses import address_of_code
from frenchimpact.geography.queries.atlas import as_points, current_edition
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.geography.queries.maps import thumbnail_at
from frenchimpact.geography.queries.perimeter_content import COLUMNS, PerimeterContent, Town, towns_of
from frenchimpact.geography.queries.perimeter_maps import close_map
from frenchimpact.geography.queries.places import communes_in
from frenchimpact.ui.maps import Map

Place = Region | Departement | Intercommunality
Drawings = tuple[Map | None, Map | None]  # close up, and on a small France
MOST_KEPT = 128


def maps_of_place(place: Place) -> Drawings:
    """Draw a place close up, and where it lies on a small France; None for what cannot be drawn.

    The départements of a région lead to their pages. One query, and six more after a new load.
    """
    edition = current_edition()
    draw = _maps_of_place if edition else _maps_of_place.__wrapped__
    return draw(edition, type(place).__name__, place.pk, place)


@lru_cache(maxsize=MOST_KEPT)
def _maps_of_place(edition: Edition, _kind: str, _code: str, place: Place) -> Drawings:
    codes = _drawn_codes(place)
    outlines = list(Outline.objects.filter(kind=PlaceKind.DEPARTEMENT, code__in=codes).order_by("code"))
    communes = list(communes_in(place).values_list(*COLUMNS))
    towns = towns_of(communes)
    is_whole = bool(codes) and len(outlines) == len(codes)
    content = PerimeterContent(towns, [as_points(each.polygons) for each in outlines], is_whole=is_whole)
    drawing = close_map(place.name, content, edition, len(communes))
    if drawing and isinstance(place, Region) and is_whole and len(codes) > 1:
        drawing = _with_links(drawing, codes)
    return drawing, thumbnail_at(_middle(towns), label=place.name) if towns else None


def maps_of_commune(commune: Commune) -> Drawings:
    """Draw a commune among the towns around, and where it lies; None for one without a known place.

    One query, and one more after a new load.
    """
    edition = current_edition()
    draw = _maps_of_commune if edition else _maps_of_commune.__wrapped__
    return draw(edition, commune.pk, commune)


@lru_cache(maxsize=MOST_KEPT)
def _maps_of_commune(edition: Edition, _code: str, commune: Commune) -> Drawings:
    towns = towns_of([(commune.pk, commune.name, commune.longitude, commune.latitude, commune.population)])
    if not towns:
        return None, None
    drawing = close_map(commune.name, PerimeterContent(towns, [], is_whole=False), edition, 1)
    return drawing, thumbnail_at(_middle(towns), label=commune.name)


def _drawn_codes(place: Place) -> dict[str, str]:
    """Give codes and names of the départements whose outlines make the place."""
    match place:
        case Region():
            return dict(Departement.objects.filter(region=place).order_by("code").values_list("code", "name"))
        case Departement():
            return {place.code: place.name}
        case _:
            return {}


def _with_links(drawing: Map, codes: dict[str, str]) -> Map:
    """Name the outlines of a whole région after its départements, and let them lead there."""
    own = {f"perimetre-{index}": code for index, code in enumerate(codes)}
    drawn = tuple(
        replace(shape, label=f"{codes[code]} ({code})", href=address_of_code(PlaceKind.DEPARTEMENT, code))
        if (code := own.get(shape.id))
        else shape
        for shape in drawing.shapes
    )
    return replace(drawing, shapes=drawn)


def _middle(towns: list[Town]) -> tuple[float, float]:
    """Give the mean of the communes, weighted by population."""
    weight = sum(town.population for town in towns) or 1
    if not any(town.population for town in towns):
        return towns[0].longitude, towns[0].latitude
    east = sum(town.longitude * town.population for town in towns) / weight
    north = sum(town.latitude * town.population for town in towns) / weight
    return east, north
