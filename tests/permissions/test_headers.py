"""What every answer bears, whatever the address and whoever asks."""

import pytest
from django.test import Client

from tests.permissions.walk import Route, routes
from tests.permissions.world import World

pytestmark = pytest.mark.django_db

EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
NO_SUCH_PAGE = "/nulle-part/"
FILE = "/static/ui/vendor/htmx.min.js"


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.name)
def test_an_address_bears_every_header_for_a_stranger_and_for_the_team(route: Route, world: World) -> None:
    address = world.address_of(route.name)

    assert missing_headers(world.clients["anonymous"], address) == []
    assert missing_headers(world.clients["operator"], address) == []
    # What is answered to somebody signed in is kept nowhere.
    assert world.clients["operator"].get(address)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [NO_SUCH_PAGE, FILE, "/static/nulle-part.css", "/%FF", "/a-propos"])
def test_a_file_and_an_error_bear_every_header(address: str, world: World) -> None:
    assert missing_headers(world.clients["anonymous"], address) == []


def test_the_list_of_places_is_never_kept_for_the_whole_page() -> None:
    whole, alone = (Client().get("/lieux/?q=paris", headers=more) for more in ({}, {"HX-Request": "true"}))

    assert whole.content != alone.content
    assert [("HX-Request" in answer["Vary"].split(", ")) for answer in (whole, alone)] == [True, True]


def missing_headers(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    list(answer)  # a file is closed once it is read; close() would close the tests' connection too
    policy = {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")}
    return [
        *[name for name, value in EXACTLY.items() if answer.headers.get(name) != value],
        *[name for name in ("Permissions-Policy", "Cross-Origin-Resource-Policy") if not answer.headers.get(name)],
        *(["Content-Security-Policy"] if policy != POLICY else []),
    ]
