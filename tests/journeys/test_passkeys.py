"""Odile comes in with a code, adds a passkey, and comes back with the passkey alone, in a real browser."""

import re

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from frenchimpact.accounts.models import Passkey
from frenchimpact.accounts.tests.factories import make_operator
from frenchimpact.messaging.models import Email
from tests.browser import assert_accessible
from tests.journeys.visitor import NARROW, WIDE, Visit, overflow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("newcomers")]


def give_authenticator(page: Page) -> None:
    """Plug in a device that verifies its user and keeps keys, as a telephone does."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def come_in_by_code(page: Page, address: str) -> None:
    page.get_by_label("Adresse électronique").fill(address)
    page.get_by_role("button", name="Recevoir un code").click()
    page.wait_for_url("**/connexion/code/")
    text = Email.objects.filter(to=address).latest("pk").text
    page.get_by_label("Code reçu").fill(re.findall(r"^[A-Z0-9]{3}-[A-Z0-9]{3}$", text, re.MULTILINE)[0])
    page.get_by_role("button", name="Continuer").click()


@override_settings(SECOND_FACTOR_REQUIRED=True)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_odile_adds_a_passkey_and_comes_back_with_it_alone(visit: Visit, width: int) -> None:
    odile = make_operator()
    page = visit("/connexion/", width=width)
    give_authenticator(page)
    come_in_by_code(page, odile.email)
    page.wait_for_url("**/compte/securite/")
    assert_accessible(page)
    assert overflow(page) == 0

    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect(page.get_by_text("Votre clé d’accès est ajoutée.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/connexion/cle/?next=/equipe/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()

    expect(page).to_have_url(f"{visit.site}/equipe/")
    assert [(key.person, key.name) for key in Passkey.objects.all()] == [(odile, "Mon téléphone")]


def test_noe_opens_an_account_without_javascript(visit: Visit) -> None:
    page = visit("/connexion/", scripts=False, width=NARROW)

    come_in_by_code(page, "noe@exemple.test")
    page.get_by_label("Prénom et nom").fill("Noé Lanvin")
    page.get_by_role("button", name="Ouvrir mon compte").click()

    page.wait_for_url("**/mon-espace/")
    expect(page.get_by_text("Bienvenue, Noé Lanvin.")).to_be_visible()
