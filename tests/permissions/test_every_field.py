"""Every address of the site, asked and sent what no page would send: never a 500.

Apart from test_bad_input.py, whose people must not meet those of the world.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from tests.permissions.matrix import copy_of
from tests.permissions.walk import Route, routes
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]  # minutes long

IN_ADDRESSES = ["\0", "²", "9" * 5_000, "[" * 5_000]
IN_FIELDS = ["[" * 9_000, "\ud7ff" * 300]
FAULT = 500


class Fields(HTMLParser):
    """The names of the fields of a page, with what stands in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in {"input", "select", "textarea", "button"} and (name := told.get("name")):
            self.found[name] = told.get("value") or "1"


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.name)
def test_no_address_fails_whatever_it_is_asked_or_sent(route: Route, world: World) -> None:
    faults = [
        f"{name}: {case}"
        for name, address in world.addresses_of(route.name)
        for case in faults_of(admitted(world, address), address.partition("?")[0])
    ]

    assert faults == []


def admitted(world: World, address: str) -> Client:
    """Give the client of somebody who sees the page, of the operator where nobody does."""
    clients = [world.clients[role] for role in ("responsible", "operator", "decider")]
    return next((one for one in clients if ask(one, "GET", address).status_code == 200), clients[1])


def faults_of(client: Client, address: str) -> Iterator[str]:
    page = ask(client, "GET", address)
    fields = Fields(page.content.decode()).found if is_page(page) else {}
    for value in IN_ADDRESSES if page.status_code == 200 else []:
        query = urlencode(dict.fromkeys({*fields, "q", "page", "tri", "vague", "zoom", "next"}, value))
        if ask(client, "GET", f"{address}?{query}").status_code >= FAULT:
            yield f"GET ?…={value[:5]!r}"
    for name in (*fields, "key", "version", "answer"):
        if ask(client, "POST", address, fields | {name: "\0"}).status_code >= FAULT:
            yield f"POST {name}"
    for value in IN_FIELDS:
        if (
            ask(client, "POST", address, dict.fromkeys((*fields, "key", "version", "answer"), value)).status_code
            >= FAULT
        ):
            yield f"POST everything={value[:5]!r}"


def is_page(answer: Any) -> bool:  # noqa: ANN401  # the stubs of the test client hide what it is
    return bool(answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"))


def ask(client: Client, method: str, address: str, data: dict[str, str] | None = None) -> Any:  # noqa: ANN401  # as above
    with transaction.atomic():
        copy = copy_of(client)
        answer: Any = copy.get(address) if method == "GET" else copy.post(address, data)
        if answer.streaming:
            answer.getvalue()  # what is read to its end is closed
        transaction.set_rollback(True)
    return answer
