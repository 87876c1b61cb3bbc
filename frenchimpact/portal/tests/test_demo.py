import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.accounts.rules import is_decider, is_officer, is_operator
from frenchimpact.calls.models import Application, Stage, Wave
from frenchimpact.calls.queries.applications import with_all
from frenchimpact.calls.queries.calls import state_of
from frenchimpact.community.models import AbuseReport, Engagement, Organisation, PageClaim, Standing
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.labels.models import Label
from frenchimpact.messaging.models import Notice
from frenchimpact.portal.actions import seed_demo
from frenchimpact.portal.actions.demonstration.collectives import COMMUNES
from frenchimpact.portal.queries import DEMO_ROLES, demo_people
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("portal:alive")  # the addresses are read before, as those of a site that is no demonstration
    monkeypatch.setattr(settings, "DEMO", True)


@pytest.fixture
def places() -> None:
    for code in COMMUNES:
        make_commune(code)


def counts() -> list[int]:
    return [model.objects.count() for model in (User, Appointment, Notice, Event, Application, Organisation)]


@pytest.mark.usefixtures("demonstration")
def test_each_role_of_the_demonstration_has_somebody_who_cannot_exist() -> None:
    seed_demo()

    people = demo_people()
    now = timezone.now()
    assert [person.role for person in people] == [role.role for role in DEMO_ROLES]
    assert {person.account.email.partition("@")[2] for person in people} == {"val-d-essai.exemple"}
    appointed = {person.role: person.account for person in people}
    assert [role for role, person in appointed.items() if is_operator(person, now)] == ["operatrice", "equipier"]
    assert [role for role, person in appointed.items() if is_decider(person, now)] == ["autorite"]
    assert is_officer(appointed["instructrice"], now)


@pytest.mark.usefixtures("demonstration", "places")
def test_to_seed_again_changes_nothing() -> None:
    seed_demo()
    once = counts()

    seed_demo()

    assert counts() == once


@pytest.mark.usefixtures("demonstration", "places")
def test_a_visitor_of_the_demonstration_sees_the_whole_life_of_an_application() -> None:
    seed_demo()

    now = timezone.now()
    told = Application.objects.filter(call__slug__in=["territoire-french-impact", "structure-d-accompagnement"])
    stages = {each.applicant.name: each.stage for each in with_all(told)}
    assert {name.partition(" (")[0]: stage for name, stage in stages.items()} == {
        "Rive-Fictive": Stage.DRAFT,
        "Haute-Hypothèse": Stage.SUBMITTED,
        "Lande-Rêvée": Stage.INSTRUCTION,
        "Plaine-Inventée": Stage.CORRECTION_REQUESTED,
        "Mont-Supposé": Stage.PROPOSED,
        "Forêt-Imaginaire": Stage.ACCEPTED,
        "Val-d’Essai": Stage.ACCEPTED,
        "Pays du Conditionnel": Stage.REJECTED,
        "La Ruche Imaginaire": Stage.ACCEPTED,
        "Fondation Supposition": Stage.SUBMITTED,
    }
    assert [
        state_of(wave, now).code for wave in Wave.objects.filter(call__committee=None).order_by("call", "number")
    ] == [
        *("decided", "open", "coming"),
        *("decided", "open"),
    ]
    assert Engagement.objects.filter(signed_at=None).count() == 1
    assert Organisation.objects.filter(standing=Standing.WAITING).count() == 1
    assert Organisation.objects.filter(hides_address=True).count() == 1
    assert [PageClaim.objects.count(), AbuseReport.objects.count()] == [1, 1]
    assert Label.objects.filter(published_at=None).count() == 1
    label = Label.objects.of_territories().select_related("territory").get()
    assert label.territory
    assert label.territory.name == "Val-d’Essai (territoire fictif)"
    assert Client().get(label.territory.get_absolute_url()).status_code == 200
    hive = Label.objects.held_by_organisations().select_related("organisation", "application__call").get()
    assert str(hive) == "Structure d’accompagnement French Impact\u00a0: La Ruche Imaginaire"


def test_a_real_site_gets_nobody_fictional() -> None:
    with pytest.raises(Refusal, match="inventées"):
        seed_demo()

    assert counts() == [0, 0, 0, 0, 0, 0]


def test_a_real_site_has_no_door_for_them() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("portal:demo")
