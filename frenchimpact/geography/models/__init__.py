"""The map of France. Source: INSEE, Code officiel géographique (COG), and what is added to it."""

from frenchimpact.geography.models.indicators import Indicator, IndicatorValue
from frenchimpact.geography.models.loads import Dataset
from frenchimpact.geography.models.outlines import Outline
from frenchimpact.geography.models.perimeters import Perimeter, PerimeterCommune, PerimeterPart
from frenchimpact.geography.models.places import (
    Commune,
    Departement,
    FormerCommune,
    Intercommunality,
    PlaceKind,
    PlaceName,
    Region,
)

__all__ = [
    "Commune",
    "Dataset",
    "Departement",
    "FormerCommune",
    "Indicator",
    "IndicatorValue",
    "Intercommunality",
    "Outline",
    "Perimeter",
    "PerimeterCommune",
    "PerimeterPart",
    "PlaceKind",
    "PlaceName",
    "Region",
]
