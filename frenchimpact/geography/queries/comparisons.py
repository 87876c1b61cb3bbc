"""A few figures of a place beside those of its région and of France, as small charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from frenchimpact.geography.models import Commune, Region
from frenchimpact.geography.queries.datasets import Edition, edition_of
from frenchimpact.geography.queries.indicators import IndicatorFigure, indicators_of
from frenchimpact.ui.charts import Bar, comparison

# The poverty rate is known in one commune out of eight: adding it up would compare large towns with large towns.
SHOWN = {
    "median_living_standard": "Niveau de vie médian par an",
    "unemployment_rate": "Chômage des 15-64 ans au recensement",
    "vacancy_rate": "Logements vacants",
}
UNITS = {"median_living_standard": "€"}  # shorter than in the table, where the title has said the rest
MOST_REGIONS = 2  # a place over more of them is compared with France only


@dataclass(frozen=True)
class Comparison:
    title: str
    bars: tuple[Bar, ...]
    source: str
    year: int


def comparisons_of(name: str, figures: Iterable[IndicatorFigure], regions: Iterable[Region]) -> list[Comparison]:
    """Draw the place with its régions and France; what the place itself has no figure for is left out.

    Two queries; figures of régions and of France are added up once a load of indicators.
    """
    own = {figure.code: figure for figure in figures if figure.code in SHOWN and figure.value is not None}
    if not own:
        return []
    wider = [(region.name, _by_code(indicators_of(region))) for region in list(regions)[: MOST_REGIONS + 1]]
    others = [*(wider if len(wider) <= MOST_REGIONS else []), ("France", _figures_of_france())]
    return [
        Comparison(title, _bars(name, own[code], others), own[code].source, own[code].year)
        for code, title in SHOWN.items()
        if code in own
    ]


def _bars(name: str, own: IndicatorFigure, others: list[tuple[str, dict[str, IndicatorFigure]]]) -> tuple[Bar, ...]:
    beside = [(label, figures[own.code].value) for label, figures in others if own.code in figures]
    short = replace(own, unit=UNITS.get(own.code, own.unit))
    return comparison(name, own.value, beside, say=lambda value: replace(short, value=value).value_text)


def _figures_of_france() -> dict[str, IndicatorFigure]:
    edition = edition_of("geography", "indicators")
    add_up = _added_up if edition else _added_up.__wrapped__
    return add_up(edition)


@lru_cache(maxsize=2)
def _added_up(_edition: Edition) -> dict[str, IndicatorFigure]:
    return _by_code(indicators_of(Commune.objects.all()))


def _by_code(figures: Iterable[IndicatorFigure]) -> dict[str, IndicatorFigure]:
    return {figure.code: figure for figure in figures}
