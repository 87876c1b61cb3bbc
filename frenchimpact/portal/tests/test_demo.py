import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.accounts.rules import is_operator
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.labels import events
from frenchimpact.labels.models import Label
from frenchimpact.messaging.models import Notice
from frenchimpact.portal.actions import COMMUNES, seed_demo
from frenchimpact.portal.queries import demo_people
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("portal:alive")  # the addresses are read before, as those of a site that is no demonstration
    monkeypatch.setattr(settings, "DEMO", True)


def counts() -> list[int]:
    return [model.objects.count() for model in (User, Appointment, Notice, Event)]


@pytest.mark.usefixtures("demonstration")
def test_each_role_of_the_demonstration_has_somebody_who_cannot_exist() -> None:
    seed_demo()

    people = demo_people()
    assert [person.role for person in people] == ["operatrice", "equipier", "habitante"]
    assert {person.account.email.partition("@")[2] for person in people} == {"val-d-essai.exemple"}
    assert [is_operator(person.account, timezone.now()) for person in people] == [True, True, False]


@pytest.mark.usefixtures("demonstration")
def test_to_seed_again_changes_nothing() -> None:
    seed_demo()
    once = counts()

    seed_demo()

    assert counts() == once


@pytest.mark.usefixtures("demonstration")
def test_the_only_territory_is_invented_and_says_so() -> None:
    for code in COMMUNES:
        make_commune(code)

    for _ in range(2):
        seed_demo()

    label = Label.objects.select_related("territory").get()
    assert label.territory
    page = Client().get(label.territory.get_absolute_url()).content.decode()
    assert (label.territory.name, label.wave) == ("Val-d’Essai (territoire fictif)", 99)
    assert "Territoire inventé pour la démonstration" in page
    assert Event.objects.filter(verb=events.WRITTEN_DOWN.code).count() == 1


def test_a_real_site_gets_nobody_fictional() -> None:
    with pytest.raises(Refusal, match="inventées"):
        seed_demo()

    assert counts() == [0, 0, 0, 0]


def test_a_real_site_has_no_door_for_them() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("portal:demo")
