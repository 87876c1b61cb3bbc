"""Steps that journeys share: come in with a code, follow the link of an e-mail, look at a page and keep its picture."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from frenchimpact.messaging.models import Email
from tests.browser import assert_accessible
from tests.journeys.visitor import NARROW, WIDE, Visit, overflow

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"


def look(page: Page, name: str) -> None:
    """Check that a page is as wide as its window and accessible, and keep its picture."""
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.clientWidth")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"journey-{name}-{width}.png", full_page=True)
    assert overflow(page) == 0
    assert "{{" not in page.locator("body").inner_text()
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):  # axe is a script, and would wait for ever
        assert_accessible(page)


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("main").get_by_text(words).or_(page.get_by_text(words)).first).to_be_visible()


def press(page: Page, name: str) -> None:
    """Press the button of the page that says this, and wait for what follows."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow the link of the page that says this."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def give_code(page: Page, address: str) -> None:
    """Ask for a code on the page where one signs in, read it in the e-mail, and type it."""
    page.get_by_label("Adresse électronique").fill(address)
    press(page, "Recevoir un code")
    text = Email.objects.filter(to=address).latest("pk").text
    page.get_by_label("Code reçu").fill(re.findall(r"^[A-Z0-9]{3}-[A-Z0-9]{3}$", text, re.MULTILINE)[0])
    press(page, "Continuer")


def open_account(page: Page, name: str, address: str) -> None:
    """From the page where one signs in: the code, then one's name."""
    give_code(page, address)
    page.get_by_label("Prénom et nom").fill(name)
    press(page, "Ouvrir mon compte")


def join(visit: Visit, name: str, address: str, *, width: int = WIDE, scripts: bool = True) -> Page:
    """Come for the first time, in a browser of one’s own."""
    page = visit("/connexion/", width=width, scripts=scripts)
    open_account(page, name, address)
    page.wait_for_url("**/mon-espace/")
    return page


def link_in_email_to(address: str) -> str:
    """Give the path of the first link of the latest e-mail to this address."""
    text = Email.objects.filter(to=address).latest("pk").text
    return str(re.findall(r"https?://[^/\s]+(/\S*)", text)[0])


def sign_in_from_menu(page: Page) -> None:
    if page.viewport_size == {"width": NARROW, "height": 900}:
        page.locator("details.menu summary").first.click()
    page.get_by_role("link", name="Se connecter").locator("visible=true").first.click()
    page.wait_for_url("**/connexion/**")
