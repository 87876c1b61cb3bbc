"""Answers that the site has saved and of which the browser heard nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.models import Call
from frenchimpact.calls.tests.factories import make_call, make_ready_collective
from frenchimpact.questionnaires.models import Answer, Form
from tests.journeys.people import forget_people, sign_in
from tests.journeys.visitor import Visit

pytestmark = pytest.mark.browser

SLUG = "doutes"
FIELDS = "**/champs/**"
SLOWLY = 60_000  # milliseconds: the wait between two tries of a browser, on a slow machine


@pytest.fixture
def camille(visit: Visit) -> Iterator[User]:
    visit.loses_network()
    yield make_person("Camille Aubier")
    forget_people()
    Call.objects.filter(slug=SLUG).delete()
    Form.objects.filter(slug=SLUG).delete()


def test_camille_who_heard_no_answer_goes_on_writing_and_meets_no_conflict_with_herself(
    visit: Visit, camille: User
) -> None:
    collective = make_ready_collective("Pays du Doute", lead=camille)
    sheet = start_application(make_call(slug=SLUG), collective, by=camille).sheet
    page = sign_in(visit, camille, f"/reponses/{sheet.public_id}/")

    page.route(FIELDS, lose_the_answer)
    write(page, "Un mot.")
    expect(status(page)).to_contain_text("Gardé dans ce navigateur.", timeout=SLOWLY)
    page.unroute(FIELDS)
    write(page, "Un mot, puis deux.")
    expect(version(page)).to_have_value("2", timeout=SLOWLY)

    page.route(FIELDS, lose_the_answer)
    write(page, "Un mot, puis trois.")
    expect(status(page)).to_contain_text("Gardé dans ce navigateur.", timeout=SLOWLY)
    write(page, "Un mot, puis quatre.")
    page.unroute(FIELDS)
    page.reload()
    expect(version(page)).to_have_value("4", timeout=SLOWLY)

    answer = Answer.objects.get(sheet=sheet)
    assert (answer.value, answer.version) == ("Un mot, puis quatre.", 4)


def lose_the_answer(route: Route) -> None:
    """Let the site save, and the network fail on the way back."""
    route.fetch()
    route.abort()


def write(page: Page, text: str) -> None:
    page.locator("#champ-besoins").fill(text)


def status(page: Page) -> Locator:
    return page.locator("#question-besoins [data-status]")


def version(page: Page) -> Locator:
    return page.locator("[name=version-besoins]")
