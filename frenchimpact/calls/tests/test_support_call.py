"""An organisation applies by itself: the same engine as a collective, its own rules, its own words."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.actions import open_call, ship_support_call
from frenchimpact.calls.actions.applications import start_application, withdraw_application
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import ApplicantKind, Application, Call
from frenchimpact.calls.queries.eligibility import facts_of, findings_now, rules_in, ruleset_in_force, settings_of
from frenchimpact.calls.queries.people import people_of
from frenchimpact.calls.tests.factories import CUTOFF_AT, IN_TIME, KEY, make_call, make_ready_collective, make_wave
from frenchimpact.community.models import IdentifierScheme, Kind, MembershipRole, Organisation, Standing
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.eligibility.calculations import Verdict, faults_of
from frenchimpact.questionnaires.queries import missing_of
from frenchimpact.shared.errors import Refusal

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def olga() -> User:
    return make_appointed("Olga Équipe", Capacity.OPERATOR)


@pytest.fixture
def rose() -> User:
    return make_person("Rose Responsable")


@pytest.fixture
def hive(rose: User) -> Organisation:
    hive = make_organisation("La Ruche d’Essai")
    Organisation.objects.filter(pk=hive.pk).update(kinds=[Kind.RUCHE], description="Une table, un café.")
    make_membership(hive, rose, MembershipRole.LEAD)
    hive.refresh_from_db()
    return hive


@pytest.fixture
def call() -> Call:
    """Make a call for organisations with one question: the shipped one has its own tests."""
    call = make_call("Structure d’accompagnement", slug="structure")
    Call.objects.filter(pk=call.pk).update(
        applicant=ApplicantKind.ORGANISATION, label_name="Structure d’accompagnement French Impact"
    )
    call.rulesets.update(
        rules=[{"key": "page", "title": "Page", "when": {"fact": "organisation.is_shown", "is": "is_yes"}}]
    )
    make_wave(call)
    call.refresh_from_db()
    return call


@pytest.fixture
def draft(call: Call, hive: Organisation, rose: User) -> Application:
    draft = start_application(call, hive, by=rose)
    draft.sheet.answers.create(key="besoins", value="Se rencontrer.", changed_by=rose)
    return draft


def test_the_shipped_call_is_complete_and_its_rules_can_all_be_read(olga: User) -> None:
    call = ship_support_call(by=olga)

    assert (call.applicant, call.label_name) == ("organisation", "Structure d’accompagnement French Impact")
    assert ship_support_call(by=olga) == call
    assert [faults_of(rule, facts_of(call), settings_of(call)) for rule in rules_in(ruleset_in_force(call))] == [[]] * 5


def test_a_hive_is_asked_nothing_of_evaluators(olga: User, hive: Organisation, rose: User) -> None:
    call = ship_support_call(by=olga)
    Call.objects.filter(pk=call.pk).update(stage="open", opened_at=IN_TIME)
    call.refresh_from_db()
    draft = start_application(call, hive, by=rose)
    draft.sheet.answers.create(key="natures", value=["ruche"], changed_by=rose)

    asked = {missing.key.partition("_")[0] for missing in missing_of(draft.sheet)}

    assert "ruche" in asked
    assert asked.isdisjoint({"incubateur", "financeur", "evaluateur", "ptce"})


def test_an_organisation_submits_under_its_own_rules(draft: Application, rose: User) -> None:
    submission = submit_application(draft, key=KEY, by=rose, at=IN_TIME)

    assert submission.content["name"] == "La Ruche d’Essai"
    assert submission.content["organisation"]["kinds"] == ["ruche"]
    assert [one["key"] for one in submission.examined["findings"]] == ["page"]
    assert people_of(draft) == [rose]


def test_a_page_that_was_closed_since_the_draft_was_begun_does_not_submit(draft: Application, rose: User) -> None:
    Organisation.objects.update(standing=Standing.CLOSED)

    with pytest.raises(Refusal, match="refusée ou fermée"):
        submit_application(draft, key=KEY, by=rose, at=IN_TIME)


def test_what_an_organisation_lacks_is_said_on_its_page(draft: Application, rose: User, client: Client) -> None:
    Organisation.objects.update(description="")
    client.force_login(rose)

    page = client.get(f"/candidatures/{draft.public_id}/").content.decode()

    assert "Présentez l’organisation" in page
    assert "Page de l’organisation" not in page
    with pytest.raises(Refusal, match="Il manque"):
        submit_application(draft, key=KEY, by=rose, at=IN_TIME)


def test_a_contributor_writes_and_does_not_submit_and_a_stranger_sees_nothing(
    draft: Application, hive: Organisation, client: Client
) -> None:
    editor, member = make_person("Édith Écrit"), make_person("Marc Membre")
    make_membership(hive, editor, MembershipRole.EDITOR)
    make_membership(hive, member, MembershipRole.MEMBER)

    seen = []
    for person in (editor, member, make_person("Sami Passe")):
        client.force_login(person)
        seen.append(client.get(f"/candidatures/{draft.public_id}/").status_code)

    assert seen == [200, 404, 404]
    with pytest.raises(Refusal, match="responsable de l’organisation"):
        submit_application(draft, key=KEY, by=editor, at=IN_TIME)
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_a_collective_does_not_apply_where_organisations_do(call: Call, hive: Organisation, rose: User) -> None:
    with pytest.raises(Refusal, match="s’adresse à une organisation"):
        start_application(call, make_ready_collective(lead=rose), by=rose)
    with pytest.raises(Refusal, match="s’adresse à un collectif"):
        start_application(make_call(), hive, by=rose)

    assert Application.objects.count() == 0


def test_an_organisation_applies_once_at_a_time(call: Call, draft: Application, hive: Organisation, rose: User) -> None:
    with pytest.raises(Refusal, match="Cette organisation a déjà"):
        start_application(call, hive, by=rose)

    withdraw_application(draft, "", by=rose, at=IN_TIME)

    assert start_application(call, hive, by=rose).organisation == hive


def test_the_database_wants_one_applicant(draft: Application) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(organisation=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(collective=make_ready_collective())


@pytest.mark.parametrize("role", list(MembershipRole))
def test_an_officer_of_the_organisation_does_not_read_its_file_as_one(
    draft: Application, rose: User, hive: Organisation, role: MembershipRole
) -> None:
    from_within = make_appointed("Inès Instruction", Capacity.OFFICER)
    make_membership(hive, from_within, role)
    submit_application(draft, key=KEY, by=rose, at=IN_TIME)

    client = Client()
    client.force_login(from_within)
    page = client.get(f"/equipe/candidatures/{draft.public_id}/")

    assert page.status_code == 409
    assert "une autre personne doit instruire" in page.content.decode()


@pytest.mark.usefixtures("call")
def test_the_pages_of_a_call_say_who_applies(rose: User, hive: Organisation) -> None:
    client = Client()
    client.force_login(rose)

    public = client.get("/appels/structure/").content.decode()
    apply = client.get("/appels/structure/candidater/").content.decode()

    assert "chef de file" not in public
    assert "Une organisation candidate" in apply
    assert str(hive) in apply


def test_a_number_on_the_page_of_the_organisation_meets_the_rule(olga: User, hive: Organisation, rose: User) -> None:
    call = ship_support_call(by=olga)
    Call.objects.filter(pk=call.pk).update(stage="open", opened_at=CUTOFF_AT - timedelta(days=1))
    call.refresh_from_db()
    draft = start_application(call, hive, by=rose)
    hive.identifiers.create(scheme=IdentifierScheme.RNA, value="W751000002", source="essai")

    found = {finding.key: finding.verdict for finding in findings_now(draft, IN_TIME.date())}

    assert (found["nature"], found["numero"], found["creation"]) == (Verdict.PASS, Verdict.PASS, Verdict.UNKNOWN)


def test_the_shipped_call_does_not_open_before_the_team_completes_it(olga: User) -> None:
    call = ship_support_call(by=olga)

    with pytest.raises(Refusal, match="Complétez"):
        open_call(call, by=olga)

    call.refresh_from_db()
    assert call.stage == "draft"
