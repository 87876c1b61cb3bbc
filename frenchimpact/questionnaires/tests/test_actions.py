"""What people write in questionnaires, together, and what is refused to them."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.documents.models import Document
from frenchimpact.journal.models import Event
from frenchimpact.questionnaires.actions import (
    Conflict,
    QuestionFacts,
    SectionFacts,
    add_file,
    close_sheet,
    open_sheet_for,
    publish_form,
    remove_file,
    restore_file,
    start_sheet,
    write_answer,
)
from frenchimpact.questionnaires.actions.erasure import forget_who_wrote
from frenchimpact.questionnaires.models import Answer, AnswerFile, AnswerSheet, FormerAnswer, FormVersion, Question
from frenchimpact.questionnaires.queries import content_of, facts_of, missing_of, progress_of
from frenchimpact.questionnaires.tests.factories import OWNER, form_facts, make_form, make_sheet
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def write(sheet: AnswerSheet, key: str, value: object, by: User, version: int = 0) -> Answer:
    return write_answer(sheet, key, value, version=version, by=by, at=timezone.now())


def test_publishing_the_same_form_twice_makes_one_version() -> None:
    first = publish_form(form_facts(), by=None)

    assert publish_form(form_facts(), by=None) == first
    assert facts_of(first).content == form_facts().content
    assert Event.objects.filter(verb="questionnaires.form_published").count() == 1


def test_a_changed_form_is_a_new_version_and_started_sheets_keep_theirs() -> None:
    sheet = make_sheet()
    more = SectionFacts("plus", "Plus", (QuestionFacts("mot", "short_text", "Un mot"),))

    second = publish_form(replace(form_facts(), sections=(*form_facts().sections, more)), by=None)

    assert second.number == 2
    sheet.refresh_from_db()
    assert sheet.version.number == 1
    assert start_sheet(second.form, owner=OWNER, by=None).version == second


def test_the_database_refuses_to_change_a_published_version() -> None:
    version = make_form().versions.get()

    for change in (
        lambda: Question.objects.filter(version=version).update(label="Autre"),
        lambda: version.questions.all().delete(),
        lambda: FormVersion.objects.filter(pk=version.pk).update(note="Autre"),
        version.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    assert version.questions.count() == 7


@pytest.mark.parametrize(
    "question",
    [
        QuestionFacts("a", "choice", "Sans choix"),
        QuestionFacts("a", "inconnu", "Type inconnu"),
        QuestionFacts("a", "short_text", "Plus tard", condition_key="b", condition_values=("oui",)),
        QuestionFacts("a", "short_text", "Trop long", max_length=0),
        QuestionFacts("À", "short_text", "Mauvaise clé"),
        QuestionFacts("resume", "short_text", "Deux fois"),
        QuestionFacts("a", "short_text", "Condition", condition_key="soutien", condition_values=("peut-être",)),
    ],
)
def test_an_unsound_form_is_refused_and_nothing_is_written(question: QuestionFacts) -> None:
    facts = form_facts()
    unsound = replace(facts, sections=(*facts.sections, SectionFacts("c", "C", (question,))))

    with pytest.raises(Refusal):
        publish_form(unsound, by=None)

    assert FormVersion.objects.count() == 0


def test_only_operators_publish() -> None:
    with pytest.raises(Refusal):
        publish_form(form_facts(), by=make_person("Camille"))

    assert FormVersion.objects.count() == 0


def test_two_people_write_different_questions_without_conflict() -> None:
    camille, dominique = make_person("Camille"), make_person("Dominique")
    sheet = make_sheet(camille, dominique)

    write(sheet, "resume", "Un jardin", camille)
    write(sheet, "budget", "1 250,50 €", dominique)

    assert {one.key: one.value for one in sheet.answers.all()} == {"resume": "Un jardin", "budget": "1250.50"}


def test_the_same_question_is_a_conflict_that_bears_the_other_answer_and_loses_nothing() -> None:
    camille, dominique = make_person("Camille"), make_person("Dominique")
    sheet = make_sheet(camille, dominique)
    write(sheet, "resume", "Un jardin", camille)

    with pytest.raises(Conflict) as conflict:
        write(sheet, "resume", "Une forêt", dominique)

    assert (conflict.value.answer.value, conflict.value.answer.changed_by) == ("Un jardin", camille)
    assert sheet.answers.get().value == "Un jardin"
    merged = write(sheet, "resume", "Un jardin, une forêt", dominique, version=1)
    assert merged.version == 2
    assert [(one.value, one.version, one.changed_by) for one in sheet.former_answers.all()] == [
        ("Un jardin", 1, camille)
    ]


def test_a_version_of_the_future_is_refused() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)

    with pytest.raises(Refusal):
        write(sheet, "resume", "Texte", camille, version=7)

    assert not sheet.answers.exists()


def test_the_same_value_again_changes_nothing() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    write(sheet, "resume", "Texte", camille)

    assert write(sheet, "resume", " Texte ", camille).version == 1
    assert FormerAnswer.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("budget", "beaucoup"),
        ("budget", "NaN"),
        ("budget", "1e999999"),
        ("budget", "1,234"),
        ("debut", "31/02/2026"),
        ("soutien", "peut-être"),
        ("axes", ["c"]),
        ("axes", [{"a": 1}]),
        ("resume", {"un": "objet"}),
        ("resume", 12),
        ("resume", "x" * 20_000_000),
        ("lettre", "texte"),
        ("inconnue", "texte"),
    ],
)
def test_bad_values_are_refused_in_french_and_nothing_is_written(key: str, value: object) -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)

    with pytest.raises(Refusal):
        write(sheet, key, value, camille)

    assert not sheet.answers.exists()


def test_emoji_and_right_to_left_are_kept_and_nul_bytes_are_not() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)

    assert write(sheet, "resume", "a\x00b 🌱 שלום", camille).value == "ab 🌱 שלום"


def test_a_closed_sheet_takes_nothing_and_named_questions_alone_open_again() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    close_sheet(sheet, by=camille)

    with pytest.raises(Refusal):
        write(sheet, "resume", "Texte", camille)
    open_sheet_for(sheet, ["resume"], by=camille)
    with pytest.raises(Refusal):
        write(sheet, "budget", "12", camille)

    assert write(sheet, "resume", "Texte", camille).value == "Texte"


def test_what_is_missing_follows_conditions_and_limits() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    assert [one.key for one in missing_of(sheet)] == ["resume", "budget", "lettre"]

    write(sheet, "resume", "Un texte beaucoup trop long", camille)
    write(sheet, "budget", "12", camille)
    write(sheet, "soutien", "oui", camille)

    assert [one.key for one in missing_of(sheet)] == ["resume", "lequel", "lettre"]
    assert missing_of(sheet)[0].url == f"/reponses/{sheet.public_id}/?partie=projet#question-resume"
    assert (progress_of(sheet).done, progress_of(sheet).total) == (1, 4)
    write(sheet, "soutien", "non", camille, version=1)
    assert [one.key for one in missing_of(sheet)] == ["resume", "lettre"]


def test_files_are_joined_taken_away_and_put_back_until_the_sheet_is_closed() -> None:
    camille = make_person("Camille")
    sheet, now = make_sheet(camille), timezone.now()
    file = add_file(sheet, "lettre", b"%PDF-1.4 essai", name="lettre.pdf", by=camille, at=now)

    remove_file(file, by=camille, at=now)
    assert [one.key for one in missing_of(sheet)] == ["resume", "budget", "lettre"]
    restore_file(file, by=camille, at=now)
    close_sheet(sheet, by=camille)
    with pytest.raises(Refusal):
        remove_file(file, by=camille, at=now)

    assert AnswerFile.objects.get().removed_at is None


def test_a_question_takes_no_more_files_than_it_says() -> None:
    camille = make_person("Camille")
    sheet, now = make_sheet(camille), timezone.now()
    for name in ("a.txt", "b.txt"):
        add_file(sheet, "lettre", name.encode(), name=name, by=camille, at=now)

    with pytest.raises(Refusal):
        add_file(sheet, "lettre", b"c.txt", name="c.txt", by=camille, at=now)

    assert AnswerFile.objects.count() == 2


def test_a_file_that_is_sent_again_after_a_doubt_is_joined_once_even_when_the_question_is_full() -> None:
    camille = make_person("Camille")
    sheet, now = make_sheet(camille), timezone.now()
    first, second = [add_file(sheet, "lettre", name.encode(), name=name, by=camille, at=now) for name in ("a", "b")]
    events = Event.objects.count()

    again = add_file(sheet, "lettre", b"b", name="b", by=camille, at=now)

    assert again == second
    assert list(sheet.files.order_by("pk")) == [first, second]
    assert Document.objects.count() == 2
    assert Event.objects.count() == events


def test_the_content_is_plain_data_as_people_read_it() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    write(sheet, "budget", "1250,5", camille)
    write(sheet, "axes", ["b", "a"], camille)
    write(sheet, "debut", "01/02/2026", camille)

    content = content_of(sheet)

    texts = {
        question["key"]: question["text"]
        for section in content["sections"]  # type: ignore[attr-defined]  # JSON
        for question in section["questions"]
    }
    assert texts == {
        "resume": "",
        "budget": "1\u202f250,50\u00a0€",
        "soutien": "",
        "axes": "Emploi, Santé",
        "debut": "1er\u00a0février 2026",
        "lettre": "",
    }


def test_erasing_somebody_leaves_the_answers_without_their_name() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    write(sheet, "resume", "Un", camille)
    write(sheet, "resume", "Deux", camille, version=1)

    assert forget_who_wrote(camille, timezone.now()) == 2

    assert (sheet.answers.get().changed_by, sheet.former_answers.get().changed_by) == (None, None)
