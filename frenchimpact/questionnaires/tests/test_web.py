"""The writing page and what stands around it, for those who write and for strangers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.questionnaires.actions import add_file, close_sheet, remove_file, write_answer
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.printing import pdf_of
from frenchimpact.questionnaires.tests.factories import make_sheet, writers

pytestmark = pytest.mark.django_db


def begun() -> tuple[Client, User, AnswerSheet, str]:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    return sign_in(Client(), camille), camille, sheet, f"/reponses/{sheet.public_id}/"


def test_camille_writes_a_whole_part_without_javascript() -> None:
    client, _, sheet, address = begun()
    sent = {"partie": "projet", "version-resume": "0", "resume": "Un jardin", "version-budget": "0", "budget": "12,5"}

    answer = client.post(address, sent | {"next": "1"})

    assert (answer.status_code, answer["Location"]) == (302, f"{address}?partie=pieces")
    assert {one.key: one.value for one in sheet.answers.all()} == {"resume": "Un jardin", "budget": "12.5"}


def test_what_is_refused_stays_in_its_field_and_the_rest_is_saved() -> None:
    client, _, sheet, address = begun()
    sent = {"partie": "projet", "version-resume": "0", "resume": "Un", "version-budget": "0", "budget": "beaucoup"}

    answer = client.post(address, sent)

    assert (answer.status_code, 'value="beaucoup"' in answer.content.decode()) == (422, True)
    assert [one.key for one in sheet.answers.all()] == ["resume"]


def test_two_answers_to_one_question_are_shown_side_by_side() -> None:
    client, _, sheet, address = begun()
    write_answer(sheet, "resume", "Une forêt", version=0, by=make_person("Dominique"), at=timezone.now())

    answer = client.post(address, {"partie": "projet", "version-resume": "0", "resume": "Un jardin"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert ["Dominique" in page, "<mark>Une forêt</mark>" in page, "<mark>Un jardin</mark>" in page] == [True] * 3
    assert sheet.answers.get().value == "Une forêt"


def test_a_field_is_saved_by_itself() -> None:
    client, _, sheet, address = begun()

    saved = client.post(f"{address}champs/resume/", {"resume": "Un jardin", "version": "0"})
    again = client.post(f"{address}champs/resume/", {"resume": "Autre", "version": "0"})
    bad = client.post(f"{address}champs/budget/", {"budget": "NaN", "version": "-9"})
    unknown = client.post(f"{address}champs/inconnue/", {"inconnue": "x", "version": "0"})

    assert [one.status_code for one in (saved, again, bad, unknown)] == [200, 409, 422, 422]
    assert (saved.json()["version"], sheet.answers.get().value) == (1, "Un jardin")


def test_twenty_million_letters_are_no_failure_of_the_site() -> None:
    client, _, sheet, address = begun()

    answer = client.post(f"{address}champs/resume/", {"resume": "x" * 20_000_000, "version": "0"})

    assert (answer.status_code, sheet.answers.count()) == (400, 0)


@pytest.mark.parametrize("page", ["", "lecture/", "lecture.pdf", "versions/resume/"])
def test_a_stranger_learns_nothing(page: str) -> None:
    _, _, _, address = begun()
    stranger = sign_in(Client(), make_person("Zélie"))

    assert stranger.get(f"{address}{page}").status_code == 404


def test_a_stranger_writes_nothing() -> None:
    _, _, sheet, address = begun()
    stranger = sign_in(Client(), make_person("Zélie"))

    answers = [
        stranger.post(f"{address}{page}", {"resume": "x", "version": "0"})
        for page in ("", "champs/resume/", "presence/")
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert (sheet.answers.count(), sheet.presences.count()) == (0, 0)


def test_people_see_who_writes_at_the_same_time() -> None:
    client, camille, sheet, address = begun()
    client.post(f"{address}presence/", {"key": "resume"})
    dominique = make_person("Dominique")
    writers.add((sheet.pk, dominique.pk))

    seen = sign_in(Client(), dominique).post(f"{address}presence/", {"key": ""}).json()

    assert seen["others"] == [{"name": str(camille), "key": "resume"}]


def test_a_file_that_was_taken_away_can_be_put_back() -> None:
    client, camille, sheet, address = begun()
    file = add_file(sheet, "lettre", b"%PDF-1.4 essai", name="lettre.pdf", by=camille, at=timezone.now())
    remove_file(file, by=camille, at=timezone.now())

    client.post(address, {"partie": "pieces", "restore_file": file.public_id})

    file.refresh_from_db()
    assert file.removed_at is None


def test_a_file_of_text_is_kept_and_never_shown_by_the_browser() -> None:
    client, camille, sheet, address = begun()
    file = add_file(sheet, "lettre", b"bonjour", name="note.txt", by=camille, at=timezone.now())

    answer = client.get(f"{address}pieces/{file.public_id}/")

    assert b"".join(answer) == b"bonjour"
    # Closing the answer itself would close the connection of the test.
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # the stubs hide what a file's answer has
        close()
    assert answer["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert sign_in(Client(), make_person("Zélie")).get(f"{address}pieces/{file.public_id}/").status_code == 404


def test_svg_is_refused_with_a_sentence() -> None:
    client, _, sheet, address = begun()
    drawing = SimpleUploadedFile("dessin.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')

    answer = client.post(address, {"partie": "pieces", "lettre": drawing})

    assert (answer.status_code, sheet.files.count()) == (422, 0)


def test_a_former_answer_is_brought_back() -> None:
    client, camille, sheet, address = begun()
    for version, text in enumerate(("Un", "Deux")):
        write_answer(sheet, "resume", text, version=version, by=camille, at=timezone.now())

    client.post(f"{address}versions/resume/", {"version": "1", "current": "2"})

    assert sheet.answers.get().value == "Un"
    assert [one.value for one in sheet.former_answers.order_by("version")] == ["Un", "Deux"]


def test_a_closed_sheet_takes_no_field() -> None:
    client, camille, sheet, address = begun()
    close_sheet(sheet, by=camille)

    assert client.post(f"{address}champs/resume/", {"resume": "x", "version": "0"}).status_code == 422
    assert sheet.answers.count() == 0


def test_the_whole_is_printed_as_an_accessible_pdf() -> None:
    client, _, _, address = begun()

    printed = client.get(f"{address}lecture.pdf").content

    assert (printed[:5], b"pdfuaid" in printed) == (b"%PDF-", True)


@pytest.mark.parametrize("text", ["🌱 semer ✅", "→ ≥ ✓ ²", "a" * 500, "#1 *x* $y$ @z", "Привет سلام"])
def test_whatever_people_write_is_printed_as_an_accessible_pdf(text: str) -> None:
    question = {"label": text, "text": text, "files": [{"name": text, "size": 12}]}
    content = {"sections": [{"title": text, "questions": [question]}]}

    assert b"pdfuaid" in pdf_of(content, title=text, subtitle=text, facts=[(text, text)])


def test_a_text_that_no_font_of_ours_draws_is_printed_all_the_same() -> None:
    content = {"sections": [{"title": "日本", "questions": []}]}

    assert pdf_of(content, title="Essai")[:5] == b"%PDF-"
