"""Rules of a call: read before one submits, kept with what is submitted, changed by an operator in broad daylight."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls import events
from frenchimpact.calls.actions import add_rule, change_rule, move_rule, remove_rule, write_rules
from frenchimpact.calls.actions.submissions import answer_complements, submit_application
from frenchimpact.calls.models import Application, Call, CallStage, RuleSet, Stage
from frenchimpact.calls.queries.eligibility import findings_now, findings_on, rules_in, ruleset_in_force
from frenchimpact.calls.tests.factories import (
    IN_TIME,
    KEY,
    collective_of,
    make_call,
    make_draft,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.community.facts import read_organisation
from frenchimpact.community.models import IdentifierScheme, Organisation, Standing
from frenchimpact.eligibility.calculations import Comparison, Rule, Verdict
from frenchimpact.journal.models import Event
from frenchimpact.questionnaires.models import AnswerSheet, FormVersion
from frenchimpact.shared.errors import Refusal

DAY = date(2027, 3, 20)
MANY = Rule("", "Grand territoire", Comparison("collective.population", "at_least", Decimal(5000)), "Élargissez-le.")


pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_person("Camille Aubier")


@pytest.fixture
def call() -> Call:
    call = make_call()
    make_wave(call)
    return call


@pytest.fixture
def draft(call: Call, camille: User) -> Application:
    return make_draft(call, make_ready_collective(lead=camille), camille)


@pytest.fixture
def olga() -> User:
    return make_appointed("Olga Équipe", Capacity.OPERATOR)


def verdicts(application: Application) -> dict[str, str]:
    return {finding.key: finding.verdict.value for finding in findings_on(application, DAY)}


def test_a_collective_reads_the_rules_before_it_submits_with_what_to_do(
    client: Client, draft: Application, camille: User
) -> None:
    client.force_login(camille)

    page = client.get(f"/candidatures/{draft.public_id}/").content.decode()
    deposit = client.get(f"/candidatures/{draft.public_id}/depot/").content.decode()

    for shown in (page, deposit):
        assert "Ajoutez à la page du chef de file son numéro" in shown
        assert f"/organisations/{collective_of(draft).lead.slug}/modifier/" in shown
        assert "1\u00a0lettre" in shown


def test_a_number_given_on_the_page_turns_what_was_to_be_checked(draft: Application) -> None:
    before = {finding.key: finding.verdict for finding in findings_now(draft, DAY)}
    collective_of(draft).lead.identifiers.create(scheme=IdentifierScheme.RNA, value="W751000001", source="essai")

    after = {finding.key: finding.verdict for finding in findings_now(draft, DAY)}

    assert (before["chef-de-file"], after["chef-de-file"]) == (Verdict.UNKNOWN, Verdict.PASS)


def test_what_was_found_stays_with_what_was_submitted(call: Call, draft: Application, camille: User) -> None:
    submit_application(draft, key=KEY, by=camille, at=IN_TIME)
    before = verdicts(draft)

    collective_of(draft).lead.identifiers.create(scheme=IdentifierScheme.RNA, value="W751000001", source="essai")

    assert verdicts(draft) == before
    submission = draft.submissions.get()
    assert submission.ruleset == ruleset_in_force(call)
    assert submission.examined["facts"]["collective.signed_letters"]["value"] == "1"


def test_a_change_of_the_rules_applies_to_what_is_submitted_afterwards(
    call: Call, draft: Application, camille: User, olga: User
) -> None:
    other = make_draft(call, make_ready_collective("Autre pays", lead=camille), camille)
    submit_application(draft, key=KEY, by=camille, at=IN_TIME)

    add_rule(call, MANY, read=1, by=olga)
    submit_application(other, key=KEY, by=camille, at=IN_TIME)

    assert "grand-territoire" not in verdicts(draft)
    assert "grand-territoire" in verdicts(other)
    assert Event.objects.get(verb=events.RULES_CHANGED.code).details == {"version": 2, "count": 5}


def test_complements_are_read_under_the_rules_of_the_first_submission(
    call: Call, draft: Application, camille: User, olga: User
) -> None:
    submit_application(draft, key=KEY, by=camille, at=IN_TIME)
    add_rule(call, MANY, read=1, by=olga)
    Application.objects.filter(pk=draft.pk).update(stage=Stage.CORRECTION_REQUESTED)
    draft.complements.create(asked_at=IN_TIME, due_at=IN_TIME)

    answer_complements(draft, key="autre-cle", by=camille, at=IN_TIME)

    assert [one.ruleset.number for one in draft.submissions.order_by("number") if one.ruleset] == [1, 1]


def test_rules_may_read_the_answers(call: Call, draft: Application, olga: User) -> None:
    version = FormVersion.objects.create(form=call.form, number=2)
    section = version.sections.create(position=1, key="projet", title="Le projet")
    version.questions.create(section=section, position=1, key="besoins", kind="yes_no", label="Des besoins ?")
    FormVersion.objects.filter(pk=version.pk).update(published_at=IN_TIME)
    AnswerSheet.objects.filter(pk=draft.sheet.pk).update(version=version)
    draft.sheet.refresh_from_db()
    add_rule(call, Rule("", "Besoins", Comparison("answer.besoins", "is_yes")), read=1, by=olga)
    draft.sheet.answers.update(value="oui")

    found = {finding.key: finding for finding in findings_now(draft, DAY)}["besoins"]

    assert (found.verdict, found.found) == (Verdict.PASS, "oui")
    assert found.origins[0].url.endswith("#question-besoins")


def test_an_operator_orders_changes_and_removes_rules(call: Call, olga: User) -> None:
    add_rule(call, MANY, read=1, by=olga)
    move_rule(call, "grand-territoire", up=True, read=2, by=olga)
    renamed = Rule("membres", "Membres signataires", Comparison("collective.members", "at_least", Decimal(2)))
    change_rule(call, renamed, read=3, by=olga)
    remove_rule(call, "defis", read=4, by=olga)

    kept = [rule.key for rule in rules_in(ruleset_in_force(call))]

    assert kept == ["membres", "perimetre", "grand-territoire", "chef-de-file"]
    assert rules_in(ruleset_in_force(call))[0] == renamed
    assert [each.number for each in call.rulesets.order_by("number")] == [1, 2, 3, 4, 5]


def test_the_first_rule_does_not_go_higher(call: Call, olga: User) -> None:
    move_rule(call, "membres", up=True, read=1, by=olga)

    assert (call.rulesets.count(), Event.objects.filter(verb=events.RULES_CHANGED.code).count()) == (1, 0)


@pytest.mark.parametrize(
    "rule",
    [
        Rule("", "Inconnue", Comparison("collective.colour", "is_yes")),
        Rule("", "Mal comparée", Comparison("collective.members", "is_yes")),
        Rule("", "membres ENGAGÉS", Comparison("lead.is_shown", "is_yes")),  # the title of another
        Rule("", " ", Comparison("lead.is_shown", "is_yes")),
        Rule("", "T" * 121, Comparison("lead.is_shown", "is_yes")),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(call: Call, olga: User, rule: Rule) -> None:
    with pytest.raises(Refusal):
        add_rule(call, rule, read=1, by=olga)

    assert (call.rulesets.count(), Event.objects.filter(verb=events.RULES_CHANGED.code).count()) == (1, 0)


def test_the_rules_of_a_closed_call_do_not_change(call: Call, olga: User) -> None:
    Call.objects.filter(pk=call.pk).update(stage=CallStage.CLOSED)

    with pytest.raises(Refusal, match="clos"):
        write_rules(call, [], read=1, by=olga)

    assert call.rulesets.count() == 1


def test_two_operators_do_not_overwrite_each_other(call: Call, olga: User) -> None:
    add_rule(call, MANY, read=1, by=olga)

    with pytest.raises(Refusal, match="pendant que vous écriviez"):
        remove_rule(call, "membres", read=1, by=olga)

    assert call.rulesets.count() == 2


def test_an_officer_does_not_change_the_rules(call: Call) -> None:
    with pytest.raises(Refusal, match="équipe du programme"):
        write_rules(call, [], read=1, by=make_appointed("Inès Instruction", Capacity.OFFICER))

    assert RuleSet.objects.count() == 1


def test_an_organisation_says_what_it_is_and_never_no_where_it_says_nothing(draft: Application) -> None:
    organisation = collective_of(draft).lead
    Organisation.objects.filter(pk=organisation.pk).update(legal_category="9220", standing=Standing.SHOWN)
    organisation.refresh_from_db()

    read = {key: reading.value for key, reading in read_organisation(organisation, DAY).items()}

    assert read["organisation.ess_basis"] == "by_status"
    assert read["organisation.legal_form"] == "1"
    assert (read["organisation.is_registered"], read["organisation.is_shown"]) == (None, True)


def test_what_was_submitted_before_there_were_rules_is_read_today(call: Call, camille: User) -> None:
    application = make_submitted(call, make_ready_collective(lead=camille), camille)
    application.submissions.update(ruleset=None, examined={})

    assert list(verdicts(application)) == ["membres", "perimetre", "defis", "chef-de-file"]
