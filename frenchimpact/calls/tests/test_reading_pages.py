"""On the pages: a file is read beside its grid, and nobody sees the scores of the others before their own are in."""

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.tests.factories import make_operator, sign_in
from frenchimpact.calls.models import College, Reading, Stage
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member, make_reading
from frenchimpact.questionnaires.actions import write_answer

pytestmark = pytest.mark.django_db

SECRET = "Un commentaire que personne ne lit avant son tour"  # noqa: S105  # a comment, kept until it is due


@pytest.fixture
def readings() -> tuple[Reading, Reading]:
    """Ada has handed over what she thinks; Bob has not written anything."""
    committee = make_committee()
    file = make_candidate(committee.call, "Pays d’Essai", stage=Stage.IN_REVIEW)
    ada, bob = (make_reading(make_member(committee, name), file) for name in ("Ada Lit", "Bob Lit"))
    make_member(committee, "Charles Préside", College.STATE, is_chair=True)
    for key, value in {"defis": "5", "moyens": "1", "confiance": "2", "comite": SECRET}.items():
        write_answer(ada.assessment.sheet, key, value, version=0, by=ada.member.person, at=timezone.now())
    client = sign_in(Client(), ada.member.person)
    assert client.post(f"/comite/lectures/{ada.public_id}/envoi/").status_code == 302
    return ada, bob


def page(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_bob_reads_the_file_beside_its_grid(client: Client, readings: tuple[Reading, Reading]) -> None:
    _, bob = readings
    sign_in(client, bob.member.person)

    status, text = page(client, f"/reponses/{bob.assessment.sheet.public_id}/")

    assert status == 200
    assert "Ce que dit Pays d’Essai." in text
    assert "5\u00a0– Repère 5" in text


def test_bob_sees_what_ada_thinks_once_he_has_said_what_he_thinks(
    client: Client, readings: tuple[Reading, Reading]
) -> None:
    ada, bob = readings
    sign_in(client, bob.member.person)
    here = f"/comite/lectures/{bob.public_id}/"
    assert SECRET not in page(client, here)[1]
    assert client.post(f"{here}envoi/").status_code == 409
    assert [client.get(f"/comite/lectures/{ada.public_id}/").status_code, client.post(here).status_code] == [404, 405]

    for key, value in {"defis": "3", "moyens": "3", "confiance": "1"}.items():
        write_answer(bob.assessment.sheet, key, value, version=0, by=bob.member.person, at=timezone.now())
    client.post(f"{here}envoi/")

    assert SECRET in page(client, here)[1]


@pytest.mark.parametrize("who", ["Bob Lit", "Charles Préside", "Odile Meunier"])
def test_nobody_else_opens_what_ada_writes(client: Client, readings: tuple[Reading, Reading], who: str) -> None:
    ada, bob = readings
    seats = {str(one): one.person for one in bob.member.committee.members.select_related("person")}
    sign_in(client, seats.get(who) or make_operator(who))
    sheet = ada.assessment.sheet.public_id

    answers = [client.get(f"/reponses/{sheet}/{part}") for part in ("", "lecture/", "lecture.pdf")]
    answers.append(client.post(f"/reponses/{sheet}/champs/defis/", {"defis": "0", "version": "1"}))

    assert {answer.status_code for answer in answers} == {404}
    assert ada.assessment.sheet.answers.get(key="defis").value == "5"


def test_the_file_is_closed_to_who_does_not_read_it(client: Client, readings: tuple[Reading, Reading]) -> None:
    ada, bob = readings
    other = make_member(bob.member.committee, "Cleo Ailleurs")
    sheet = ada.application.sheet.public_id
    sign_in(client, other.person)
    assert client.get(f"/reponses/{sheet}/lecture/").status_code == 404

    sign_in(client, bob.member.person)

    assert client.get(f"/reponses/{sheet}/lecture/").status_code == 200
