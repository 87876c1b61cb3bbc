"""A support structure is labelled like a territory: with the decision, and public at its date, on its own page."""

from datetime import timedelta

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.actions import DecisionFacts
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import ApplicantKind, Application, Call, Sense, Stage
from frenchimpact.calls.queries.letters import letter_of
from frenchimpact.calls.tests.factories import IN_TIME, KEY, make_call, make_wave
from frenchimpact.community.models import MembershipRole, Organisation, Standing, Territory
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.eligibility.registry import readings_of
from frenchimpact.labels.actions import decide_application, publish_due_labels
from frenchimpact.labels.models import Label, State
from frenchimpact.labels.queries import own_labels_of, waves
from frenchimpact.messaging.models import Notice

pytestmark = pytest.mark.django_db
AT = IN_TIME + timedelta(days=30)
NAME = "Structure d’accompagnement French Impact"
PUBLIC = IN_TIME + timedelta(days=200)


@pytest.fixture
def hive() -> Organisation:
    hive = make_organisation("La Ruche d’Essai")
    Organisation.objects.filter(pk=hive.pk).update(description="Une table.", standing=Standing.SHOWN)
    make_membership(hive, make_person("Rose Responsable"), MembershipRole.LEAD)
    hive.refresh_from_db()
    return hive


@pytest.fixture
def application(hive: Organisation) -> Application:
    """Make the application of a hive, on which an officer proposes a yes."""
    call = make_call("Structure d’accompagnement", slug="structure")
    Call.objects.filter(pk=call.pk).update(applicant=ApplicantKind.ORGANISATION, label_name=NAME)
    call.rulesets.update(rules=[])
    call.refresh_from_db()
    make_wave(call)
    rose = hive.memberships.get().person
    application = start_application(call, hive, by=rose)
    application.sheet.answers.create(key="besoins", value="Se rencontrer.", changed_by=rose)
    submit_application(application, key=KEY, by=rose, at=IN_TIME)
    ines = make_appointed("Inès Instruction", Capacity.OFFICER)
    application.proposals.create(sense=Sense.FAVOURABLE, reasons="Oui.", by=ines, at=IN_TIME)
    Application.objects.filter(pk=application.pk).update(stage=Stage.PROPOSED)
    application.refresh_from_db()
    return application


def decide(application: Application) -> Label:
    denis = make_appointed("Denis Autorité", Capacity.DECIDER, title="directeur du programme")
    decide_application(application, DecisionFacts(Sense.FAVOURABLE, "Une structure solide."), by=denis, at=AT)
    return Label.objects.get(application=application)


def test_a_favourable_decision_labels_the_organisation_without_challenges(
    application: Application, hive: Organisation
) -> None:
    label = decide(application)

    assert (label.organisation, label.collective, label.territory) == (hive, None, None)
    assert (str(label), label.challenges.count()) == (f"{NAME}\u00a0: La Ruche d’Essai", 0)
    letter = letter_of(application.decision)
    assert letter.of_whom == "de l’organisation «\u00a0La Ruche d’Essai\u00a0»"
    assert f"délivrer le label «\u00a0{NAME}\u00a0» à votre organisation" in letter.decision


def test_nothing_public_leads_to_it_before_its_date(application: Application, hive: Organisation) -> None:
    decide(application)

    page = Client().get(hive.get_absolute_url()).content.decode()
    directory = Client().get("/organisations/?label=oui").content.decode()
    read = Client().get("/api/v1/organisations").json()["results"][0]

    assert NAME not in page
    assert "La Ruche d’Essai" not in directory
    assert read["labels"] == []
    assert own_labels_of(hive, AT.date()) == []


def test_at_its_date_it_stands_on_the_page_in_the_directory_and_in_the_api(
    application: Application, hive: Organisation
) -> None:
    label = decide(application)

    assert publish_due_labels(PUBLIC) == 1

    assert f"{NAME}</span>" in Client().get(hive.get_absolute_url()).content.decode()
    assert NAME in Client().get("/organisations/?label=oui").content.decode()
    (read,) = Client().get("/api/v1/organisations").json()["results"][0]["labels"]
    assert (read["name"], read["call"]) == (NAME, "structure")
    assert Notice.objects.filter(title__contains="La Ruche d’Essai", title__startswith="Le label").count() == 2
    label.refresh_from_db()
    assert (label.published_at, Territory.objects.count()) == (PUBLIC, 0)


def test_lists_of_territories_know_nothing_of_it(application: Application) -> None:
    decide(application)
    publish_due_labels(PUBLIC)

    assert (waves(), Client().get("/api/v1/labels").json()["results"]) == ([], [])
    assert Client().get("/territoires/").status_code == 200


def test_a_later_label_replaces_the_one_before(application: Application, hive: Organisation) -> None:
    first = decide(application)
    publish_due_labels(PUBLIC)
    again = Label.objects.create(
        organisation=hive, wave=2, publication_at=PUBLIC, announced_on=AT.date(), precision="day", state=State.ACTIVE
    )

    publish_due_labels(PUBLIC + timedelta(days=1))

    first.refresh_from_db()
    assert (first.replaced_at, first.state) == (PUBLIC + timedelta(days=1), State.REPLACED)
    assert own_labels_of(hive, AT.date()) == [again]


def test_a_label_whose_term_has_gone_by_is_held_no_more(application: Application, hive: Organisation) -> None:
    label = decide(application)
    publish_due_labels(PUBLIC)
    assert label.valid_until

    assert own_labels_of(hive, label.valid_until) == [label]
    assert own_labels_of(hive, label.valid_until + timedelta(days=1)) == []


def test_rules_know_who_is_labelled_already_once_it_is_public(application: Application, hive: Organisation) -> None:
    decide(application)
    before = readings_of(hive, AT.date())["organisation.is_labelled"].value

    publish_due_labels(PUBLIC)

    assert (before, readings_of(hive, AT.date())["organisation.is_labelled"].value) == (False, True)
