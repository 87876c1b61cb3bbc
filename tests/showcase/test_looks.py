"""Every address is looked at, and each page has one title, which no other has."""

import gzip
import html
import re
from collections import Counter

import pytest

from tests.permissions.walk import routes
from tests.showcase.looks import LOOKS, name_of
from tests.showcase.no_pages import NO_PAGES
from tests.showcase.show import Show

pytestmark = pytest.mark.django_db

HEAVIEST = 200_000  # bytes, compressed, of the 300 000 that a page and its files may weigh
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PIECES = {"geography:suggestions"}  # of a page


def test_every_address_is_looked_at_or_is_no_page() -> None:
    names = {route.name for route in routes()}
    looked_at = {name_of(key) for key in LOOKS}

    assert names - looked_at - set(NO_PAGES) == set()
    assert (looked_at | set(NO_PAGES)) - names == set()
    assert looked_at & set(NO_PAGES) == set()


@pytest.fixture(scope="module")
def pages(show: Show) -> dict[str, str]:
    """Open each page once."""
    found = {}
    for key in LOOKS:
        answer = show.client_of(key).get(show.address_of(key))
        assert (key, answer.status_code) == (key, 200)
        found[key] = answer.content.decode()
    return found


def test_a_page_has_one_great_title(pages: dict[str, str]) -> None:
    assert {key: text.count("<h1") for key, text in pages.items() if text.count("<h1") != 1} == {}


def test_no_two_pages_have_the_same_title(pages: dict[str, str]) -> None:
    titles = {key: title_of(text) for key, text in pages.items() if key not in PIECES}
    # the same page at another moment may keep its title
    seen = Counter(title for title, _ in {(title, name_of(key)) for key, title in titles.items()})

    assert sorted((title, key) for key, title in titles.items() if seen[title] > 1) == []
    assert [key for key, title in titles.items() if not title] == []


def test_a_page_travels_light(pages: dict[str, str]) -> None:
    weights = {key: len(gzip.compress(text.encode())) for key, text in pages.items()}

    assert {key: weight for key, weight in weights.items() if weight > HEAVIEST} == {}


def test_no_page_shows_what_its_author_left_open(pages: dict[str, str]) -> None:
    marks = ("{{", "{%", "None</", ">None<", "lorem", "TODO", "Decimal(", "&amp;amp;", "&amp;lt;")

    assert {key: mark for key, text in pages.items() for mark in marks if mark in text} == {}


def title_of(page: str) -> str:
    found = TITLE.search(page)
    return " ".join(html.unescape(found.group(1)).split()) if found else ""
