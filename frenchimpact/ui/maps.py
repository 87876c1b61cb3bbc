"""What a map is made of, whatever it shows. The words are those of a drawing: shapes, points, frames, windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import quantiles

from django.utils.safestring import SafeString

from frenchimpact.ui.map_svg import draw, draw_swatch

CLASSES = 5  # of a map of values: more are not told apart


@dataclass(frozen=True)
class ViewBox:
    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"


@dataclass(frozen=True)
class MapShape:
    id: str
    path: str
    label: str
    href: str = ""
    css_class: str = ""
    value_label: str = ""  # said after the label
    level: int = 0  # 1 to 5 on a map of values, 0 elsewhere
    frame: str = ""  # of a repetition: the id of the frame in which it is drawn


@dataclass(frozen=True)
class MapPoint:
    x: float
    y: float
    radius: float
    label: str
    href: str = ""
    css_class: str = ""
    is_repeat: bool = False  # drawn already elsewhere on the map: neither focused nor read out


@dataclass(frozen=True)
class MapFrame:
    """A window for what stands far away (a box), or is enlarged (a disc, tied to the spot it enlarges)."""

    id: str
    name: str
    box: ViewBox
    spot: tuple[float, float, float] | None = None  # x, y, radius of what is enlarged


@dataclass(frozen=True)
class MapText:
    x: float
    y: float
    text: str
    css_class: str = ""
    anchor: str = "middle"


@dataclass(frozen=True)
class MapWindow:
    """A part of the map to look at more closely; `key` stands in the address."""

    key: str
    label: str
    view_box: ViewBox


@dataclass(frozen=True)
class LegendEntry:
    label: str
    css_class: str = ""
    mark: str = "area"  # or "point"
    level: int = 0

    @property
    def swatch(self) -> SafeString:
        return draw_swatch(self)


@dataclass(frozen=True)
class ScaleBar:
    label: str
    length: float  # units


@dataclass(frozen=True)
class Map:
    title: str
    view_box: ViewBox
    shapes: tuple[MapShape, ...] = ()
    points: tuple[MapPoint, ...] = ()
    frames: tuple[MapFrame, ...] = ()
    coast: str = ""  # path of all the land, for the lines of water around it
    borders: str = ""  # path of the stronger lines between groups of shapes
    texts: tuple[MapText, ...] = ()
    windows: tuple[MapWindow, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    description: str = ""
    scale_bar: ScaleBar | None = None
    id: str = "carte"
    css_class: str = ""
    window: str = ""  # key of the window that is shown
    whole: ViewBox | None = None  # the view box before zooming
    magnification: float = 1.0

    @cached_property
    def svg(self) -> SafeString:
        return draw(self)

    @property
    def whole_box(self) -> ViewBox:
        return self.whole or self.view_box

    @property
    def has_links(self) -> bool:
        return any(shape.href for shape in self.shapes) or any(point.href for point in self.points)

    def zoomed(self, key: str) -> Map:
        """Show one window of the map; an unknown key shows the whole."""
        window = next((window for window in self.windows if window.key == key), None)
        if window is None:
            return self
        magnification = self.view_box.width / window.view_box.width
        return replace(self, view_box=window.view_box, window=key, magnification=magnification, whole=self.view_box)

    def with_shapes(
        self,
        *,
        hrefs: Mapping[str, str] | None = None,
        classes: Mapping[str, str] | None = None,
        values: Mapping[str, str] | None = None,
    ) -> Map:
        """Give shapes, by their id, an address, a CSS class, a value that is read out."""
        hrefs, classes, values = hrefs or {}, classes or {}, values or {}
        shapes = tuple(
            replace(
                shape,
                href=hrefs.get(shape.id, shape.href),
                css_class=classes.get(shape.id, shape.css_class),
                value_label=values.get(shape.id, shape.value_label),
            )
            for shape in self.shapes
        )
        return replace(self, shapes=shapes)

    def with_points(self, points: Iterable[MapPoint]) -> Map:
        """Add points; large ones are drawn first, so that small ones are not hidden."""
        every = sorted((*self.points, *points), key=lambda point: -point.radius)
        return replace(self, points=tuple(every))

    def with_legend(self, *entries: LegendEntry) -> Map:
        return replace(self, legend=(*self.legend, *entries))


def choropleth(drawing: Map, values: Mapping[str, float], *, say: Callable[[float], str]) -> Map:
    """Colour shapes by their value, in five classes of as many shapes; a shape without value stays blank.

    `say` writes a value for people, with its unit. Colour is doubled by a hatching, and by the value read out.
    """
    limits = _limits(sorted(values.values()))
    shapes = []
    for shape in drawing.shapes:
        value = values.get(shape.id)
        told = say(value) if value is not None else "sans donnée"
        shapes.append(replace(shape, value_label=told, level=_level(value, limits)))
    legend = [
        LegendEntry(f"de {say(low)} à {say(high)}", level=level)
        for level, (low, high) in enumerate(pairwise(limits), start=1)
        if low < high or level == 1
    ]
    if any(shape.level == 0 for shape in shapes):
        legend.append(LegendEntry("sans donnée"))
    return replace(drawing, shapes=tuple(shapes), legend=tuple(legend))


def _limits(values: list[float]) -> list[float]:
    if not values:
        return []
    if len(values) == 1:
        return [values[0], values[0]]
    return [values[0], *quantiles(values, n=CLASSES, method="inclusive"), values[-1]]


def _level(value: float | None, limits: list[float]) -> int:
    if value is None:
        return 0
    return 1 + sum(value > limit for limit in limits[1:-1])
