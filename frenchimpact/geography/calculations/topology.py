"""Places that share borders: each border is kept once, so that it can be drawn, thinned or dropped once.

The method is that of M. Bostock, "How to infer topology" (2013): a point where the set of neighbouring points differs
from one ring to another is a junction; rings are cut at junctions into arcs; equal arcs are one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from frenchimpact.geography.calculations.outline_files import MultiPolygon, Point, Ring

Arc = tuple[Point, ...]


@dataclass(frozen=True)
class Topology:
    """Arcs, and for each place its polygons as rings of arc numbers; `~n` is arc `n` walked backwards."""

    arcs: list[Arc]
    places: dict[str, list[list[list[int]]]]

    def polygons(self, code: str) -> MultiPolygon:
        return [[self._ring(ring) for ring in polygon] for polygon in self.places[code]]

    def dissolve(self, codes: Iterable[str]) -> MultiPolygon:
        """One shape of several places: a border between two of them disappears."""
        walked: dict[int, list[int]] = defaultdict(list)
        for number in (number for code in codes for number in _numbers(self.places[code])):
            walked[max(number, ~number)].append(number)
        outer = [numbers[0] for numbers in walked.values() if len(numbers) == 1]
        return _nest([self._ring(ring) for ring in self._chains(outer)])

    def lines(self, wanted: Callable[[set[str]], bool]) -> list[Arc]:
        """Give the borders for whose places, one or two, `wanted` says yes."""
        return [self.arcs[number] for number, places in self._sides.items() if wanted(places)]

    def neighbours(self, code: str) -> set[str]:
        """Give the places that share a border, not only a point, with this one."""
        return self._neighbours.get(code, set())

    def transformed(self, change: Callable[[Arc], Arc]) -> Topology:
        """Give the same places with other arcs: `change` must keep the ends of an arc where the others expect them."""
        return Topology([change(arc) for arc in self.arcs], self.places)

    @cached_property
    def _sides(self) -> dict[int, set[str]]:
        sides: dict[int, set[str]] = defaultdict(set)
        for code, polygons in self.places.items():
            for number in _numbers(polygons):
                sides[max(number, ~number)].add(code)
        return dict(sides)

    @cached_property
    def _neighbours(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for codes in self._sides.values():
            for code in codes:
                found[code] |= codes - {code}
        return dict(found)

    def _arc(self, number: int) -> Arc:
        return self.arcs[number] if number >= 0 else self.arcs[~number][::-1]

    def _ring(self, numbers: list[int]) -> Ring:
        points: Ring = list(self._arc(numbers[0]))
        for number in numbers[1:]:
            points.extend(self._arc(number)[1:])
        return points

    def _chains(self, numbers: list[int]) -> Iterator[list[int]]:
        """Put directed arcs end to end until each chain closes."""
        starts: dict[Point, list[int]] = defaultdict(list)
        for number in reversed(numbers):
            starts[self._arc(number)[0]].append(number)
        for number in numbers:
            chain: list[int] = []
            here = self._arc(number)[0]
            while starts[here]:
                chain.append(starts[here].pop())
                here = self._arc(chain[-1])[-1]
            if chain:
                yield chain


def build(places: Mapping[str, MultiPolygon]) -> Topology:
    """Find the borders that places share; outsides are turned anticlockwise, holes clockwise."""
    turned = {code: [_turned(polygon) for polygon in polygons] for code, polygons in places.items()}
    junctions = _junctions(ring for polygons in turned.values() for polygon in polygons for ring in polygon)
    numbers: dict[Arc, int] = {}
    return Topology(
        places={
            code: [[_arc_numbers(ring, junctions, numbers) for ring in polygon] for polygon in polygons]
            for code, polygons in turned.items()
        },
        arcs=list(numbers),
    )


def signed_area(ring: Ring) -> float:
    """In square units of the points; positive when the ring is walked anticlockwise (y upwards)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def contains(ring: Ring, point: Point) -> bool:
    """Whether the point lies inside the ring (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _numbers(polygons: list[list[list[int]]]) -> Iterator[int]:
    return (number for polygon in polygons for ring in polygon for number in ring)


def _turned(polygon: list[Ring]) -> list[Ring]:
    return [ring if (signed_area(ring) > 0) == (index == 0) else ring[::-1] for index, ring in enumerate(polygon)]


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Points where rings part: seen with more than two different neighbours."""
    around: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point, after in zip([ring[-2], *ring], ring, ring[1:], strict=False):
            around[point].update((before, after))
    return {point for point, others in around.items() if len(others) > 2}  # noqa: PLR2004 - before and after


def _arc_numbers(ring: Ring, junctions: set[Point], numbers: dict[Arc, int]) -> list[int]:
    """Cut a ring at its junctions, or at its smallest point when it has none; new arcs are added to `numbers`."""
    points = ring[:-1]
    first = next((index for index, point in enumerate(points) if point in junctions), None)
    if first is None:
        first = points.index(min(points))
    points = [*points[first:], *points[: first + 1]]
    cuts = [0, *(index for index in range(1, len(points) - 1) if points[index] in junctions), len(points) - 1]
    found = []
    for start, end in itertools.pairwise(cuts):
        arc = tuple(points[start : end + 1])
        backwards = arc[::-1]
        found.append(~numbers[backwards] if backwards in numbers else numbers.setdefault(arc, len(numbers)))
    return found


def _nest(rings: list[Ring]) -> MultiPolygon:
    """Make polygons of loose rings: each that turns against the largest ring is a hole of the smallest around it.

    The largest tells the direction, because a projection whose y goes down turns every ring.
    """
    areas = [(signed_area(ring), ring) for ring in rings]
    direction = max((area for area, _ in areas), key=abs, default=1)
    outsides = sorted(((abs(area), ring) for area, ring in areas if area * direction > 0), key=lambda item: item[0])
    polygons: list[list[Ring]] = [[ring] for _, ring in outsides]
    for hole in (ring for area, ring in areas if area * direction < 0):
        around = next((polygon for polygon in polygons if contains(polygon[0], hole[0])), None)
        if around is not None:
            around.append(hole)
    return polygons[::-1]
