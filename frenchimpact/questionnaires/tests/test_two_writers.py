"""Two people at one question: whichever is kept, the other is kept too; pages cost the same however much they hold."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.tests.factories import make_sheet

pytestmark = pytest.mark.django_db


def begun() -> tuple[User, User, AnswerSheet]:
    camille, dominique = make_person("Camille"), make_person("Dominique")
    return camille, dominique, make_sheet(camille, dominique)


def write(sheet: AnswerSheet, key: str, value: str, by: User) -> None:
    write_answer(sheet, key, value, version=0, by=by, at=timezone.now())


def kept(sheet: AnswerSheet) -> list[tuple[object, int]]:
    return [(one.value, one.version) for one in sheet.former_answers.order_by("version")]


def test_keeping_the_other_answer_keeps_mine_among_the_former_ones() -> None:
    camille, dominique, sheet = begun()
    write(sheet, "resume", "Une forêt", camille)

    sent = {"partie": "projet", "version-resume": "1", "resume": "Un jardin", "keep_theirs": "1"}
    answer = sign_in(Client(), dominique).post(f"/reponses/{sheet.public_id}/", sent)

    assert (answer.status_code, sheet.answers.get().value) == (302, "Une forêt")
    assert kept(sheet) == [("Une forêt", 1), ("Un jardin", 2)]


def test_an_answer_that_changed_again_is_compared_again_and_nothing_is_written() -> None:
    camille, dominique, sheet = begun()
    write(sheet, "resume", "Une forêt", camille)
    write_answer(sheet, "resume", "Un bois", version=1, by=camille, at=timezone.now())

    sent = {"partie": "projet", "version-resume": "1", "resume": "Un jardin", "keep_theirs": "1"}
    answer = sign_in(Client(), dominique).post(f"/reponses/{sheet.public_id}/", sent)

    assert (answer.status_code, sheet.answers.get().value) == (409, "Un bois")
    assert kept(sheet) == [("Une forêt", 1)]


@pytest.mark.parametrize("page", ["", "lecture/"])
def test_a_page_asks_the_database_as_much_for_three_answers_as_for_one(page: str) -> None:
    camille, dominique, sheet = begun()
    client, address = sign_in(Client(), camille), f"/reponses/{sheet.public_id}/{page}"
    write(sheet, "resume", "Un jardin", camille)
    client.get(address)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    write(sheet, "budget", "12", dominique)
    write(sheet, "soutien", "oui", dominique)

    with CaptureQueriesContext(connection) as for_three:
        client.get(address)

    assert len(for_three) == len(for_one)
