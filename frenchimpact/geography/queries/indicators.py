"""Figures of any set of communes, each with its year, its source and how many communes it covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from frenchimpact.geography.calculations.indicator_catalogue import DERIVED, ORDER, POPULATION_CHANGE, SOURCE
from frenchimpact.geography.calculations.indicators import growth, ratio
from frenchimpact.geography.models import Commune, Departement, Indicator, Intercommunality, Perimeter, Region
from frenchimpact.geography.queries.datasets import Edition, edition_of
from frenchimpact.geography.queries.places import communes_in

Place = Region | Departement | Intercommunality

NAME = "indicators"  # of their dataset
MOST_KEPT = 2000  # places whose figures stay in memory: all that have a page
LARGE = 100  # from here on, nobody reads decimals
NO_BREAK = "\u00a0"
FRENCH_SIGNS = str.maketrans({",": "\u202f", ".": ",", "-": "\u2212"})


@dataclass(frozen=True)
class IndicatorFigure:
    """`value` is None where no commune has one; it covers `covered` of `total` communes."""

    code: str
    label: str
    unit: str
    year: int
    value: float | None
    covered: int
    total: int
    source: str

    @property
    def is_complete(self) -> bool:
        return self.covered == self.total

    @property
    def value_text(self) -> str:
        """Write the value as French people do, with its unit: « 1 234,5 habitants par km² »."""
        if self.value is None:
            return "non connu"
        decimals = 0 if abs(self.value) >= LARGE or self.value.is_integer() else 1
        plain = f"{self.value:,.{decimals}f}".translate(FRENCH_SIGNS)
        return f"{plain}{NO_BREAK}{self.unit}" if self.unit else plain


@dataclass(frozen=True)
class _Asked:
    """What is computed of each figure: a sum, a mean by weight (b), or a ratio of sums (a to b)."""

    code: str
    label: str
    unit: str
    year: int
    source: str
    a: int  # indicators, by primary key
    b: int | None = None
    scale: float = 1.0
    is_mean: bool = False


def indicators_of(place: QuerySet[Commune] | Perimeter | Place) -> list[IndicatorFigure]:
    """Add up the latest figures over the communes; empty when none is loaded.

    Ratios take only the communes that have both parts. Four queries, whatever the number of communes and figures; one
    for a place, or a perimeter, that was asked already: its figures are kept until another file is loaded.
    """
    if isinstance(place, QuerySet):
        return _figures(place)
    mark = place.mark if isinstance(place, Perimeter) else place.pk
    edition = edition_of("geography", NAME)
    return list(_kept_figures(edition, mark, place)) if mark and edition else _figures(_communes_of(place))


@lru_cache(maxsize=MOST_KEPT)
def _kept_figures(_edition: Edition, _mark: str, place: Perimeter | Place) -> tuple[IndicatorFigure, ...]:
    return tuple(_figures(_communes_of(place)))


def _communes_of(place: Perimeter | Place) -> QuerySet[Commune]:
    return (
        Commune.objects.filter(in_perimeters__perimeter=place) if isinstance(place, Perimeter) else communes_in(place)
    )


def _figures(communes: QuerySet[Commune]) -> list[IndicatorFigure]:
    asked = _asked()
    if not asked:
        return []
    total = communes.count()
    sums = _sums(asked, communes)
    figures = [
        IndicatorFigure(each.code, each.label, each.unit, each.year, _value(each, a, b), count, total, each.source)
        for each, (a, b, count) in zip(asked, sums, strict=True)
    ]
    return sorted(figures, key=lambda figure: ORDER.index(figure.code) if figure.code in ORDER else len(ORDER))


def _asked() -> list[_Asked]:
    """Take the latest year of each indicator, and what follows from them."""
    by_year: dict[str, list[Indicator]] = {}
    for indicator in Indicator.objects.order_by("code", "-year"):
        by_year.setdefault(indicator.code, []).append(indicator)
    latest = {code: years[0] for code, years in by_year.items()}
    asked = [
        _Asked(
            each.code, each.label, each.unit, each.year, each.source, each.pk, each.weight_id, 1.0, bool(each.weight_id)
        )
        for each in latest.values()
    ]
    for derived in DERIVED:
        top, bottom = latest.get(derived.top), latest.get(derived.bottom)
        if top and bottom and top.year == bottom.year:
            asked.append(
                _Asked(derived.code, derived.label, derived.unit, top.year, SOURCE, top.pk, bottom.pk, derived.scale)
            )
    match by_year.get("population", []):
        case [now, before, *_]:
            label = f"Évolution de la population depuis {before.year}"
            asked.append(_Asked(POPULATION_CHANGE, label, "%", now.year, SOURCE, now.pk, before.pk))
    return asked


def _value(asked: _Asked, a: float | None, b: float | None) -> float | None:
    if asked.b is None:
        return a
    if asked.code == POPULATION_CHANGE:
        return growth(b, a)
    return ratio(a, b, asked.scale)


def _sums(asked: list[_Asked], communes: QuerySet[Commune]) -> list[tuple[float | None, float | None, int]]:
    """Give for each figure the two sums and the number of communes behind them, in one query."""
    wanted = sorted({pk for each in asked for pk in (each.a, each.b) if pk})
    chosen, parameters = communes.order_by().values("pk").query.sql_with_params()
    cells = [
        sql.SQL("max(value) FILTER (WHERE indicator_id = {}) AS {}").format(sql.Literal(pk), _cell(pk)) for pk in wanted
    ]
    sums = [part for each in asked for part in _expressions(each)]
    query = sql.SQL(PIVOT).format(
        cells=sql.SQL(", ").join(cells),
        sums=sql.SQL(", ").join(sums),
        chosen=sql.SQL(chosen),  # compiled by Django
    )
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        row = cursor.fetchone() or ()
    return [(row[place], row[place + 1], row[place + 2]) for place in range(0, len(row), 3)]


PIVOT = """
SELECT {sums} FROM (
    SELECT {cells} FROM geography_indicatorvalue
    WHERE commune_id IN ({chosen}) GROUP BY commune_id
) AS commune
"""


def _expressions(asked: _Asked) -> list[sql.Composed]:
    a = _cell(asked.a)
    if asked.b is None:
        return [sql.SQL(text).format(a=a) for text in ("sum({a})", "NULL::float", "count({a})")]
    top = "sum({a} * {b})" if asked.is_mean else "sum({a}) FILTER (WHERE {b} IS NOT NULL)"
    bottom = "sum({b}) FILTER (WHERE {a} IS NOT NULL)"
    count = "count(*) FILTER (WHERE {a} IS NOT NULL AND {b} > 0)"
    return [sql.SQL(text).format(a=a, b=_cell(asked.b)) for text in (top, bottom, count)]


def _cell(pk: int) -> sql.Identifier:
    return sql.Identifier(f"i{pk}")
