"""A support structure is labelled like a territory: with the decision, and public at its date, on its own page."""

import base64
import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings
from django.test import Client

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person, sign_in
from frenchimpact.calls.actions import DecisionFacts
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import ApplicantKind, Application, Call, Sense, Stage
from frenchimpact.calls.queries.letters import letter_of
from frenchimpact.calls.tests.factories import IN_TIME, KEY, make_call, make_wave
from frenchimpact.community.models import MembershipRole, Organisation, Standing, Territory
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.eligibility.registry import readings_of
from frenchimpact.labels.actions import (
    ActFacts,
    decide_application,
    expire_due_labels,
    prepare_proofs,
    present_observations,
    publish_due_labels,
    remind_of_terms,
    replace_label,
    suspend_label,
    withdraw_label,
)
from frenchimpact.labels.models import Label, LabelAct, State, StatusList
from frenchimpact.labels.queries import own_labels_of, successor_of, waves
from frenchimpact.labels.queries.acts import letter_of as act_letter_of
from frenchimpact.labels.tests.factories import make_issued
from frenchimpact.messaging.models import Email, Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
AT = IN_TIME + timedelta(days=30)
NAME = "Structure d’accompagnement French Impact"
PUBLIC = IN_TIME + timedelta(days=200)
WHY = ActFacts("Le rapport annuel manque.")


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
    assert f"délivrer le label «\u00a0{NAME}\u00a0» à votre organisation" in letter.opening


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


def test_lists_of_territories_know_nothing_of_it_and_those_of_labels_do(
    application: Application, hive: Organisation
) -> None:
    label = decide(application)
    assert Client().get("/api/v1/labels").json()["results"] == []
    publish_due_labels(PUBLIC)

    (read,) = Client().get("/api/v1/labels?organisation=" + hive.slug).json()["results"]

    assert (waves(), Client().get("/territoires/").status_code) == ([], 200)
    told = (read["label"], read["territory"], read["organisation"], read["name"], read["number"])
    assert told == (NAME, None, hive.slug, "La Ruche d’Essai", label.number)
    assert "La Ruche d’Essai" in Client().get("/labels/?porteur=structures&q=ruche").content.decode()
    assert "La Ruche d’Essai" not in Client().get("/labels/?porteur=territoires").content.decode()


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


def published(application: Application) -> Label:
    label = decide(application)
    publish_due_labels(PUBLIC)
    label.refresh_from_db()
    return label


def page(address: str, person: User | None = None) -> str:
    client = sign_in(Client(), person) if person else Client()
    return client.get(address).content.decode()


def test_whoever_has_the_number_reads_where_it_stands(application: Application, hive: Organisation) -> None:
    label = published(application)

    found = Client().get("/labels/verifier/", {"numero": str(label.number)})

    assert found["Location"] == label.get_absolute_url() == f"/labels/{label.number}/"
    told = page(label.get_absolute_url())
    assert ("La Ruche d’Essai" in told, NAME in told, hive.get_absolute_url() in told) == (True, True, True)
    assert "Territoire French Impact" not in told
    assert (f'src="{settings.SITE_URL}' in told, "&lt;img src=" in told) == (False, True)  # what one pastes is told
    assert label.get_absolute_url() in page(hive.get_absolute_url())
    assert "La Ruche" in page("/recherche/?q=" + str(label.number))


def test_its_credential_is_genuine_and_names_it(application: Application) -> None:
    token = Client().get(f"{published(application).get_absolute_url()}attestation.jwt").content.decode()

    told = Client().post("/labels/verifier/", {"text": token}).content.decode()

    body = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    achievement = body["credentialSubject"]["achievement"]
    assert "authentique" in told
    assert (body["name"], achievement["name"]) == (f"{NAME} : La Ruche d’Essai", NAME)


def test_its_certificate_and_its_badge_bear_its_name(application: Application) -> None:
    label = published(application)

    certificate = Client().get(f"{label.get_absolute_url()}certificat.pdf")

    assert (certificate.status_code, certificate.content[:5]) == (200, b"%PDF-")
    assert NAME in page(f"{label.get_absolute_url()}badge.svg")


def test_it_is_suspended_heard_given_back_and_withdrawn_like_any_other(
    application: Application, hive: Organisation
) -> None:
    label, rose = published(application), hive.memberships.get().person
    denis = User.objects.get(name="Denis Autorité")

    act = suspend_label(label, WHY, days=15, by=denis, at=PUBLIC)
    present_observations(label, "Le rapport est parti hier.", by=rose, at=PUBLIC + timedelta(days=1))

    letter = act_letter_of(act)
    assert (letter.addressee, "à compter de ce jour" in letter.decided) == ("La Ruche d’Essai", True)
    assert f"«\u00a0{NAME}\u00a0» de votre organisation" in letter.decided
    assert "Vos observations" in page(f"/labels/{label.number}/suivi/", rose)
    assert "Le rapport est parti hier." in page(f"/equipe/labels/{label.number}/", denis)
    assert own_labels_of(hive, PUBLIC.date())[0].state == State.SUSPENDED
    withdraw_label(label, WHY, by=denis, at=PUBLIC + timedelta(days=2))
    assert own_labels_of(hive, PUBLIC.date()) == []
    told = list(Email.objects.filter(text__contains=NAME, subject__startswith="Le label de La Ruche"))
    assert {one.subject[-8:] for one in told} == {"t public", "suspendu", "t retiré"}
    assert [word for one in told for word in ("collectif", "territoire") if word in one.text.lower()] == []


def test_whoever_works_for_the_organisation_decides_nothing_about_its_label(
    application: Application, hive: Organisation
) -> None:
    label, denis = published(application), User.objects.get(name="Denis Autorité")
    make_membership(hive, denis, MembershipRole.MEMBER)

    with pytest.raises(Refusal, match="une autre autorité"):
        suspend_label(label, WHY, days=15, by=denis, at=PUBLIC)

    label.refresh_from_db()
    assert (label.state, LabelAct.objects.count()) == (State.ACTIVE, 0)


def test_no_stranger_follows_it_nor_answers_for_it(application: Application) -> None:
    label, stranger = published(application), make_person("Paule Simple")
    suspend_label(label, WHY, days=15, by=User.objects.get(name="Denis Autorité"), at=PUBLIC)

    with pytest.raises(Refusal, match="responsable de l’organisation"):
        present_observations(label, "Non.", by=stranger, at=PUBLIC)
    assert sign_in(Client(), stranger).get(f"/labels/{label.number}/suivi/").status_code == 404


def test_its_holder_is_told_six_months_before_its_term_and_when_it_comes(application: Application) -> None:
    label = published(application)
    assert label.valid_until
    term = datetime.combine(label.valid_until, time(12), UTC)

    assert [remind_of_terms(at) for at in (term - timedelta(days=30), term)] == [1, 0]
    assert [expire_due_labels(at) for at in (term, term + timedelta(days=1), term + timedelta(days=2))] == [0, 1, 0]

    label.refresh_from_db()
    assert label.state == State.EXPIRED
    told = Email.objects.filter(subject__contains="terme", to__startswith="rose").order_by("pk")
    assert [NAME in one.text and "votre organisation" in one.text for one in told] == [True, True]


def test_machines_read_that_it_holds_no_more_once_another_replaces_it(
    application: Application, hive: Organisation
) -> None:
    label = published(application)
    prepare_proofs(PUBLIC)
    before = StatusList.objects.get(purpose="revocation").token
    Label.objects.create(
        organisation=hive, wave=2, publication_at=PUBLIC, announced_on=AT.date(), precision="day", state=State.ACTIVE
    )

    publish_due_labels(PUBLIC + timedelta(days=1))

    label.refresh_from_db()
    assert StatusList.objects.get(purpose="revocation").token != before
    assert (label.state, successor_of(label)) == (State.REPLACED, None)  # one without a number has no page


def test_the_label_of_a_territory_is_not_replaced_by_that_of_an_organisation(application: Application) -> None:
    label, denis = published(application), User.objects.get(name="Denis Autorité")
    territory = make_issued()

    with pytest.raises(Refusal, match="Seul le label d’un territoire"):
        replace_label(territory, label, WHY, by=denis, at=PUBLIC)
