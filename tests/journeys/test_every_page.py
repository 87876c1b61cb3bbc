"""Every page in a real browser: accessible, as wide as its window, and kept as a picture in build/screenshots."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import assert_accessible
from tests.journeys.people import Team
from tests.journeys.visitor import NARROW, WIDE, Visit, overflow
from tests.pages.addresses import address_of, pages_for

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
HEIGHT = 900
DARK_TOO = [
    "portal:home",
    "portal:axes",
    "portal:search",
    "community:territories",
    "community:territory",
    "geography:departement",
]
MESSES = ["/territoires/inconnu/", "/recherche/?q=xzxzxzxz", "/territoires/?q=xzxzxz"]


@pytest.mark.parametrize("name", pages_for("everyone"))
def test_a_visitor_can_use_the_page(visit: Visit, name: str) -> None:
    page = visit(address_of(name))

    _look_at(page, name)


@pytest.mark.parametrize("name", [*pages_for("signed_in", "operators"), "messaging:mailbox_item"])
def test_the_team_can_use_the_page(team: Team, name: str) -> None:
    page = team.visit(address_of(name, team.arguments.get(name, {})))

    _look_at(page, name)


@pytest.mark.parametrize("name", DARK_TOO)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_visitor_can_use_the_page_in_the_dark(visit: Visit, name: str, width: int) -> None:
    page = visit(address_of(name), width=width, dark=True)

    assert_accessible(page)


@pytest.mark.parametrize("address", MESSES)
def test_a_page_that_found_nothing_is_accessible_too(visit: Visit, address: str) -> None:
    visit.expects(404)
    page = visit(address)

    _look_at(page, address.strip("/").partition("?")[0].replace("/", "-") + "-rien")


def _look_at(page: Page, name: str) -> None:
    picture = name.replace(":", "-")
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        _keep(page, f"{picture}-{width}")
        assert overflow(page) == 0
        assert_accessible(page)
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    page.emulate_media(color_scheme="dark")
    _keep(page, f"{picture}-dark")


def _keep(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
