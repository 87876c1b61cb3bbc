"""The menus lead somewhere: a name that is misspelt would only be left out."""

from frenchimpact.portal.web import menus
from frenchimpact.ui.navigation import address

MENUS = (menus.MAIN, menus.ABOUT, menus.LEGAL, menus.PERSON, menus.OPERATOR)


def test_every_entry_of_every_menu_leads_to_a_page() -> None:
    assert [entry.name for menu in MENUS for entry in menu if not address(entry.name)] == []


def test_every_address_of_the_layout_exists_but_for_the_demonstration() -> None:
    assert [key for key, name in menus.SITE.items() if not address(name)] == ["demo"]
