"""Visitors who type too much, zoom in, print, or have no mouse."""

import http.client
from contextlib import closing

import pytest
from playwright.sync_api import Page

from tests.journeys.visitor import NARROW, WIDE, Visit, overflow

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    name: (here.innerText || here.getAttribute("aria-label") || here.name || "").trim(),
    id: here.id, tag: here.localName, top: box.top, seen: box.width > 0 && box.height > 0,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"
      || here.matches(".map__link"),
  };
}"""


def tab(page: Page) -> dict[str, object]:
    page.keyboard.press("Tab")
    focus: dict[str, object] = page.evaluate(FOCUS)
    return focus


@pytest.mark.parametrize("address", ["/", "/territoires/"])
def test_a_visitor_without_a_mouse_skips_to_the_content(visit: Visit, address: str) -> None:
    page = visit(address)

    skip = tab(page)
    page.keyboard.press("Enter")

    assert (skip["name"], skip["seen"]) == ("Aller au contenu", True)
    assert page.evaluate("document.activeElement.id") == "contenu"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") <= 150


@pytest.mark.parametrize("address", ["/", "/territoires/"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_visitor_without_a_mouse_always_sees_where_she_is(visit: Visit, address: str, width: int) -> None:
    page = visit(address, width=width)

    steps = [tab(page) for _ in range(30)]

    assert [step["name"] for step in steps[:2]] == ["Aller au contenu", "Aller au pied de page"]
    assert [step for step in steps if not (step["seen"] and step["ring"])] == []


def test_the_map_can_be_passed_over(visit: Visit) -> None:
    page = visit("/territoires/")

    page.locator(".map-skip").focus()
    page.keyboard.press("Enter")
    after = tab(page)

    assert after["tag"] != "path"
    assert not page.evaluate("document.activeElement.matches('.map__link')")


@pytest.mark.parametrize("address", ["/", "/territoires/", "/territoires/roubaix/", "/six-axes/", "/recherche/?q=lyon"])
def test_a_page_enlarged_to_the_double_fits(visit: Visit, address: str) -> None:
    page = visit(address, width=640)  # what is left of 1 280 at 200 %

    assert overflow(page) == 0


@pytest.mark.parametrize("address", ["/", "/territoires/roubaix/"])
def test_on_paper_only_the_content_is_left(visit: Visit, address: str) -> None:
    page = visit(address)

    page.emulate_media(media="print")

    hidden = page.evaluate(
        """["header.site-header .search", ".site-nav", ".skip", ".appearance"].filter(
             (name) => document.querySelector(name) && document.querySelector(name).getClientRects().length)"""
    )
    assert hidden == []
    assert page.locator("h1").is_visible()


def test_far_too_much_in_the_search_box_gets_a_clear_answer(visit: Visit) -> None:
    page = visit("/recherche/")

    box = page.locator("#recherche-page")
    box.evaluate("box => { box.removeAttribute('maxlength'); box.value = 'e'.repeat(60000) }")
    box.press("Enter")
    page.wait_for_url("**/recherche/?q=e*")

    assert page.locator("h1").inner_text() == "Recherche"
    assert len(page.locator("#recherche-page").input_value()) == 200


@pytest.mark.parametrize(
    "address",
    ["/%ff", "/territoires/%ff/", "/communes/%ff/", "/recherche/?q=%ff%00", "/territoires/?q=%ff&wave=%ff&tri=%00"],
)
def test_what_is_no_text_in_an_address_gets_a_page(visit: Visit, address: str) -> None:
    with closing(http.client.HTTPConnection(visit.site.removeprefix("http://"))) as site:
        site.request("GET", address, headers={"Connection": "close"})
        answer = site.getresponse()
        text = answer.read().decode()

    assert answer.status in {200, 400, 404}
    assert text.count("<h1") == 1
