"""Which territories are of the same order of size."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, log, radians, sin, sqrt

EARTH_RADIUS = 6371.0  # km, mean radius


@dataclass(frozen=True)
class Size:
    """How large a territory is: inhabitants, and communes (counts, at least 1 to be compared)."""

    key: int
    population: int
    communes: int


def most_alike(one: Size, others: Iterable[Size], *, count: int) -> list[int]:
    """Keys of the territories nearest in size, the nearest first.

    Distance: Euclidean, over the natural logarithms of population and of the number of communes, so that twice as
    many counts the same at every scale; no unit.
    """
    ranked = sorted(
        (other for other in others if other.key != one.key), key=lambda other: (_distance(one, other), other.key)
    )
    return [other.key for other in ranked[:count]]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in km between two (latitude, longitude) in degrees. Source: haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))


def _distance(one: Size, other: Size) -> float:
    inhabitants = log(max(one.population, 1)) - log(max(other.population, 1))
    communes = log(max(one.communes, 1)) - log(max(other.communes, 1))
    return sqrt(inhabitants**2 + communes**2)
