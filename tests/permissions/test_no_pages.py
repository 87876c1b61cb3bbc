"""What the sweep of pages leaves out is no page, for the reason it gives."""

from typing import Any

import pytest

from tests.permissions.expectations import ROLES, expectations
from tests.permissions.matrix import copy_of
from tests.permissions.world import World
from tests.showcase.no_pages import NO_PAGES, Why

pytestmark = pytest.mark.django_db

EXPECTED = expectations()
SAYS_NOTHING = {"405", "404", "login", "302"}


def names(why: Why) -> list[str]:
    return [name for name, because in NO_PAGES.items() if because is why]


@pytest.mark.parametrize("name", names(Why.POST_ONLY))
def test_a_button_of_another_page_shows_nothing_by_itself(name: str) -> None:
    answers = {EXPECTED[name, role, "GET"] for role in ROLES}

    assert "405" in answers
    assert answers <= {"405", "404", "login"}


@pytest.mark.parametrize("name", names(Why.LEADS_ELSEWHERE))
def test_what_leads_elsewhere_shows_nothing_by_itself(name: str) -> None:
    assert {EXPECTED[name, role, "GET"] for role in ROLES} <= SAYS_NOTHING


@pytest.mark.parametrize("name", names(Why.FILE))
def test_a_file_is_no_page(name: str, world: World) -> None:
    answers: list[Any] = [copy_of(client).get(world.address_of(name)) for client in world.clients.values()]
    kinds = {answer["Content-Type"].partition(";")[0] for answer in answers if answer.status_code == 200}
    for answer in answers:
        answer.getvalue()  # what is read to its end is closed

    assert kinds
    assert "text/html" not in kinds
