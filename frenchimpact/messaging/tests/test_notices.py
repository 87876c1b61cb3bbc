"""What people are told of their own account."""

import re

import pytest
from django.utils import timezone

from frenchimpact.accounts import events
from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.messaging.actions import write_email
from frenchimpact.messaging.letters import message_of
from frenchimpact.messaging.models import Email, Topic
from frenchimpact.messaging.tests.factories import TEMPLATE, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (events.SIGNED_IN, "Nouvelle connexion à votre compte"),
        (events.LINK_ISSUED, "Un lien de connexion a été émis pour votre compte"),
    ],
)
def test_camille_is_warned_of_what_happens_to_her_account(kind: Kind, subject: str) -> None:
    camille = make_person()

    record(kind, camille, by=camille)

    assert list(Email.objects.values_list("to", "subject")) == [(camille.email, subject)]


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (events.APPOINTED, "Vous faites partie de l’équipe du programme"),
        (events.APPOINTMENT_ENDED, "Vous ne faites plus partie de l’équipe du programme"),
    ],
)
def test_camille_is_told_of_her_appointment(kind: Kind, subject: str) -> None:
    camille = make_person()
    appointment = Appointment.objects.create(person=camille, capacity=Capacity.OPERATOR, since=timezone.now())

    record(kind, appointment, by=None)

    assert list(Email.objects.values_list("to", "subject")) == [(camille.email, subject)]


def test_each_letter_about_an_account_leads_somewhere_and_says_whom_to_warn() -> None:
    camille = make_person()

    for kind in (events.SIGNED_IN, events.LINK_ISSUED, events.FACTOR_ADDED, events.ACCOUNT_OPENED):
        record(kind, camille, by=camille)

    texts = Email.objects.values_list("text", flat=True)
    assert len(texts) == 4
    assert [
        text for text in texts if "contact@" not in text or not re.search(r"\nhttp://localhost:8000/\w", text)
    ] == []


def test_who_opens_an_account_is_welcomed_and_not_warned_of_their_own_sign_in() -> None:
    camille = make_person()

    record(events.ACCOUNT_OPENED, camille, by=camille)
    record(events.SIGNED_IN, camille, by=camille)

    assert [subject.rpartition(" ")[2] for subject in Email.objects.values_list("subject", flat=True)] == ["ouvert"]


def test_a_purge_is_announced_to_a_closed_account_too_with_the_only_way_that_it_has() -> None:
    closed, camille = User.objects.create(email="noe@exemple.fr", name="Noé Lanvin", is_active=False), make_person()

    for person in (closed, camille):
        record(events.PURGE_ANNOUNCED, person, by=None, on="2029-01-04")

    his, hers = (Email.objects.get(to=person.email).text for person in (closed, camille))
    assert ("écrivez à contact@" in his, "/connexion/" in his) == (True, False)
    assert ("vous connecter une fois" in hers, "Me connecter" in hers, "/connexion/" in hers) == (True, True, True)


def test_a_letter_to_an_address_without_an_account_speaks_of_no_account() -> None:
    letter = write_email("voisine@exemple.fr", template=TEMPLATE, context={}, topic=Topic.PLATFORM)

    assert "Ce message vient d’une demande faite sur" in letter.text
    assert "Choisir comment être informé" not in letter.text
    assert message_of(letter).message()["List-Unsubscribe"] is None
