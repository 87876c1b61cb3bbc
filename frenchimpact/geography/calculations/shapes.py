"""Geometry of outlines: thinning, surface, a point inside, a box around, and the text of an SVG path."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from frenchimpact.geography.calculations.outline_files import MultiPolygon, Point, Ring
from frenchimpact.geography.calculations.projection import ECCENTRICITY, SEMI_MAJOR_AXIS
from frenchimpact.geography.calculations.topology import Arc, contains, signed_area

Box = tuple[float, float, float, float]  # left, low, right, high


def thinned(arc: Arc, smallest: float) -> Arc:
    """Give the arc without the points whose triangle is under `smallest` square units; both ends stay.

    Source: Visvalingam & Whyatt, "Line generalisation by repeated elimination of points", 1993.
    """
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    fewest = 4 if arc[0] == arc[-1] else 2  # an island stays a triangle
    queue = [(_triangle(*arc[index - 1 : index + 2]), index) for index in range(1, len(arc) - 1)]
    heapq.heapify(queue)
    current = {index: area for area, index in queue}
    while queue and len(current) + 2 > fewest:
        area, index = heapq.heappop(queue)
        if current.get(index) != area:
            continue  # this point was measured again since
        if area >= smallest:
            break
        del current[index]
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for side in (left, right):
            if side in current:
                current[side] = max(area, _triangle(arc[before[side]], arc[side], arc[after[side]]))
                heapq.heappush(queue, (current[side], side))
    return tuple(point for index, point in enumerate(arc) if index in current or index in {0, len(arc) - 1})


def without_specks(polygons: MultiPolygon, smallest: float) -> MultiPolygon:
    """Without islands and holes under `smallest` square units; the largest polygon always stays."""
    largest = max(polygons, key=lambda polygon: abs(signed_area(polygon[0])), default=None)
    return [
        [polygon[0], *(hole for hole in polygon[1:] if abs(signed_area(hole)) >= smallest)]
        for polygon in polygons
        if polygon is largest or abs(signed_area(polygon[0])) >= smallest
    ]


def moved(polygons: MultiPolygon, move: Callable[[float, float], Point]) -> MultiPolygon:
    return [[[move(x, y) for x, y in ring] for ring in polygon] for polygon in polygons]


def clipped(polygons: MultiPolygon, box: Box) -> MultiPolygon:
    """Cut polygons at the edges of a box (Sutherland & Hodgman, "Reentrant polygon clipping", 1974)."""
    cut = [[part for ring in polygon if (part := _clipped_ring(ring, box))] for polygon in polygons]
    return [polygon for polygon in cut if polygon]


def area_km2(polygons: MultiPolygon) -> float:
    """Give the surface on the ellipsoid GRS 80 of polygons in degrees, holes taken off.

    By the equal-area cylindrical projection (J. P. Snyder, Map Projections, 1987, equations 3-12 and 10-10).
    """
    return sum(
        abs(signed_area(flat[0])) - sum(abs(signed_area(hole)) for hole in flat[1:])
        for flat in moved(polygons, _equal_area)
    )


def bounding_box(polygons: MultiPolygon) -> Box:
    points = [point for polygon in polygons for ring in polygon for point in ring]
    return box_around(points)


def box_around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def centroid(ring: Ring) -> Point:
    doubled = 6 * signed_area(ring)
    if not doubled:
        left, low, right, high = box_around(ring)
        return (left + right) / 2, (low + high) / 2
    origin_x, origin_y = ring[0]  # differences keep the precision of small rings
    local = [(x - origin_x, y - origin_y) for x, y in ring]
    terms = [(x1 + x2, y1 + y2, x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise(local)]
    return (
        origin_x + sum(x * cross for x, _, cross in terms) / doubled,
        origin_y + sum(y * cross for _, y, cross in terms) / doubled,
    )


def inner_point(polygons: MultiPolygon) -> Point:
    """Give a point inside the largest polygon: its centroid, or the middle of its widest crossing at that height."""
    largest = max(polygons, key=lambda polygon: abs(signed_area(polygon[0])))
    middle = centroid(largest[0])
    if contains(largest[0], middle) and not any(contains(hole, middle) for hole in largest[1:]):
        return middle
    crossings = sorted(_crossings(largest, middle[1]))
    spans = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not spans:
        return largest[0][0]
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return (left + right) / 2, middle[1]


def path_text(polygons: MultiPolygon, decimals: int = 1) -> str:
    """Give the `d` of an SVG path, in relative steps; rounding does not add up along the line."""
    return "".join(_ring_text(ring, 10**decimals) for polygon in polygons for ring in polygon)


def lines_text(lines: Iterable[Iterable[Point]], decimals: int = 1) -> str:
    """Give the `d` of an SVG path of open lines."""
    return "".join(_line_text(line, 10**decimals) for line in lines)


def _clipped_ring(ring: Ring, box: Box) -> Ring:
    points = ring[:-1]
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        kept: list[Point] = []
        for start, end in pairwise([*points[-1:], *points]):
            depths = sign * (start[axis] - limit), sign * (end[axis] - limit)
            if (depths[0] < 0) != (depths[1] < 0):
                part = depths[0] / (depths[0] - depths[1])
                kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
            if depths[1] >= 0:
                kept.append(end)
        points = kept
    return [*points, points[0]] if points else []


def _triangle(first: Point, second: Point, third: Point) -> float:
    (x1, y1), (x2, y2), (x3, y3) = first, second, third
    return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2


def _equal_area(longitude: float, latitude: float) -> Point:
    sine = math.sin(math.radians(latitude))
    squared = ECCENTRICITY**2
    flattened = (1 - squared) * (
        sine / (1 - squared * sine**2)
        - math.log((1 - ECCENTRICITY * sine) / (1 + ECCENTRICITY * sine)) / (2 * ECCENTRICITY)
    )
    return SEMI_MAJOR_AXIS * math.radians(longitude), SEMI_MAJOR_AXIS * flattened / 2


def _crossings(polygon: list[Ring], height: float) -> Iterator[float]:
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > height) != (y2 > height):
                yield x1 + (x2 - x1) * (height - y1) / (y2 - y1)


def _ring_text(ring: Ring, factor: int) -> str:
    line = _line_text(ring[:-1], factor)
    return f"{line}z" if len(_rounded(ring[:-1], factor)) > 2 else ""  # noqa: PLR2004 - a triangle


def _line_text(points: Iterable[Point], factor: int) -> str:
    (start_x, start_y), *others = _rounded(points, factor)
    steps, here_x, here_y = [], start_x, start_y
    for x, y in others:
        steps += [x - here_x, y - here_y]
        here_x, here_y = x, y
    return f"M{_numbers_text([start_x, start_y], factor)}l{_numbers_text(steps, factor)}" if steps else ""


def _rounded(points: Iterable[Point], factor: int) -> list[tuple[int, int]]:
    """Give whole numbers of the smallest step, without repetition."""
    whole = [(round(x * factor), round(y * factor)) for x, y in points]
    return [point for index, point in enumerate(whole) if index == 0 or point != whole[index - 1]]


def _numbers_text(numbers: list[int], factor: int) -> str:
    """Numbers put together with the fewest signs: a minus, or the dot of a second fraction, separates."""
    words: list[str] = []
    for number in numbers:
        word = f"{number / factor:.10g}"
        if abs(number) < factor:
            word = word.replace("0.", ".", 1)
        glued = not words or word.startswith("-") or (word.startswith(".") and "." in words[-1])
        words.append(word if glued else f" {word}")
    return "".join(words)
