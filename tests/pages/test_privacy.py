"""What the privacy page promises: no tracker, no cookie for who only reads, nothing from another site."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.pages.addresses import ARGUMENTS, address_of, public_pages
from tests.permissions.walk import EVERY_DOOR

pytestmark = [pytest.mark.django_db, pytest.mark.urls(EVERY_DOOR)]

# Attributes by which a browser fetches something by itself; a link that is followed fetches nothing before.
FETCHING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "xlink:href"}
FETCHING_TAGS = {"link", "use", "image", "base"}  # whose href is fetched
ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//|^(?!data:)[a-z]+:", re.IGNORECASE)
OURS = re.compile(r"^https?://testserver(?:/|$)")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
PAGES = [name for name in public_pages() if name not in ARGUMENTS or name.startswith("accounts:")]


class Fetched(HTMLParser):
    """Addresses that a browser asks for when it shows a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name in FETCHING or (name == "href" and tag in FETCHING_TAGS)):
                self.addresses.append(value)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_only_read_sets_no_cookie(name: str) -> None:
    client = Client()

    answer = client.get(address_of(name))

    holds_a_form = TOKEN in answer.content.decode()
    signs_in = name.startswith("accounts:")  # what one is asked to sign is remembered until one answers
    assert set(client.cookies) - ({"sessionid"} if signs_in else set()) == ({"csrftoken"} if holds_a_form else set())


def test_most_pages_hold_no_form_and_so_no_token() -> None:
    with_token = [name for name in PAGES if TOKEN in Client().get(address_of(name)).content.decode()]

    assert len(with_token) < len(PAGES) / 2
    assert {"portal:home", "portal:privacy", "community:territories"} & set(with_token) == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nothing_of_another_site(name: str) -> None:
    page = Client().get(address_of(name)).content.decode()

    elsewhere = [one for one in Fetched(page).addresses if ELSEWHERE.match(one) and not OURS.match(one)]
    assert elsewhere == []


@pytest.mark.parametrize("address", ["https://ailleurs.exemple/x.js", "//ailleurs.exemple/x.png"])
def test_an_address_of_another_site_is_seen(address: str) -> None:
    assert ELSEWHERE.match(Fetched(f'<script src="{address}"></script>').addresses[0])


def test_the_register_names_the_tables_and_leads_to_a_file() -> None:
    page = Client().get("/donnees-personnelles/registre/")
    file = Client().get("/donnees-personnelles/registre/?export=csv")

    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Donnée tenue;Champs;Finalité;Base légale;Durée")
    tables = sum(len(delay.processings) for delay in page.context["delays"])
    assert len(lines) == 1 + tables
    assert [line.split(";")[4] for line in lines if line.startswith("personne;")] == ["3\u00a0ans"]


def test_the_privacy_page_tells_the_delay_in_force() -> None:
    page = Client().get("/donnees-personnelles/").content.decode()

    assert page.count("3\u00a0ans après votre dernière connexion") == 1
    assert page.count("30\u00a0jours avant") == 1
