"""The menus lead somewhere: a name that is misspelt would only be left out."""

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.portal.web import menus
from frenchimpact.ui.navigation import address

MENUS = (
    *(menus.MAIN, menus.ABOUT, menus.LEGAL, menus.PERSON, menus.OPERATOR, menus.OFFICER, menus.DECIDER),
    menus.COMMITTEE,
)


def test_every_entry_of_every_menu_leads_to_a_page() -> None:
    assert [entry.name for menu in MENUS for entry in menu if not address(entry.name)] == []


def test_every_address_of_the_layout_exists_but_for_those_of_a_demonstration() -> None:
    assert [key for key, name in menus.SITE.items() if not address(name)] == ["demo", "mailbox"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("capacity", "seen"),
    [
        (None, (False, False)),
        (Capacity.OPERATOR, (True, False)),
        (Capacity.OFFICER, (True, False)),
        (Capacity.DECIDER, (False, True)),
    ],
)
def test_who_examines_and_who_decides_find_their_desks(
    client: Client, capacity: Capacity | None, seen: tuple[bool, bool]
) -> None:
    client.force_login(make_appointed("Ines Appelée", capacity) if capacity else make_person())

    page = client.get("/compte/").content.decode()

    assert ('href="/equipe/candidatures/"' in page, 'href="/equipe/decisions/"' in page) == seen
