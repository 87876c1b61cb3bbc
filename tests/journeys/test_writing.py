"""Writing answers in a browser: saved as one writes, kept while the site is away, and by two people at once."""

import pytest
from playwright.sync_api import Page, expect

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.tests.factories import make_sheet
from tests.journeys.people import sign_in
from tests.journeys.steps import look
from tests.journeys.visitor import NARROW, WIDE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("newcomers")]

PATIENCE = 30_000  # milliseconds


def begun() -> tuple[User, User, AnswerSheet, str]:
    camille, dominique = make_person("Camille Aubier"), make_person("Dominique Le Goff")
    sheet = make_sheet(camille, dominique)
    return camille, dominique, sheet, f"/reponses/{sheet.public_id}/"


def status(page: Page, key: str, words: str) -> None:
    expect(page.locator(f"#question-{key} [data-status]")).to_contain_text(words, timeout=PATIENCE)


def answers(sheet: AnswerSheet) -> dict[str, object]:
    return {one.key: one.value for one in sheet.answers.all()}


def test_what_camille_writes_is_saved_as_she_writes_and_only_what_is_asked_is_shown(visit: Visit) -> None:
    camille, _, sheet, address = begun()
    page = sign_in(visit, camille, address, width=NARROW)

    expect(page.locator("#question-lequel")).to_be_hidden()
    page.get_by_label("Oui").check()
    expect(page.locator("#question-lequel")).to_be_visible()
    status(page, "soutien", "Enregistré à ")
    page.get_by_label("Résumez le projet").press_sequentially("Un jardin partagé et ouvert")
    expect(page.locator("#question-resume [data-count]")).to_have_text("7 caractères de trop")
    status(page, "resume", "Enregistré à ")
    look(page, "ecriture")

    assert answers(sheet) == {"soutien": "oui", "resume": "Un jardin partagé et ouvert"}
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('reponse:'))") == []


def test_what_is_written_without_network_is_kept_by_the_browser_and_sent_afterwards(visit: Visit) -> None:
    camille, _, sheet, address = begun()
    page = sign_in(visit, camille, address, width=WIDE)
    visit.loses_network()
    page.context.set_offline(offline=True)
    page.get_by_label("Résumez le projet").fill("Hors ligne")
    status(page, "resume", "Gardé dans ce navigateur")
    page.close()
    assert answers(sheet) == {}

    page.context.set_offline(offline=False)
    again = page.context.new_page()
    again.goto(address)
    expect(again.get_by_label("Résumez le projet")).to_have_value("Hors ligne")
    status(again, "resume", "Enregistré à ")
    assert answers(sheet) == {"resume": "Hors ligne"}

    again.context.set_offline(offline=True)
    again.get_by_label("Budget").fill("12,5")
    status(again, "budget", "Gardé dans ce navigateur")
    again.context.set_offline(offline=False)
    status(again, "budget", "Enregistré à ")
    assert answers(sheet) == {"resume": "Hors ligne", "budget": "12.5"}


def test_a_session_that_ends_while_one_writes_loses_nothing(visit: Visit) -> None:
    camille, _, sheet, address = begun()
    page = sign_in(visit, camille, address)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    visit.expects(403)
    page.get_by_label("Résumez le projet").fill("Toujours là")
    status(page, "resume", "reconnectez-vous")
    look(page, "session-close")

    page.context.add_cookies([{k: v for k, v in one.items() if k != "partitionKey"} for one in cookies])  # type: ignore[misc]
    status(page, "resume", "Enregistré à ")
    assert answers(sheet) == {"resume": "Toujours là"}


def test_two_people_see_each_other_and_compare_what_both_wrote(visit: Visit) -> None:
    camille, dominique, sheet, address = begun()
    hers = sign_in(visit, camille, address)
    theirs = sign_in(visit, dominique, address)
    visit.expects(409)
    expect(theirs.locator("[data-others]")).to_contain_text("Camille Aubier", timeout=PATIENCE)
    hers.get_by_label("Résumez le projet").fill("Une forêt")
    status(hers, "resume", "Enregistré à ")
    theirs.get_by_label("Résumez le projet").fill("Un jardin")
    status(theirs, "resume", "Camille Aubier a changé cette réponse")
    look(theirs, "deux-personnes")

    theirs.get_by_role("button", name="Comparer les deux réponses").click()
    expect(theirs.get_by_role("heading", name="Deux réponses à comparer")).to_be_visible()
    look(theirs, "comparer")
    theirs.get_by_role("button", name="Garder l’autre réponse").click()
    expect(theirs.get_by_label("Résumez le projet")).to_have_value("Une forêt")
    assert answers(sheet) == {"resume": "Une forêt"}
    assert [one.value for one in sheet.former_answers.filter(changed_by=dominique)] == ["Un jardin"]
