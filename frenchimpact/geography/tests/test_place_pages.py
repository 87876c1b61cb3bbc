"""A visitor looks at the page of a région, a département, an intercommunality."""

import pytest
from django.test import Client

from frenchimpact.geography.models import Commune, Indicator, IndicatorValue, Region
from frenchimpact.geography.queries.comparisons import comparisons_of
from frenchimpact.geography.queries.indicators import indicators_of
from frenchimpact.geography.queries.place_maps import maps_of_place
from frenchimpact.geography.tests.factories import make_commune, make_departement, make_epci

pytestmark = pytest.mark.django_db


def place(code: str, east: float, north: float, **facts: object) -> Commune:
    commune = make_commune(code, **facts)  # type: ignore[arg-type]  # builders share their keywords
    Commune.objects.filter(pk=code).update(longitude=east, latitude=north)
    return commune


def test_a_visitor_sees_the_communes_of_an_intercommunality_close_up() -> None:
    epci = make_epci()
    place("01001", 5.0, 46.0, name="Ambléon", population=400, epci=epci)
    place("01002", 5.1, 46.1, name="Belley", population=9000, epci=epci)
    make_commune("01003", "Sans point", epci=epci)

    drawing, small = maps_of_place(epci)

    assert drawing is not None
    assert small is not None
    assert [point.label for point in drawing.points] == [
        "Belley, 9\u202f000\u00a0habitants",
        "Ambléon, 400\u00a0habitants",
    ]
    assert drawing.description.endswith("2 communes sur 3 y ont un point, les plus grandes.")


def test_a_place_without_any_known_point_has_no_map() -> None:
    make_commune("01001")

    assert maps_of_place(make_departement()) == (None, None)


def test_a_place_stands_beside_its_region_and_france() -> None:
    rate = [("unemployed", 10.0, 30.0), ("active", 100.0, 100.0)]
    here, other = make_commune("01001"), make_commune("01002")
    for code, first, second in rate:
        indicator = Indicator.objects.create(code=code, year=2018, label=code, aggregation="sum", source="INSEE")
        IndicatorValue.objects.create(indicator=indicator, commune=here, value=first)
        IndicatorValue.objects.create(indicator=indicator, commune=other, value=second)

    [shown] = comparisons_of("Ici", indicators_of(Commune.objects.filter(pk="01001")), Region.objects.all())

    assert [(bar.label, bar.told, bar.width) for bar in shown.bars] == [
        ("Ici", "10\u00a0%", "50.00"),
        ("Région 84", "20\u00a0%", "100.00"),
        ("France", "20\u00a0%", "100.00"),
    ]


def test_without_indicators_nothing_is_compared() -> None:
    make_commune("01001")

    assert comparisons_of("Ici", indicators_of(Commune.objects.all()), Region.objects.all()) == []


@pytest.mark.parametrize("address", ["/regions/region-84/", "/departements/01/", "/intercommunalites/200000001/"])
def test_the_page_of_a_place_answers_without_any_point_or_indicator(client: Client, address: str) -> None:
    make_commune("01001", epci=make_epci())

    assert client.get(address).status_code == 200
