"""Where a place of the Earth stands on our map of France: one sheet, overseas in frames, Paris enlarged.

Metropolitan France is drawn in Lambert-93 (conformal conic, ellipsoid GRS 80). Source of parameters and method: IGN,
« Projection cartographique conique conforme de Lambert – algorithmes », NTG 71, and decree 2000-1276 amended by
2006-272. Each overseas territory has a local plate carrée true at its own latitude.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from frenchimpact.geography.calculations.outline_files import Point

SEMI_MAJOR_AXIS = 6378.137  # km, GRS 80
ECCENTRICITY = math.sqrt(2 / 298.257222101 - 1 / 298.257222101**2)
EARTH_RADIUS = 6371.0  # km, of the sphere used for local planes

VIEW_WIDTH, VIEW_HEIGHT = 1000.0, 1004.0  # units of the whole map
MAINLAND_SCALE = 0.826  # units per km
LABEL_ROOM = 30.0  # units kept free at the foot of an overseas frame, for its name


@dataclass(frozen=True)
class Plane:
    """A part of the Earth drawn flat, in kilometres, y upwards."""

    key: str
    name: str
    bounds: tuple[float, float, float, float]  # west, south, east, north in degrees
    flatten: Callable[[float, float], Point]

    def holds(self, longitude: float, latitude: float) -> bool:
        west, south, east, north = self.bounds
        return west <= longitude <= east and south <= latitude <= north


@dataclass(frozen=True)
class Window:
    """A plane, or a part of it, put at a place of the sheet."""

    plane: Plane
    name: str
    corner: Point  # top left, in units of the sheet
    size: Point
    centre: Point  # km on the plane, shown in the middle
    scale: float  # units per km

    def project(self, longitude: float, latitude: float) -> Point:
        x, y = self.plane.flatten(longitude, latitude)
        return self.place((x, y))

    def place(self, point: Point) -> Point:
        """From kilometres on the plane to units of the sheet."""
        middle_x, middle_y = self.corner[0] + self.size[0] / 2, self.corner[1] + self.size[1] / 2
        return middle_x + (point[0] - self.centre[0]) * self.scale, middle_y - (point[1] - self.centre[1]) * self.scale


def lambert_93(longitude: float, latitude: float) -> Point:
    """Kilometres east and north of the false origin (700 km, 6 600 km at 3° E, 46.5° N)."""
    radius = _LAMBERT_C * math.exp(-_LAMBERT_N * _isometric(math.radians(latitude)))
    angle = _LAMBERT_N * math.radians(longitude - 3)
    return 700 + radius * math.sin(angle), _LAMBERT_Y - radius * math.cos(angle)


def plane_of(longitude: float, latitude: float) -> Plane | None:
    """Give the plane on which a point of France is drawn; None outside France."""
    return next((plane for plane in PLANES.values() if plane.holds(longitude, latitude)), None)


def project(longitude: float, latitude: float) -> Point | None:
    """Where a point stands on the whole map; None outside France."""
    plane = plane_of(longitude, latitude)
    return WINDOWS[plane.key].project(longitude, latitude) if plane else None


def project_enlarged(longitude: float, latitude: float) -> Point | None:
    """Where a point of Paris and its inner suburbs stands in the enlarged window; None elsewhere."""
    if plane_of(longitude, latitude) is not MAINLAND:
        return None
    point = PARIS.project(longitude, latitude)
    inside = all(0 <= at - corner <= size for at, corner, size in zip(point, PARIS.corner, PARIS.size, strict=True))
    return point if inside else None


def _isometric(latitude: float) -> float:
    sine = ECCENTRICITY * math.sin(latitude)
    return math.log(math.tan(math.pi / 4 + latitude / 2)) - ECCENTRICITY / 2 * math.log((1 + sine) / (1 - sine))


def _grand_normal(latitude: float) -> float:
    return SEMI_MAJOR_AXIS / math.sqrt(1 - (ECCENTRICITY * math.sin(latitude)) ** 2)


def _lambert_constants() -> tuple[float, float, float]:
    """Give the exponent, the constant and the false northing of the pole (NTG 71, algorithm ALG0054)."""
    south, north, origin = math.radians(44), math.radians(49), math.radians(46.5)
    exponent = math.log(_grand_normal(north) * math.cos(north) / (_grand_normal(south) * math.cos(south))) / (
        _isometric(south) - _isometric(north)
    )
    constant = _grand_normal(south) * math.cos(south) / exponent * math.exp(exponent * _isometric(south))
    return exponent, constant, 6600 + constant * math.exp(-exponent * _isometric(origin))


_LAMBERT_N, _LAMBERT_C, _LAMBERT_Y = _lambert_constants()

MAINLAND = Plane("metropole", "France métropolitaine", (-6.0, 41.0, 10.5, 51.6), lambert_93)


def _local_plane(key: str, name: str, bounds: tuple[float, float, float, float]) -> Plane:
    west, south, east, north = bounds
    degree = math.radians(1) * EARTH_RADIUS
    narrowing = math.cos(math.radians((south + north) / 2))

    def flatten(longitude: float, latitude: float) -> Point:
        return (longitude - (west + east) / 2) * degree * narrowing, (latitude - (south + north) / 2) * degree

    return Plane(key, name, bounds, flatten)


# The extents are those of the land, a little enlarged.
OVERSEAS = [
    _local_plane("971", "Guadeloupe", (-61.85, 15.78, -60.95, 16.56)),
    _local_plane("972", "Martinique", (-61.27, 14.35, -60.77, 14.92)),
    _local_plane("973", "Guyane", (-54.7, 2.05, -51.5, 5.95)),
    _local_plane("974", "La Réunion", (55.17, -21.43, 55.88, -20.83)),
    _local_plane("976", "Mayotte", (44.98, -13.06, 45.34, -12.59)),
]
FARTHER = [
    _local_plane("975", "Saint-Pierre-et-Miquelon", (-56.6, 46.65, -56.0, 47.25)),
    _local_plane("978", "Saint-Martin", (-63.2, 17.98, -62.95, 18.2)),
    _local_plane("977", "Saint-Barthélemy", (-62.95, 17.8, -62.7, 17.98)),
    _local_plane("988", "Nouvelle-Calédonie", (162.5, -23.5, 169.0, -18.5)),
    _local_plane("987", "Polynésie française", (-155.0, -28.0, -134.0, -7.5)),
    _local_plane("986", "Wallis-et-Futuna", (-178.5, -14.7, -175.8, -12.9)),
]
PLANES = {plane.key: plane for plane in [MAINLAND, *OVERSEAS, *FARTHER]}


def _window(plane: Plane, corner: Point, size: Point, label_room: float = LABEL_ROOM) -> Window:
    """Give the whole plane, as large as fits above the name."""
    west, south, east, north = plane.bounds
    (left, bottom), (right, top) = plane.flatten(west, south), plane.flatten(east, north)
    scale = 0.94 * min(size[0] / (right - left), (size[1] - label_room) / (top - bottom))
    centre = ((left + right) / 2, (bottom + top) / 2 - label_room / 2 / scale)
    return Window(plane, plane.name, corner, size, centre, scale)


def _windows() -> dict[str, Window]:
    """Give the sheet: overseas in a row at the foot, left of Corsica; farther territories in the Atlantic."""
    mainland = Window(MAINLAND, MAINLAND.name, (28, 26), (944, 880), (670.5, 6577.5), MAINLAND_SCALE)
    row = [_window(plane, (24 + 172 * index, 850), (160, 138)) for index, plane in enumerate(OVERSEAS)]
    column = [_window(plane, (24, 480 + 60 * index), (150, 54), 18) for index, plane in enumerate(FARTHER)]
    return {window.plane.key: window for window in [mainland, *row, *column]}


WINDOWS = _windows()
PARIS = Window(MAINLAND, "Paris, agrandi", (24, 24), (168, 168), (652.5, 6861.5), 3.9)
