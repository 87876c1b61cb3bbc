"""What people are told of their own account."""

import pytest
from django.utils import timezone

from frenchimpact.accounts import events
from frenchimpact.accounts.models import Appointment, Capacity
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.messaging.models import Email
from frenchimpact.messaging.tests.factories import make_person

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
