"""A developer reads places and territories."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frenchimpact.api.tests.factories import make_territory
from frenchimpact.geography.models import Commune, PerimeterCommune

pytestmark = pytest.mark.django_db
TERRITORIES = "/api/v1/territories"


@pytest.mark.usefixtures("real_geography")
def test_a_place_is_found_with_a_slip(client: Client) -> None:
    answer = client.get("/api/v1/places?q=renes&kind=commune&limit=1").json()

    found = answer["results"][0]
    assert len(answer["results"]) == 1
    assert found.pop("population") > 200_000
    assert found == {
        "kind": "commune",
        "code": "35238",
        "name": "Rennes",
        "departement": {"code": "35", "name": "Ille-et-Vilaine"},
        "postcodes": ["35000", "35200", "35700"],
        "leads_to": None,
    }


@pytest.mark.usefixtures("real_geography")
def test_several_kinds_may_be_asked(client: Client) -> None:
    answer = client.get("/api/v1/places?q=paris&kind=departement&kind=arrondissement&limit=50").json()

    assert {place["kind"] for place in answer["results"]} == {"departement", "arrondissement"}


def test_a_territory_says_its_perimeter_and_its_label(client: Client) -> None:
    make_territory()

    assert client.get(f"{TERRITORIES}/pays-de-rennes").json() == {
        "name": "Pays de Rennes",
        "slug": "pays-de-rennes",
        "url": "http://testserver/territoires/pays-de-rennes/",
        "perimeter": ["commune:35051", "epci:243500139"],
        "certainty": "probable",
        "wave": 1,
        "label": {
            "state": "to_confirm",
            "announced_on": "2019-02-01",
            "precision": "month",
            "source": "Communiqué",
        },
    }


def test_a_territory_without_label_says_so(client: Client) -> None:
    make_territory(wave=None)

    answer = client.get(TERRITORIES).json()["results"][0]

    assert (answer["wave"], answer["label"]) == (None, None)


def test_a_walk_by_cursor_meets_each_territory_once(client: Client) -> None:
    expected = [make_territory(f"Territoire {number}").slug for number in range(7)]

    slugs, address = [], f"{TERRITORIES}?limit=3&wave=1"
    while address:
        page = client.get(address).json()
        slugs += [territory["slug"] for territory in page["results"]]
        address = page["next"]

    assert slugs == expected


def test_a_walk_stays_whole_while_a_territory_comes(client: Client) -> None:
    for number in range(4):
        make_territory(f"Territoire {number}")

    first = client.get(f"{TERRITORIES}?limit=2").json()
    make_territory("Aaa")
    second = client.get(first["next"]).json()

    assert [each["name"] for each in second["results"]] == ["Territoire 2", "Territoire 3"]


def test_territories_are_filtered_by_wave(client: Client) -> None:
    make_territory("Un", wave=1)
    make_territory("Deux", wave=2)

    answer = client.get(f"{TERRITORIES}?wave=2").json()

    assert ([each["name"] for each in answer["results"]], answer["next"]) == (["Deux"], None)


@pytest.mark.usefixtures("real_geography")
def test_territories_are_filtered_by_region(client: Client) -> None:
    territory = make_territory()
    PerimeterCommune.objects.create(perimeter=territory.perimeter, commune=Commune.objects.get(code="35238"))

    names = [
        [each["name"] for each in client.get(f"{TERRITORIES}?region={region}").json()["results"]]
        for region in ("53", "11", "99")
    ]

    assert names == [["Pays de Rennes"], [], []]


def test_as_many_queries_for_one_territory_as_for_three(client: Client) -> None:
    counts = []
    for number in range(3):
        make_territory(f"Territoire {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(TERRITORIES)
        counts.append(len([query for query in queries if query["sql"].startswith("SELECT")]))

    assert counts[0] == counts[2]


def test_the_page_to_try_it_shows_each_operation_and_a_living_example(client: Client) -> None:
    make_territory()

    page = client.get("/api/").content.decode()

    assert page.count("<code>GET /api/v1/") == 7
    assert "/api/v1/territories/pays-de-rennes" in page
    assert page.count("<form") >= 2


def test_what_a_form_leaves_empty_is_not_asked(client: Client) -> None:
    make_territory()

    answer = client.get(f"{TERRITORIES}?cursor=&limit=&wave=&region=")

    assert len(answer.json()["results"]) == 1


def test_the_page_to_try_it_stands_on_an_empty_site(client: Client) -> None:
    page = client.get("/api/")

    assert page.status_code == 200
    assert "Aucun exemple pour l’instant" in page.content.decode()
