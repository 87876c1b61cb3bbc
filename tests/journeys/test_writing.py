"""Writing answers in a browser: saved as one writes, kept while the site is away, and by two people at once."""

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Page, expect

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.tests.factories import make_sheet, table_facts
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
    theirs.route("**/presence/", lambda route: route.fulfill(status=204))  # else her text may come into their field
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


def kept_texts(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('reponse:'))")
    return found


def test_what_dominique_writes_comes_to_camille_where_she_writes_nothing(visit: Visit) -> None:
    camille, dominique, _, address = begun()
    hers = sign_in(visit, camille, address, width=NARROW)
    theirs = sign_in(visit, dominique, address)
    hers.get_by_label("Budget").focus()
    theirs.get_by_label("Résumez le projet").fill("Une forêt")
    theirs.get_by_label("Oui").check()
    status(theirs, "soutien", "Enregistré à ")

    expect(hers.get_by_label("Résumez le projet")).to_have_value("Une forêt", timeout=PATIENCE)
    expect(hers.locator("#question-lequel")).to_be_visible()
    expect(hers.locator("[data-live=written]")).to_contain_text("par Dominique Le Goff")
    hers.get_by_label("Résumez le projet").fill("Une forêt et un jardin")
    status(hers, "resume", "Enregistré à ")
    look(hers, "ecrire-ensemble")


def test_a_piece_goes_as_soon_as_it_is_chosen_and_one_that_is_refused_says_why(visit: Visit) -> None:
    camille, _, sheet, address = begun()
    visit.expects(422)
    page = sign_in(visit, camille, f"{address}?partie=pieces", width=NARROW)

    page.locator("#champ-lettre").set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"bonjour"})
    status(page, "lettre", "Pièce reçue à ")
    expect(page.get_by_role("link", name="plan.txt")).to_be_visible()
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    page.locator("#champ-lettre").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": drawing})
    status(page, "lettre", "n’est pas accepté")
    look(page, "pieces")
    page.locator("#champ-lettre").set_input_files(
        {"name": "b.txt", "mimeType": "text/plain", "buffer": b"b" * 3_000_000}
    )
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Vos réponses sont enregistrées.").wait_for()

    assert [one.document.name for one in sheet.files.order_by("pk")] == ["plan.txt", "b.txt"]


PASTE_20_MB = """(field) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", "mot ".repeat(5e6));
  return field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


def test_a_text_that_is_far_too_long_is_stopped_in_the_browser_and_nothing_is_sent(visit: Visit) -> None:
    camille, _, sheet, address = begun()
    page = sign_in(visit, camille, address)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    field = page.get_by_label("Résumez le projet")

    assert field.evaluate(PASTE_20_MB) is False
    status(page, "resume", "n’est pas ajouté")
    field.evaluate("(field) => { field.value = 'mot\\n'.repeat(3e4); }")
    field.press("Enter")
    status(page, "resume", "n’est pas enregistré")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(field).to_be_focused()

    assert ([url for url in sent if "/champs/" in url], sheet.answers.count()) == ([], 0)


def test_signing_out_before_a_text_is_saved_is_asked_about_first(visit: Visit) -> None:
    camille, _, _, address = begun()
    page = sign_in(visit, camille, address)
    visit.loses_network()
    page.context.set_offline(offline=True)
    page.get_by_label("Résumez le projet").fill("Pas encore là-bas")
    status(page, "resume", "Gardé dans ce navigateur")
    asked: list[str] = []

    def answer_no(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", answer_no)

    page.locator("form[data-sign-out]").first.evaluate("(form) => form.requestSubmit()")

    expect(page.get_by_label("Résumez le projet")).to_have_value("Pas encore là-bas")
    assert (len(asked), len(kept_texts(page))) == (1, 1)


def test_a_part_that_is_saved_at_once_leaves_nothing_behind_in_the_browser(visit: Visit) -> None:
    camille, dominique, sheet, address = begun()
    page = sign_in(visit, camille, address)
    page.get_by_label("Résumez le projet").fill("Un jardin")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url("**partie=pieces")
    assert kept_texts(page) == []

    write_answer(sheet, "resume", "Une forêt", version=1, by=dominique, at=timezone.now())
    with page.expect_response("**/presence/"):  # answered before Camille is forgotten
        page.goto(address)
    expect(page.get_by_label("Résumez le projet")).to_have_value("Une forêt")


def test_camille_fills_a_table_with_her_keyboard_and_sees_its_total(visit: Visit) -> None:
    camille = make_person("Camille Aubier")
    sheet = make_sheet(camille, facts=table_facts())
    page = sign_in(visit, camille, f"/reponses/{sheet.public_id}/", width=NARROW)

    page.get_by_label("Dépense, ligne 1").fill("Salaires")
    page.keyboard.press("Tab")
    page.keyboard.type("30 000")
    page.get_by_role("button", name="Ajouter une ligne").press("Enter")
    page.keyboard.type("Local")
    page.keyboard.press("Tab")
    page.keyboard.type("1 200,50")
    expect(page.locator("[data-total]")).to_have_text("Total – 31\u202f200,50\u00a0€", timeout=PATIENCE)
    look(page, "tableau")

    assert sheet.answers.get().value == [["Salaires", "30000"], ["Local", "1200.50"]]
