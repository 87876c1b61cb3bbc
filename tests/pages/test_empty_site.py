"""A site on which nothing is loaded yet: each page answers, and says what comes next."""

import pytest
from django.test import Client

from tests.pages.addresses import ARGUMENTS, address_of, public_pages
from tests.permissions.walk import EVERY_DOOR

pytestmark = [pytest.mark.django_db, pytest.mark.urls(EVERY_DOOR)]


@pytest.mark.parametrize("name", [name for name in public_pages() if name not in ARGUMENTS])
def test_a_page_answers_on_an_empty_site(name: str) -> None:
    answer = Client().get(address_of(name))

    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


# A dead link is not told from one that never was: these say the same sentence to both.
LINKS = {"community:invitation", "community:letter", "community:seat_offer"}


@pytest.mark.parametrize("name", [name for name in ARGUMENTS if not name.startswith("accounts:") and name not in LINKS])
def test_what_is_not_loaded_is_not_found(name: str) -> None:
    assert Client().get(address_of(name)).status_code == 404


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "Aucun territoire n’est labellisé sur ce site"),
        ("/territoires/", "Aucun territoire ne répond à ces choix"),
        ("/regions/", "La géographie n’est pas chargée"),
        ("/recherche/?q=roubaix", "Rien ne répond à «"),
        ("/lieux/?q=roubaix", "Aucun lieu ne répond à ce nom."),
    ],
)
def test_an_empty_page_says_so(address: str, told: str) -> None:
    assert Client().get(address).content.decode().count(told) == 1


@pytest.mark.parametrize("name", ["portal:feed", "portal:sitemap_xml", "portal:robots", "portal:site_preview"])
def test_what_machines_read_answers_on_an_empty_site(name: str) -> None:
    assert Client().get(address_of(name)).status_code == 200


@pytest.mark.parametrize("name", ["api-v1:list_all", "api-v1:findPlaces", "api-v1:openapi-json"])
def test_the_api_answers_on_an_empty_site(name: str) -> None:
    assert Client().get(address_of(name)).status_code == 200
