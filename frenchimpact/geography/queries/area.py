"""How large a perimeter is, from the best source that is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from frenchimpact.geography.calculations.shapes import area_km2
from frenchimpact.geography.models import Departement, Outline, Perimeter, PlaceKind
from frenchimpact.geography.queries.atlas import as_points, current_edition
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.geography.queries.indicators import IndicatorFigure

AREA = "area"  # the indicator’s code in the catalogue
FROM_INSEE = "INSEE"
MOST_KEPT = 500  # perimeters
FROM_OUTLINE = "mesurée sur le contour simplifié"


@dataclass(frozen=True)
class Area:
    """Km², inhabitants per km², and where the area comes from."""

    value: float
    density: float
    source: str

    @property
    def is_rough(self) -> bool:
        return self.source == FROM_OUTLINE


def area_of(perimeter: Perimeter, population: int, figures: Iterable[IndicatorFigure]) -> Area | None:
    """Measure a perimeter from INSEE’s areas when all its communes have one, else from outlines that cover it whole.

    `figures` are its indicators. None when neither is loaded: a density is not guessed. Four queries at most; one when
    it was asked already.
    """
    if (value := _from_insee(figures)) is not None:
        return Area(value, population / value, FROM_INSEE)
    edition = current_edition()
    value = _kept_outline(edition, perimeter.mark, perimeter) if perimeter.mark else _from_outlines(perimeter)
    if value is not None:
        return Area(value, population / value, FROM_OUTLINE)
    return None


def _from_insee(figures: Iterable[IndicatorFigure]) -> float | None:
    known = (figure for figure in figures if figure.code == AREA and figure.is_complete)
    return next((figure.value for figure in known if figure.value), None)


@lru_cache(maxsize=MOST_KEPT)
def _kept_outline(_edition: Edition, _mark: str, perimeter: Perimeter) -> float | None:
    return _from_outlines(perimeter)


def _from_outlines(perimeter: Perimeter) -> float | None:
    parts = _drawn_parts(perimeter)
    outlines = Outline.objects.filter(code__in=[code for _, code in parts])
    areas = {(each.kind, each.code): area_km2(as_points(each.polygons)) for each in outlines}
    return sum(areas[part] for part in parts) if parts and parts <= set(areas) else None


def _drawn_parts(perimeter: Perimeter) -> set[tuple[str, str]]:
    """Give the parts as outlines know them: a région is drawn as its départements."""
    parts = {(part.kind, part.code) for part in perimeter.parts.all()}
    regions = {part for part in parts if part[0] == PlaceKind.REGION}
    inside = Departement.objects.filter(region__in=[code for _, code in regions]).values_list("pk", flat=True)
    return parts - regions | {(PlaceKind.DEPARTEMENT.value, code) for code in inside}
