"""What the portal does by itself: light or dark, a page of search, the rules for robots."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_chooses_the_dark_look_and_goes_back_to_her_page() -> None:
    client = Client()

    answer = client.post("/apparence/", {"scheme": "dark", "next": "/six-axes/"})

    assert (answer.status_code, answer["Location"]) == (302, "/six-axes/")
    assert (client.cookies["scheme"].value, client.cookies["scheme"]["samesite"]) == ("dark", "Lax")
    assert client.get("/six-axes/").content.decode().count('data-scheme="dark"') == 1


@pytest.mark.parametrize(
    "back", ["https://ailleurs.exemple/", "//ailleurs.exemple", "javascript:alert(1)", "", "foo", "accounts:account"]
)
def test_nobody_is_sent_elsewhere_by_the_choice_of_a_look(back: str) -> None:
    assert Client().post("/apparence/", {"scheme": "light", "next": back})["Location"] == "/"


def test_an_unknown_look_is_not_kept() -> None:
    client = Client()

    client.post("/apparence/", {"scheme": "<script>"})

    assert list(client.cookies) == []


def test_a_look_is_not_chosen_by_following_a_link() -> None:
    assert Client().get("/apparence/?scheme=dark").status_code == 405


@pytest.mark.parametrize("page", ["0", "-1", "٣", "9999999999999999999", "²", "x", ""])
def test_any_number_of_a_page_of_search_is_borne(page: str) -> None:
    assert Client().get("/recherche/", {"q": "roubaix", "quoi": "lieux", "page": page}).status_code == 200


def test_a_search_too_long_is_cut_before_it_is_answered() -> None:
    answer = Client().get("/recherche/", {"q": "é" * 201})

    assert (answer.status_code, answer["Location"]) == (302, f"/recherche/?q={'%C3%A9' * 200}")


def test_what_is_searched_is_never_markup() -> None:
    text = Client().get("/recherche/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert text.count("<script>") == 0


def test_robots_are_told_where_the_pages_are() -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()

    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /recherche/", "Disallow: /equipe/"]
