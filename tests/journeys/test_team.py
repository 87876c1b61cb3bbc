"""The first operator comes in and looks at the site's life; a person reads her notices and chooses."""

import pytest
from playwright.sync_api import expect

from frenchimpact.accounts.actions import issue_first_operator_link
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.messaging.models import Frequency, Notice, Topic
from frenchimpact.messaging.queries import choices_of
from frenchimpact.messaging.tests.factories import make_notice
from tests.journeys.people import sign_in
from tests.journeys.visitor import NARROW, WIDE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("newcomers")]


@pytest.mark.parametrize(("width", "scripts"), [(WIDE, True), (NARROW, False)])
def test_odile_takes_the_first_access_and_looks_around(visit: Visit, width: int, *, scripts: bool) -> None:
    page = visit(f"/equipe/premier-acces/{issue_first_operator_link()}/", width=width, scripts=scripts)

    page.get_by_label("Prénom et nom").fill("Odile Meunier")
    page.get_by_label("Adresse électronique").fill("odile@exemple.test")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/equipe/")
    for address in ("/equipe/sante/", "/equipe/journal/", "/equipe/courriels/", "/equipe/personnes/"):
        page.locator(f"main a[href='{address}']").first.click()
        page.wait_for_url(f"**{address}")
        page.go_back()

    page.locator("details.menu summary" if width == NARROW else "details.account summary").first.click()
    if width == NARROW:
        page.locator(".menu details.account summary").click()
    page.get_by_role("button", name="Se déconnecter").locator("visible=true").click()
    expect(page.get_by_text("Vous êtes déconnecté·e.")).to_be_visible()
    visit.expects(404)
    closed = page.goto("/equipe/sante/")
    assert closed is not None
    assert closed.status == 404


def test_a_link_used_twice_says_what_to_do(visit: Visit) -> None:
    address = f"/equipe/premier-acces/{issue_first_operator_link()}/"
    for _ in range(2):
        page = visit(address)
        page.get_by_label("Prénom et nom").fill("Odile Meunier")
        page.get_by_label("Adresse électronique").fill("odile@exemple.test")
        page.get_by_role("main").get_by_role("button").click()

    assert page.get_by_text("Ce lien ne fonctionne pas ou plus").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_camille_reads_her_notices_and_chooses_how_to_be_told(visit: Visit, *, scripts: bool) -> None:
    camille = make_person("Camille Aubier")
    make_notice(camille)
    make_notice(camille)
    page = sign_in(visit, camille, "/notifications/", scripts=scripts)

    page.get_by_role("button", name="Tout marquer comme lu").click()
    expect(page.get_by_text("Vous avez tout lu.")).to_be_visible()
    page.get_by_role("link", name="Choisir comment être informé·e").click()
    field = page.locator(f"main select[name*={Topic.PLATFORM}], main input[name*={Topic.PLATFORM}]").first
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(Frequency.DAILY)
    else:
        page.locator(f"main input[name*={Topic.PLATFORM}][value={Frequency.DAILY}]").check()
    page.get_by_role("button", name="Enregistrer mes préférences").click()

    expect(page.get_by_text("Vos préférences sont enregistrées.")).to_be_visible()
    chosen = {choice.topic: choice.frequency for choice in choices_of(camille)}
    assert chosen[Topic.PLATFORM] == Frequency.DAILY
    assert Notice.objects.filter(person=camille, read_at=None).count() == 0
