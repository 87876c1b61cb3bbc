"""A perimeter looked at closely: its shape, its communes, what stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from frenchimpact.geography.calculations import shapes
from frenchimpact.geography.calculations.outline_files import MultiPolygon, Point
from frenchimpact.geography.calculations.projection import EARTH_RADIUS, Plane, Window
from frenchimpact.geography.calculations.topology import signed_area
from frenchimpact.geography.models import Commune, Perimeter
from frenchimpact.geography.queries.atlas import Atlas, atlas_of, current_edition
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.geography.queries.maps import national_map
from frenchimpact.geography.queries.perimeter_content import (
    COLUMNS,
    PerimeterContent,
    Town,
    content_of,
    place_of,
    plane_of_content,
    towns_of,
)
from frenchimpact.ui.maps import Map, MapPoint, MapShape, MapText, ScaleBar, ViewBox
from frenchimpact.ui.words import number, plural

VIEW = ViewBox(0, 0, 800, 600)
LEAST_WIDTH = 36.0  # km: a single commune is shown in its country, not as a blot
AIR = 1.3
SMALLEST = 1.0  # square units: a smaller triangle is not drawn
MOST_COMMUNES = 500  # drawn: the largest ones
MOST_CITIES = 6  # outside the perimeter, named to tell where one is
LEAST_CITY = 3000  # people
LEAST_LAND = 24_000  # square units: 5 % of the view; a smaller piece of a département is not named
OWN_DOT = 24.0
LEAST_COVERED = 5.0  # a smaller dot may be covered by a name
MOST_KEPT = 64  # maps that stay in memory


def map_of_perimeter(perimeter: Perimeter) -> Map:
    """Draw a perimeter with its largest communes, among the départements around.

    Its shape is drawn when the outlines of all its parts are loaded; else its communes stand for it, as dots. Spread
    over several seas, it is shown on the map of the country. One query, and four more when something has changed.
    """
    edition = current_edition()
    draw = _map_of_perimeter if perimeter.mark and edition else _map_of_perimeter.__wrapped__
    return draw(edition, perimeter.mark, perimeter.name, perimeter)


@lru_cache(maxsize=MOST_KEPT)
def _map_of_perimeter(edition: Edition, _mark: str, name: str, perimeter: Perimeter) -> Map:
    content = content_of(perimeter)
    return close_map(name, content, edition, perimeter.commune_count) or _on_the_country(perimeter, content)


def close_map(name: str, content: PerimeterContent, edition: Edition, communes: int) -> Map | None:
    """Draw what is inside, close up, among the départements around; None when it is spread over several seas.

    `communes` counts all that are inside, for the sentence under the map: not all have a known place.
    """
    plane = plane_of_content(content)
    if plane is None:
        return None
    window, atlas = _window(plane, content), atlas_of(edition)
    around, cities = list(_around(window, atlas)), _cities_near(window, content)
    labels = {code: f"{atlas.names[code]} ({code})" for code, _ in around}
    texts = tuple(_texts(window, content, cities, around, atlas))
    named = {text.text for text in texts if text.css_class == "is-near"}
    near = dots_of(window, [city for city in cities if city.name in named], 4, 4, "is-near")
    land = [MapShape(code, shapes.path_text(seen), labels[code], css_class="is-faint") for code, seen in around]
    return Map(
        f"Carte de {name}",
        VIEW,
        shapes=(*land, *_own_shapes(window, content)),
        points=(*near, *_own_towns(window, content)),
        texts=texts,
        description=_reading(len(content.towns), communes),
        scale_bar=_scale_bar(window),
        id="carte-perimetre",
        css_class="map--close",
    )


def _window(plane: Plane, content: PerimeterContent) -> Window:
    return fitted(plane, content, (VIEW.width, VIEW.height), LEAST_WIDTH, AIR)


def fitted(plane: Plane, content: PerimeterContent, size: Point, least: float, air: float) -> Window:
    """Choose centre and scale so that all that lies on the plane is seen, with air around."""
    places = [place_of(town) for town in content.towns]
    if content.is_whole:
        places = [point for outline in content.outlines for polygon in outline for point in polygon[0]]
    flat = [plane.flatten(*point) for point in places if plane.holds(*point)]
    left, low, right, high = shapes.box_around(flat)
    width = max(least, air * (right - left), air * (high - low) * size[0] / size[1])
    return Window(plane, plane.name, (0, 0), size, ((left + right) / 2, (low + high) / 2), size[0] / width)


def drawn(window: Window, polygons: MultiPolygon, smallest: float = SMALLEST) -> MultiPolygon:
    here = [polygon for polygon in polygons if window.plane.holds(*polygon[0][0])]
    placed = shapes.moved(here, window.project)
    return [[list(shapes.thinned(tuple(ring), smallest)) for ring in polygon] for polygon in placed]


def _around(window: Window, atlas: Atlas) -> Iterator[tuple[str, MultiPolygon]]:
    """Cut out the départements of which something is seen."""
    west, south, east, north = _degrees_seen(window)
    edges = (-20.0, -20.0, VIEW.width + 20, VIEW.height + 20)
    for code, (left, low, right, high) in atlas.boxes.items():
        if right > west and left < east and high > south and low < north:
            seen = shapes.clipped(drawn(window, atlas.topology.polygons(code)), edges)
            if seen:
                yield code, seen


def _degrees_seen(window: Window) -> shapes.Box:
    """Give a box in degrees that holds all that is seen, and a little more."""
    west, south, east, north = window.plane.bounds
    x, y = window.plane.flatten((west + east) / 2, (south + north) / 2)
    high = math.degrees((window.centre[1] - y) / EARTH_RADIUS) + (south + north) / 2
    narrowing = math.cos(math.radians(high))
    middle = math.degrees((window.centre[0] - x) / EARTH_RADIUS) / narrowing + (west + east) / 2
    tall = 1.25 * math.degrees(VIEW.height / 2 / window.scale / EARTH_RADIUS) + 0.1
    wide = 1.25 * math.degrees(VIEW.width / 2 / window.scale / EARTH_RADIUS) / narrowing + 0.1
    return middle - wide, high - tall, middle + wide, high + tall


def _own_shapes(window: Window, content: PerimeterContent) -> Iterator[MapShape]:
    if content.is_whole:
        for index, outline in enumerate(content.outlines):
            yield MapShape(f"perimetre-{index}", shapes.path_text(drawn(window, outline)), "", css_class="is-outline")


def _own_towns(window: Window, content: PerimeterContent) -> list[MapPoint]:
    return dots_of(window, content.towns[:MOST_COMMUNES], OWN_DOT, 2.4, css_class="is-commune")


def dots_of(window: Window, towns: list[Town], largest: float, least: float, css_class: str = "") -> list[MapPoint]:
    """Give dots whose surface follows the population."""
    most = max((town.population for town in towns), default=1) or 1
    return [
        MapPoint(
            *window.project(*place_of(town)),
            radius=max(least, largest * math.sqrt(town.population / most)),
            label=f"{town.name}, {_people(town.population)}",
            css_class=css_class,
        )
        for town in towns
        if window.plane.holds(*place_of(town))
    ]


def _reading(placed: int, communes: int) -> str:
    """Tell how to read the dots, and which communes have none."""
    read = "Plus un point est grand, plus la commune est peuplée."
    shown = min(placed, MOST_COMMUNES)
    if shown < communes:
        have = f"{plural(shown, 'commune')} sur {number(communes)} y {plural(shown, 'a', 'ont')} un point"
        read += f" {number(shown)} {have}, {plural(shown, 'la plus grande', 'les plus grandes')}."
    return read


def _people(population: int) -> str:
    return f"{population:,} habitants".replace(",", "\u202f").replace(" ", "\u00a0")


def _cities_near(window: Window, content: PerimeterContent) -> list[Town]:
    """Find the largest communes that are seen but do not belong: they tell where one is."""
    west, south, east, north = _degrees_seen(window)
    around = Commune.objects.filter(
        longitude__range=(west, east), latitude__range=(south, north), population__gte=LEAST_CITY
    )
    own = {town.code for town in content.towns}
    rows = around.order_by("-population").values_list(*COLUMNS)[: len(own) + 3 * MOST_CITIES]
    seen = [town for town in towns_of(rows) if town.code not in own and _is_inside(window.project(*place_of(town)))]
    return seen[:MOST_CITIES]


def _is_inside(point: Point) -> bool:
    return 30 < point[0] < VIEW.width - 30 and 30 < point[1] < VIEW.height - 50  # noqa: PLR2004 - room for a name


def _texts(
    window: Window, content: PerimeterContent, cities: list[Town], around: list[tuple[str, MultiPolygon]], atlas: Atlas
) -> Iterator[MapText]:
    """Name the largest communes, then the cities around, then the départements: what touches another is left out."""
    most = content.towns[0].population if content.towns else 0
    wanted: list[tuple[MapText, ...]] = []
    wanted += [_names(window, town, OWN_DOT * math.sqrt(town.population / (most or 1))) for town in content.towns[:12]]
    wanted += [_names(window, town, 4.0, "is-near") for town in cities]
    for code, polygons in around:
        if sum(abs(signed_area(polygon[0])) for polygon in polygons) > LEAST_LAND:
            x, y = shapes.inner_point(polygons)
            wanted.append((MapText(x, y, atlas.names[code], "is-faint"),))
    dots, taken = list(_large_dots(window, content)), list[shapes.Box]()
    for index, places in enumerate(wanted):
        text = next((text for text in places if _is_free(text, taken + dots if index else taken)), None)
        if text:  # the largest commune has its name whatever dot it covers
            taken.append(_room(text))
            yield text


def _is_free(text: MapText, taken: list[shapes.Box]) -> bool:
    box = _room(text)
    inside = box[0] > 4 and box[2] < VIEW.width - 4 and box[1] > 4 and box[3] < VIEW.height  # noqa: PLR2004 - air
    return inside and not any(_touch(box, other) for other in taken)


def _large_dots(window: Window, content: PerimeterContent) -> Iterator[shapes.Box]:
    """Give the boxes of dots that no other name may cover; a little smaller, for their own name stands close above."""
    most = content.towns[0].population if content.towns else 0
    for town in content.towns[:12]:
        radius = OWN_DOT * math.sqrt(town.population / (most or 1)) - 4
        if radius > LEAST_COVERED:
            x, y = window.project(*place_of(town))
            yield x - radius, y - radius, x + radius, y + radius


def _names(window: Window, town: Town, radius: float, css_class: str = "") -> tuple[MapText, MapText]:
    """Give the name above the dot and, for where there is no room, below."""
    x, y = window.project(*place_of(town))
    away = max(3.0, radius) + 6
    return MapText(x, y - away, town.name, css_class), MapText(x, y + away + 16, town.name, css_class)


def _room(text: MapText) -> shapes.Box:
    """Give the box that a name takes, for a letter of half its height."""
    width = len(text.text) * (13.0 if text.css_class == "is-faint" else 11.5)
    return text.x - width / 2, text.y - 20, text.x + width / 2, text.y + 8


def _touch(one: shapes.Box, other: shapes.Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale_bar(window: Window) -> ScaleBar:
    """Choose the longest round length under a fifth of the width."""
    longest = VIEW.width / 5 / window.scale
    length = max(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step <= max(longest, 1))
    return ScaleBar(f"{length}\u00a0km", length * window.scale)


def _on_the_country(perimeter: Perimeter, content: PerimeterContent) -> Map:
    """Mark, on the map of the country, the départements in which the communes lie."""
    drawing = national_map()
    codes = {_departement(town.code) for town in content.towns}
    marked = drawing.with_shapes(classes=dict.fromkeys(codes, "is-chosen"))
    return Map(
        f"Carte de {perimeter.name}",
        marked.view_box,
        shapes=marked.shapes,
        frames=marked.frames,
        coast=marked.coast,
        borders=marked.borders,
        id="carte-perimetre",
    )


def _departement(commune: str) -> str:
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]
