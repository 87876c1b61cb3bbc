"""Fields that no form offers, posted all the same: nothing of them is kept."""

import pytest
from django.test import Client

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.community.models import Collective, JoinRequest, Membership, Organisation, RequestState, Standing
from frenchimpact.community.tests.factories import make_collective, make_membership, make_organisation
from frenchimpact.questionnaires.models import Answer
from frenchimpact.questionnaires.tests.factories import make_sheet

pytestmark = pytest.mark.django_db

STOLEN = {
    **dict.fromkeys(("role", "capacity"), "operator"),
    **dict.fromkeys(("standing", "state", "stage"), "shown"),
    **dict.fromkeys(("by", "person", "person_id", "created_by", "added_by", "changed_by", "id", "pk", "lead"), "1"),
    **dict.fromkeys(("is_active", "is_staff", "is_superuser", "is_public", "confirmed"), "on"),
    **dict.fromkeys(("public_id", "slug", "receipt_number"), "choisi"),
}


@pytest.fixture
def camille() -> tuple[Client, User]:
    make_person("Zélie Première")
    person = make_person()
    return sign_in(Client(), person), person


def test_nobody_may_set_what_no_form_offers(camille: tuple[Client, User]) -> None:
    client, person = camille
    held = make_organisation(standing=Standing.WAITING)
    make_membership(held, person)
    collective = make_collective(lead=held)
    before = values_of(held, collective, person)

    told = {"phone": "01 02 03 04 05", "name": collective.name, "version": str(held.version)}
    sent = [
        client.post(f"/organisations/{held.slug}/modifier/contact/", STOLEN | told),
        client.post(
            f"/collectifs/{collective.public_id}/presentation/", STOLEN | told | {"version": str(collective.version)}
        ),
        client.post("/compte/sessions/", STOLEN),
    ]

    assert [answer.status_code for answer in sent] == [302, 302, 302]
    assert Organisation.objects.get().phone == "01 02 03 04 05"
    assert values_of(held, collective, person) == before


def test_whoever_asks_to_join_gives_no_role_and_no_answer(camille: tuple[Client, User]) -> None:
    client, person = camille
    held = make_organisation()
    make_membership(held, make_person("Rachida Lenoir"))

    client.post(f"/organisations/{held.slug}/rejoindre/", STOLEN | {"message": "Bonjour"})

    asked = JoinRequest.objects.get()
    assert (asked.person, asked.state) == (person, RequestState.OPEN)
    assert Membership.objects.count() == 1


def test_an_answer_is_signed_by_whoever_writes_it(camille: tuple[Client, User]) -> None:
    client, person = camille
    sheet = make_sheet(person)

    client.post(f"/reponses/{sheet.public_id}/champs/resume/", STOLEN | {"resume": "Un mot", "version": "0"})

    assert Answer.objects.get().changed_by == person


def values_of(held: Organisation, collective: Collective, person: User) -> list[tuple[object, ...]]:
    """Give all that an attacker would like to change."""
    return [
        *Organisation.objects.filter(pk=held.pk).values_list("public_id", "slug", "standing", "created_by"),
        *Collective.objects.filter(pk=collective.pk).values_list("public_id", "lead", "name"),
        *User.objects.filter(pk=person.pk).values_list("public_id", "email", "is_active"),
        *Membership.objects.values_list("person", "role", "is_public"),
        *Appointment.objects.values_list("person", "capacity"),
    ]
