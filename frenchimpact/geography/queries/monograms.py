"""The emblem of a perimeter: its outline, or the pattern of its communes, of the size of a stamp."""

from __future__ import annotations

from collections.abc import Iterable

from frenchimpact.geography.calculations import shapes
from frenchimpact.geography.calculations.projection import plane_of
from frenchimpact.geography.models import Perimeter
from frenchimpact.geography.queries.perimeter_content import (
    PerimeterContent,
    contents_of,
    place_of,
    plane_of_content,
)
from frenchimpact.geography.queries.perimeter_maps import dots_of, drawn, fitted
from frenchimpact.ui.maps import Map, MapPoint, MapShape, ViewBox

BOX = ViewBox(0, 0, 64, 64)
AIR = 1.25
MOST_TOWNS = 60
TONES = ("blue", "green", "violet", "coral", "ochre")


def monograms(perimeters: Iterable[Perimeter]) -> dict[int, Map]:
    """Draw the emblem of each perimeter, by its key: the same for ever. Three queries, however many they are."""
    listed = list(perimeters)
    contents = contents_of([perimeter.pk for perimeter in listed])
    return {perimeter.pk: _drawn(perimeter.name, contents[perimeter.pk]) for perimeter in listed}


def _drawn(name: str, content: PerimeterContent) -> Map:
    tone = TONES[sum(name.encode()) % len(TONES)]
    title, css_class = f"Emblème de {name}", f"map--monogram map--{tone}"
    plane = plane_of_content(content) or (plane_of(*place_of(content.towns[0])) if content.towns else None)
    if plane is None:
        return Map(title, BOX, css_class=css_class)
    window = fitted(plane, content, (BOX.width, BOX.height), 1.0, AIR)
    points: Iterable[MapPoint] = ()
    if not content.is_whole:
        points = dots_of(window, content.towns[:MOST_TOWNS], 7.0, 1.6)
    paths = [shapes.path_text(drawn(window, outline, 0.4)) for outline in content.outlines if content.is_whole]
    own = tuple(MapShape(str(index), path, "") for index, path in enumerate(paths))
    return Map(title, BOX, shapes=own, points=tuple(points), css_class=css_class, id="embleme")
