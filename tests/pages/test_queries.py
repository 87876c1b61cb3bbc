"""A page asks as much of the database for three rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.tests.factories import make_commune, make_departement, make_epci, make_region
from tests.pages.builders import commune_of, make_labelled

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/recherche/?q=territoire",
    "/recherche/?q=commune",
    "/plan-du-site/",
    "/code-et-donnees/",
    "/le-label/",
    "/actualites.atom",
    "/sitemap.xml",
    "/territoires/",
    "/territoires/?export=csv",
    "/territoires/?export=xlsx",
    "/territoires/territoire-1/",
    "/regions/",
    "/regions/region-84/",
    "/departements/",
    "/departements/01/",
    "/intercommunalites/200000001/",
    "/communes/01001/",
    "/lieux/?q=commune",
    "/api/v1/territories",
    "/api/v1/territories/territoire-1",
    "/api/v1/places?q=commune",
    "/labels/",
    "/labels/?export=xlsx",
    "/labels/verifier/",
]


def asked_by(address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(address)
        assert b"".join(answer) != b""  # the exports answer while they read
    assert answer.status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_row_and_three_rows_ask_as_much(address: str) -> None:
    first = make_labelled(1)
    asked_by(address)
    one = asked_by(address)

    for number in (2, 3):
        make_labelled(number)
        make_departement(f"7{number}", region=make_region(f"2{number}"))
        make_epci(f"20000000{number}")
        make_territory(f"Autre territoire {number}", commune_of(first), make_commune(f"01{number}50"))

    assert len(asked_by(address)) == len(one)
