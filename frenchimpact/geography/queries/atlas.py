"""The outlines of the country, read once and kept in memory until other outlines or another geography are loaded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from frenchimpact.geography.calculations import shapes
from frenchimpact.geography.calculations.outline_files import MultiPolygon, Point
from frenchimpact.geography.calculations.projection import PARIS, WINDOWS, Window, plane_of
from frenchimpact.geography.calculations.topology import Arc, Topology, build
from frenchimpact.geography.models import Departement, Outline, PlaceKind
from frenchimpact.geography.queries.datasets import Edition, latest_loads

SMALLEST = 2.0  # square units of the sheet: a smaller triangle of a border, or island, is not drawn


@dataclass(frozen=True)
class Atlas:
    """Départements that have an outline, in degrees; their names; the région of each, and the names of régions."""

    topology: Topology
    names: dict[str, str]
    region_of: dict[str, str]
    region_names: dict[str, str]

    @cached_property
    def boxes(self) -> dict[str, shapes.Box]:
        """West, south, east, north of each département."""
        return {code: shapes.bounding_box(self.topology.polygons(code)) for code in self.topology.places}

    def members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code in self.topology.places:
            found[self.region_of[code]].append(code)
        return dict(found)


def current_edition() -> Edition:
    """Tell which loads today’s maps depend on; one query a page."""
    return tuple(load for load in latest_loads() if load[0] == "geography" or load[0].startswith("outlines"))


@lru_cache(maxsize=2)
def atlas_of(_edition: Edition) -> Atlas:
    """Read the départements; two queries, once an edition."""
    rows = Departement.objects.order_by("code").values_list("code", "name", "region_id", "region__name")
    outlines = Outline.objects.filter(kind=PlaceKind.DEPARTEMENT).order_by("code")
    known = {code: (name, region, region_name) for code, name, region, region_name in rows}
    polygons = {outline.code: as_points(outline.polygons) for outline in outlines if outline.code in known}
    return Atlas(
        topology=build(polygons),
        names={code: name for code, (name, _, _) in known.items()},
        region_of={code: region for code, (_, region, _) in known.items()},
        region_names={region: name for _, region, name in known.values()},
    )


@lru_cache(maxsize=2)
def sheet_of(edition: Edition) -> Topology:
    """Put the départements on the sheet, in units, with borders thinned as far as the eye cannot tell."""
    return atlas_of(edition).topology.transformed(_on_the_sheet)


@lru_cache(maxsize=2)
def paris_of(edition: Edition) -> dict[str, MultiPolygon]:
    """Draw again, enlarged, the départements that come into the disc around Paris."""
    atlas = atlas_of(edition)
    inner = {code for code in ("75", "92", "93", "94") if code in atlas.topology.places}
    codes = sorted(inner.union(*(atlas.topology.neighbours(code) for code in inner)))
    enlarged = atlas.topology.transformed(_enlarged)
    return {code: enlarged.polygons(code) for code in codes}


def as_points(polygons: list[list[list[list[float]]]]) -> MultiPolygon:
    """Give a stored outline as calculations expect it."""
    return [[[(point[0], point[1]) for point in ring] for ring in polygon] for polygon in polygons]


def _on_the_sheet(arc: Arc) -> Arc:
    plane = plane_of(*arc[len(arc) // 2])
    return _placed(arc, WINDOWS[plane.key] if plane else WINDOWS["metropole"])


def _enlarged(arc: Arc) -> Arc:
    return _placed(arc, PARIS) if plane_of(*arc[0]) is PARIS.plane else arc[:2]


def _placed(arc: Arc, window: Window) -> Arc:
    placed: tuple[Point, ...] = tuple(window.project(*point) for point in arc)
    return shapes.thinned(placed, SMALLEST)
