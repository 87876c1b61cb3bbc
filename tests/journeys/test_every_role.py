"""Every page as every role that may open it, and every page without a mouse: too long for each change."""

import hashlib
import re
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from frenchimpact.portal.queries import DEMO_ROLES
from tests.browser import violations
from tests.journeys.people import forget_people
from tests.journeys.visitor import NARROW, WIDE, Visit, overflow
from tests.permissions.walk import EVERY_DOOR
from tests.showcase.looks import LOOKS, VISITOR
from tests.showcase.show import FOUNDERS, Show

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

ROLES = (VISITOR, *(each.role for each in DEMO_ROLES), *FOUNDERS)
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|name="key" value="[\w-]+"')
LAST_TAB = 400
FOCUS = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    tag: here.localName,
    key: here === document.body ? "" : `${here.outerHTML.slice(0, 120)} ${Math.round(box.top + scrollY)}`,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"
      || here.matches(".map__link") || here.matches("main")
      || here.matches("input[type=date]:not(:focus-visible)"),  // the button inside it, with the ring of the browser
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("main a[href], main button, main input, main select, main textarea,"
  + "main summary")].filter((one) => !one.disabled && one.type !== "hidden" && one.type !== "radio" && one.tabIndex >= 0
  && one.checkVisibility({checkVisibilityCSS: true}) && one.getBoundingClientRect().width > 0).length"""


@pytest.fixture(scope="module")
def show(_server: LiveServer, django_db_blocker: DjangoDbBlocker) -> Iterator[Show]:
    doors = override_settings(ROOT_URLCONF=EVERY_DOOR, DEMO=True)
    with django_db_blocker.unblock(), doors:
        yield Show()
        forget_people()


def as_role(visit: Visit, show: Show, role: str, address: str, *, width: int = WIDE) -> Page:
    cookies = {name: cookie.value for name, cookie in show.clients[role].cookies.items()}
    page = visit.arrive(width=width, cookies=cookies)
    page.goto(address)
    return page


@pytest.mark.parametrize("role", ROLES)
def test_a_role_can_use_each_page_that_it_may_open(show: Show, visit: Visit, role: str) -> None:
    found: list[str] = []
    for address in sorted(differing(show, role)):
        page = as_role(visit, show, role, address)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{address} {width}: {each}" for each in violations(page)]
            found += [f"{address} {width}: too wide"] if overflow(page) else []
        page.context.close()

    assert found == []


def differing(show: Show, role: str) -> set[str]:
    """Give the addresses whose page this role does not see as the one whose look is swept for each change."""
    found = set()
    for key in LOOKS:
        address = show.address_of(key)
        answer = show.clients[role].get(address)
        if answer.status_code == 200 and fingerprint(answer.content) != fingerprint(
            show.client_of(key).get(address).content
        ):
            found.add(address)
    return found


def fingerprint(page: bytes) -> str:
    return hashlib.sha256(CHANGING.sub("", page.decode()).encode()).hexdigest()


@pytest.mark.parametrize("key", LOOKS)
def test_a_page_is_used_without_a_mouse(show: Show, visit: Visit, key: str) -> None:
    page = as_role(visit, show, LOOKS[key].role, show.address_of(key))
    steps = list(walk(page))

    assert [step["key"] for step in steps if not (step["seen"] and step["ring"])] == []
    in_main = page.evaluate(REACHABLE)
    assert len({step["key"] for step in steps}) >= in_main
    assert len(steps) < LAST_TAB


def walk(page: Page) -> Iterator[dict[str, object]]:
    """Press Tab until the page has been crossed; what holds the focus for ever would never end."""
    for _ in range(LAST_TAB):
        page.keyboard.press("Tab")
        step: dict[str, object] = page.evaluate(FOCUS)
        if not step["key"]:
            return
        yield step


@pytest.mark.parametrize("key", LOOKS)
def test_a_page_enlarged_to_the_double_keeps_all_within_reach(show: Show, visit: Visit, key: str) -> None:
    page = as_role(visit, show, LOOKS[key].role, show.address_of(key), width=640)  # what is left of 1 280 at 200 %

    assert overflow(page) == 0
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_menu_is_closed_by_escape(show: Show, visit: Visit, width: int) -> None:
    page = as_role(visit, show, "operatrice", "/", width=width)
    menu = page.locator("details.menu" if width == NARROW else "details.account").locator("visible=true").first

    menu.locator("summary").first.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.localName") == "summary"
