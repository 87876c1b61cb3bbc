"""Figures kept in memory are those of the communes and of the files of today."""

import pytest

from frenchimpact.geography.actions import Part, create_perimeter, set_perimeter_parts
from frenchimpact.geography.models import Commune, Indicator, IndicatorValue, Perimeter, PlaceKind, Region
from frenchimpact.geography.queries.indicators import indicators_of
from frenchimpact.geography.tests.factories import make_commune, make_dataset

pytestmark = pytest.mark.django_db


def test_figures_follow_a_perimeter_that_changes() -> None:
    one, other = _measured("01001", 10.0), _measured("01002", 5.0)
    perimeter = create_perimeter("Le Val", [_part(one)], by=None)
    before = _area(perimeter)

    set_perimeter_parts(perimeter, [_part(one), _part(other)], by=None)

    assert (before, _area(perimeter)) == (10.0, 15.0)


def test_figures_are_added_up_again_after_a_load() -> None:
    region = _measured("01001", 10.0).region
    before = [figure.value for figure in indicators_of(region)]

    IndicatorValue.objects.update(value=12.0)
    make_dataset("indicators")

    assert (before, [figure.value for figure in indicators_of(region)]) == ([10.0], [12.0])


def test_figures_of_two_places_of_one_code_are_not_mixed() -> None:
    _measured("01001", 10.0)  # of région 84, as every commune here
    _measured("84001", 5.0)
    region, departement = Region.objects.get(pk="84"), Commune.objects.get(pk="84001").departement

    assert [[figure.value for figure in indicators_of(place)] for place in (region, departement)] == [[15.0], [5.0]]


def _measured(code: str, area: float) -> Commune:
    make_dataset("geography")
    make_dataset("indicators")
    commune = make_commune(code)
    facts = {"label": "Superficie", "unit": "km²", "aggregation": Indicator.Aggregation.SUM, "source": "INSEE"}
    indicator = Indicator.objects.get_or_create(code="area", year=2019, defaults=facts)[0]
    IndicatorValue.objects.create(indicator=indicator, commune=commune, value=area)
    return commune


def _part(commune: Commune) -> Part:
    return Part(PlaceKind.COMMUNE, commune.code)


def _area(perimeter: Perimeter) -> float | None:
    return next(figure.value for figure in indicators_of(Perimeter.objects.get(pk=perimeter.pk)))
