"""Draw a map as SVG, in Python: numbers must not be localised, and hundreds of shapes are written in a millisecond."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from frenchimpact.ui.maps import LegendEntry, Map, MapFrame, MapPoint, MapShape, MapText

WATER_LINES = 3
FINGER = 35.0  # units: 12 px, half of the least target, when 1 000 units are drawn 345 px wide
LABEL_GAP = 6.0  # units between a point and its name


def draw(drawing: Map) -> SafeString:
    role = "group" if drawing.has_links else "img"
    parts = [
        f'<svg class="map {escape(drawing.css_class)}" viewBox="{drawing.view_box}" role="{role}"',
        f' aria-label="{escape(drawing.title)}" data-map="{drawing.whole_box.width:g}">',
        f"<desc>{escape(drawing.description)}</desc>" if drawing.description else "",
        *_definitions(drawing),
        *_coast(drawing),
        *(_frame(drawing, frame) for frame in drawing.frames),
        *_land(drawing),
        f'<path class="map__borders" d="{drawing.borders}"/>' if drawing.borders else "",
        *(_frame_edge(frame) for frame in drawing.frames),
        *_points(drawing),
        *(_text(text) for text in drawing.texts),
        _scale_bar(drawing),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every text above is escaped, paths and numbers are our own


def draw_swatch(entry: LegendEntry) -> SafeString:
    """Draw the sample that stands before a line of the legend."""
    content = '<rect class="map__shape" width="28" height="20" rx="3"/>'
    if entry.mark == "point":
        content = (
            f'<g class="map__point {escape(entry.css_class)}"><circle class="map__dot" cx="14" cy="10" r="7"/></g>'
        )
    elif entry.level:
        name = f"legende-{entry.level}"
        content = f'<defs>{_pattern(name, entry.level)}</defs><rect fill="url(#{name})" width="28" height="20" rx="3"/>'
    elif entry.css_class:
        content = f'<rect class="map__shape {escape(entry.css_class)}" width="28" height="20" rx="3"/>'
    svg = f'<svg class="map-swatch" viewBox="0 0 28 20" width="28" height="20" aria-hidden="true">{content}</svg>'
    return mark_safe(svg)  # noqa: S308 - its only text is escaped


def _definitions(drawing: Map) -> Iterator[str]:
    discs = [frame for frame in drawing.frames if frame.spot]
    levels = sorted({shape.level for shape in drawing.shapes if shape.level})
    if not discs and not levels:
        return
    yield "<defs>"
    for frame in discs:
        x, y, radius = _disc(frame)
        yield f'<clipPath id="{drawing.id}-{frame.id}"><circle cx="{x:g}" cy="{y:g}" r="{radius:g}"/></clipPath>'
    for level in levels:
        yield _pattern(f"{drawing.id}-niveau-{level}", level)
    yield "</defs>"


def _pattern(name: str, level: int) -> str:
    """Give a tint, and lines that become closer with the level."""
    step = 22 - 4 * level
    return (
        f'<pattern id="{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect class="map__level-{level}" width="{step}" height="{step}"/>'
        f'<path class="map__hatch-{level}" d="M0 0V{step}"/></pattern>'
    )


def _coast(drawing: Map) -> Iterator[str]:
    """Lines of water, as on old maps: the same coast drawn with ever thinner strokes."""
    if not drawing.coast:
        return
    yield '<g class="map__sea" aria-hidden="true">'
    yield f'<defs><path id="{drawing.id}-littoral" class="map__coast" d="{drawing.coast}"/></defs>'
    for line in range(WATER_LINES, 0, -1):
        for side in ("line", "gap"):
            yield f'<use class="map__water map__water-{line}-{side}" href="#{drawing.id}-littoral"/>'
    yield "</g>"


def _land(drawing: Map) -> Iterator[str]:
    yield '<g class="map__land">'
    yield from (_shape(drawing, shape) for shape in drawing.shapes if not shape.frame)
    yield "</g>"
    for frame in drawing.frames:
        repeated = [shape for shape in drawing.shapes if shape.frame == frame.id]
        if repeated:
            yield f'<g class="map__land" clip-path="url(#{drawing.id}-{frame.id})" aria-hidden="true">'
            yield from (_shape(drawing, shape) for shape in repeated)
            yield "</g>"


def _shape(drawing: Map, shape: MapShape) -> str:
    told = escape(f"{shape.label} : {shape.value_label}" if shape.value_label else shape.label)
    fill = f' fill="url(#{drawing.id}-niveau-{shape.level})"' if shape.level else ""
    level = " map__shape--level" if shape.level else ""
    title = f"<title>{told}</title>" if told else ""
    path = f'<path class="map__shape {escape(shape.css_class)}{level}"{fill} d="{shape.path}">{title}</path>'
    return _link(path, shape.href, told, is_repeat=bool(shape.frame))


def _link(content: str, href: str, told: str, *, is_repeat: bool) -> str:
    if not href:
        return content
    aside = ' tabindex="-1" aria-hidden="true"' if is_repeat else f' aria-label="{told}"'
    return f'<a class="map__link" href="{escape(href)}" data-told="{told}"{aside}>{content}</a>'


def _points(drawing: Map) -> Iterator[str]:
    if not drawing.points:
        return
    yield '<g class="map__points">'
    if not any(point.href for point in drawing.points) and not drawing.windows:
        yield from _plain_points(drawing.points)
        yield "</g>"
        return
    middle = drawing.view_box.x + drawing.view_box.width * 0.62
    is_reached = any(point.href for point in drawing.points)  # else nobody measures hundreds of points for nothing
    radii = hit_radii(drawing.points) if is_reached else [0.0] * len(drawing.points)
    for point, reach in zip(drawing.points, radii, strict=True):
        yield _point(drawing, point, reach, before=point.x > middle)
    yield "</g>"


def _plain_points(points: Iterable[MapPoint]) -> Iterator[str]:
    """Draw points that are only looked at, hundreds of them: one circle each, under what neighbours have in common."""
    for css_class, alike in groupby(points, key=lambda point: point.css_class):
        yield f'<g class="map__point {escape(css_class)}">'
        for point in alike:
            title = f"<title>{escape(point.label)}</title>" if point.label else ""
            place = f'cx="{point.x:.1f}" cy="{point.y:.1f}" r="{point.radius:.1f}"'
            yield f'<circle class="map__dot" {place}>{title}</circle>'
        yield "</g>"


def _point(drawing: Map, point: MapPoint, reach: float, *, before: bool) -> str:
    told = escape(point.label)
    scale = f" scale({1 / drawing.magnification:.3g})" if drawing.magnification != 1 else ""
    place = f'class="map__point {escape(point.css_class)}" transform="translate({point.x:.1f} {point.y:.1f}){scale}"'
    disc = f'<circle class="map__dot" r="{point.radius:.1f}"/>'
    if not point.href:
        return f"<g {place}>{disc}<title>{told}</title></g>" if told else f"<g {place}>{disc}</g>"
    offset, anchor = (-point.radius - LABEL_GAP, "end") if before else (point.radius + LABEL_GAP, "start")
    name = f'<text class="map__tip" x="{offset:.1f}" text-anchor="{anchor}" dy=".35em" aria-hidden="true">{told}</text>'
    reached = f'<circle class="map__reach" r="{reach:.1f}"/>'
    content = f"<g {place}>{reached}{disc}{name}</g>"
    return _link(content, point.href, told, is_repeat=point.is_repeat)


def hit_radii(points: Iterable[MapPoint]) -> list[float]:
    """How far around each point a finger may land: as far as the next point allows."""
    listed = list(points)
    return [max(point.radius, min(FINGER, _nearest(point, listed) / 2)) for point in listed]


def _nearest(point: MapPoint, points: list[MapPoint]) -> float:
    distances = (math.dist((point.x, point.y), (other.x, other.y)) for other in points if other is not point)
    return min((distance for distance in distances if distance > 0), default=math.inf)


def _frame(drawing: Map, frame: MapFrame) -> str:
    if frame.spot is None:
        return ""
    x, y, radius = _disc(frame)
    return f'<circle class="map__disc" cx="{x:g}" cy="{y:g}" r="{radius:g}" data-of="{drawing.id}"/>'


def _frame_edge(frame: MapFrame) -> str:
    """Give the line around a frame, its name, and for a disc the thread that ties it to its spot."""
    box = frame.box
    middle, foot = box.x + box.width / 2, box.y + box.height
    if frame.spot is None:
        name = (
            f'<text class="map__name" x="{middle:g}" y="{foot - 9:g}" text-anchor="middle">{escape(frame.name)}</text>'
        )
        place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
        return f'<rect class="map__frame" {place} rx="6"/>{name}'
    x, y, radius = _disc(frame)
    spot_x, spot_y, spot_radius = frame.spot
    away = ((spot_x - x) ** 2 + (spot_y - y) ** 2) ** 0.5
    across, down = (spot_x - x) / away, (spot_y - y) / away
    thread = (
        f"M{x + across * radius:.1f} {y + down * radius:.1f}"
        f"L{spot_x - across * spot_radius:.1f} {spot_y - down * spot_radius:.1f}"
    )
    return (
        f'<path class="map__thread" d="{thread}"/>'
        f'<circle class="map__frame" cx="{spot_x:g}" cy="{spot_y:g}" r="{spot_radius:g}"/>'
        f'<circle class="map__frame" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
        f'<text class="map__name" x="{middle:g}" y="{foot + 24:g}" text-anchor="middle">{escape(frame.name)}</text>'
    )


def _disc(frame: MapFrame) -> tuple[float, float, float]:
    box = frame.box
    return box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 2


def _text(text: MapText) -> str:
    return (
        f'<text class="map__text {escape(text.css_class)}" x="{text.x:.1f}" y="{text.y:.1f}"'
        f' text-anchor="{text.anchor}" aria-hidden="true">{escape(text.text)}</text>'
    )


def _scale_bar(drawing: Map) -> str:
    bar, box = drawing.scale_bar, drawing.view_box
    if bar is None:
        return ""
    right, foot = box.x + box.width - 20, box.y + box.height - 20
    line = f"M{right - bar.length:.1f} {foot - 7:g}v7h{bar.length:.1f}v-7"
    middle = right - bar.length / 2
    name = f'<text class="map__text is-near" x="{middle:.1f}" y="{foot - 10:g}" text-anchor="middle">{bar.label}</text>'
    return f'<g aria-hidden="true"><path class="map__scale" d="{line}"/>{name}</g>'
