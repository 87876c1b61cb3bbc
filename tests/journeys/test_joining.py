"""Somebody with an idea and no number of any register comes in, and creates a page for a group of citizens."""

import pytest
from playwright.sync_api import Page

from frenchimpact.community.models import Kind, Membership, MembershipRole, Organisation, Standing
from tests.journeys.steps import follow, look, open_account, press, sign_in_from_menu, told
from tests.journeys.visitor import NARROW, WIDE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("newcomers")]


@pytest.mark.parametrize(("width", "scripts"), [(WIDE, True), (NARROW, False)])
def test_noe_joins_without_a_number_and_creates_the_page_of_his_group(
    visit: Visit, width: int, *, scripts: bool
) -> None:
    page = visit("/", width=width, scripts=scripts)
    sign_in_from_menu(page)
    look(page, "1-connexion")
    open_account(page, "Noé Lanvin", "noe@exemple.test")
    page.wait_for_url("**/mon-espace/")
    told(page, "Bienvenue, Noé Lanvin.")
    look(page, "2-espace-vide")

    _create_page(page)
    told(page, "en attente")
    look(page, "6-page-en-attente")
    made = Organisation.objects.get()
    assert (made.name, made.kinds, made.standing) == ("Les Voisins du Canal", [Kind.CITIZENS], Standing.WAITING)
    assert [(one.person.name, one.role) for one in Membership.objects.all()] == [("Noé Lanvin", MembershipRole.LEAD)]
    page.goto("/mon-espace/")
    told(page, "en attente")
    look(page, "7-espace")
    visit.expects(404)
    assert visit("/organisations/").get_by_text("Les Voisins du Canal").count() == 0
    assert visit(made.get_absolute_url()).get_by_text("Les Voisins du Canal").count() == 0


def _create_page(page: Page) -> None:
    follow(page, "Créer une page")
    look(page, "3-qui")
    page.get_by_label("Nom", exact=True).fill("Les Voisins du Canal")
    page.get_by_label("groupe de citoyens").check()
    press(page, "Continuer")
    look(page, "4-ou")
    page.get_by_label("Commune").fill("59100")
    press(page, "Continuer")
    told(page, "Plusieurs communes répondent")
    look(page, "4-quelle-commune")
    page.get_by_label("Roubaix (Nord)").check()
    press(page, "Continuer")
    page.get_by_label("Présentation").fill("Nous voulons rouvrir le chemin du canal à tous.")
    look(page, "5-quoi")
    press(page, "Créer la page")
