"""Every page in a real browser, as who sees the most of it: accessible, no wider than its window, light, quiet.

At 1280 and 360 pixels in the light, at 1280 in the dark; no wider than 768 or 320 pixels either. With
FRENCHIMPACT_PICTURES=1, as `make nightly` does, at 768 and in the dark at each width too, and pictures are kept in
build/screenshots.
"""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Page, Response
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser import COLOURS, violations
from tests.journeys.people import forget_people
from tests.journeys.visitor import Visit, overflow
from tests.permissions.walk import EVERY_DOOR
from tests.showcase.looks import LOOKS
from tests.showcase.show import Show

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
HEIGHT = 900
KEPT = (1280, 360)  # as pictures, in the light and in the dark
BETWEEN = 768
PICTURED = bool(os.environ.get("FRENCHIMPACT_PICTURES"))  # pictures double the time: they are for whoever looks at them
WIDTHS = (1280, BETWEEN, 360) if PICTURED else KEPT
NARROWEST = 320
HEAVIEST = 300_000  # bytes, compressed: the page and all that comes with it
MESSES = ("/territoires/inconnu/", "/appels/inconnu/", "/organisations/inconnue/")


@pytest.fixture(scope="module")
def show(_server: LiveServer, django_db_blocker: DjangoDbBlocker) -> Iterator[Show]:
    """One showcase, which the server reads, for all the pages; taken away at the end."""
    doors = override_settings(ROOT_URLCONF=EVERY_DOOR, DEMO=True)
    with django_db_blocker.unblock(), doors:
        yield Show()
        forget_people()


@pytest.mark.parametrize("key", LOOKS)
def test_a_page_suits_who_looks_at_it(show: Show, visit: Visit, key: str) -> None:
    cookies = {name: cookie.value for name, cookie in show.client_of(key).cookies.items()}
    page, answers = visit.arrive(cookies=cookies), list[Response]()
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # Playwright writes on it

    page.goto(show.address_of(key))

    assert weight_of(answers) <= HEAVIEST
    assert complaints(page, key.replace(":", "-").replace("/", "-")) == []


@pytest.mark.parametrize("address", MESSES)
def test_a_page_that_is_not_there_is_accessible_too(visit: Visit, address: str) -> None:
    visit.expects(404)
    page = visit(address)

    assert complaints(page, address.strip("/").replace("/", "-")) == []


def complaints(page: Page, name: str) -> list[str]:
    """Say what is wrong with the page, width by width; in the dark, only colours can be."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width in WIDTHS if scheme == "light" or PICTURED else WIDTHS[:1]:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if PICTURED and width in KEPT:
                _keep(page, f"{name}-{width}{'' if scheme == 'light' else '-dark'}")
            told = violations(page, COLOURS if scheme == "dark" else None)
            found += [f"{scheme} {width}: {each}" for each in told]
            found += [f"{width}: {overflow(page)} pixels too wide"] if overflow(page) else []
    for width in (BETWEEN, NARROWEST):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {overflow(page)} pixels too wide"] if overflow(page) else []
    return found


def weight_of(answers: list[Response]) -> int:
    return sum(len(gzip.compress(answer.body())) for answer in answers if answer.status < 300)


def _keep(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
