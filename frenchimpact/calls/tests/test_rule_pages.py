"""The team writes the rules of a call on pages: as sentences, tried on what was submitted before they are kept."""

from decimal import Decimal

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.models import Call, RuleSet
from frenchimpact.calls.queries.eligibility import rules_in, ruleset_in_force
from frenchimpact.calls.queries.trials import trial_of
from frenchimpact.calls.tests.factories import make_call, make_ready_collective, make_submitted, make_wave
from frenchimpact.eligibility.calculations import Comparison, Rule, Setting, Verdict

NEW = "/equipe/appels/tfi/regles/ajout/"
LETTERS = f"{NEW}?fait=collective.signed_letters"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("call")]


@pytest.fixture
def call() -> Call:
    call = make_call()
    make_wave(call)
    camille = make_person("Camille Aubier")
    for name in ("Pays d’Essai", "Pays d’à côté"):
        make_submitted(call, make_ready_collective(name, lead=camille), camille)
    return call


@pytest.fixture
def team(client: Client) -> Client:
    client.force_login(make_appointed("Olga Équipe", Capacity.OPERATOR))
    return client


def typed(**more: object) -> dict[str, object]:
    return {"title": "Trois lettres", "todo": "", "read": 1, "asked_operator": "at_least", "asked_number": "3"} | more


def last_rule(call: Call) -> Rule:
    return rules_in(ruleset_in_force(call))[-1]


def test_a_rule_is_tried_on_what_was_submitted_without_being_kept(team: Client) -> None:
    page = team.post(LETTERS, typed(apercu="1")).content.decode()

    assert "Lettres d’engagement signées\u00a0: au moins 3\u00a0lettres" in page
    assert "2\u00a0ne la rempliraient pas" in page
    assert RuleSet.objects.count() == 1


def test_a_rule_that_is_kept_stands_last(team: Client, call: Call) -> None:
    answer = team.post(LETTERS, typed())

    assert answer.headers["Location"] == "/equipe/appels/tfi/regles/"
    assert last_rule(call).key == "trois-lettres"
    assert last_rule(call).condition == Comparison("collective.signed_letters", "at_least", Decimal(3))


def test_a_rule_may_follow_a_setting_and_concern_some_only(team: Client, call: Call) -> None:
    where = f"{LETTERS}&si=lead.kinds"
    concern = {"concern_operator": "has_any_of", "concern_codes": ["local_authority"]}

    team.post(where, typed(asked_number="", asked_setting="member_count", **concern))

    assert last_rule(call).condition == Comparison("collective.signed_letters", "at_least", Setting("member_count"))
    assert last_rule(call).only_if == Comparison("lead.kinds", "has_any_of", frozenset({"local_authority"}))


@pytest.mark.parametrize(
    "wrong",
    [{"asked_number": ""}, {"title": ""}, {"asked_operator": "is_yes"}, {"asked_number": "beaucoup"}, {"read": "9"}],
)
def test_a_rule_that_lacks_something_is_said_so_and_nothing_is_kept(team: Client, wrong: dict[str, object]) -> None:
    answer = team.post(LETTERS, typed(**wrong))

    assert answer.status_code == 200
    assert RuleSet.objects.count() == 1


def test_the_form_of_a_rule_shows_what_it_says_today(team: Client) -> None:
    page = team.get("/equipe/appels/tfi/regles/membres/").content.decode()

    assert 'value="Membres engagés"' in page
    assert '<option value="member_count" selected>' in page


def test_a_rule_is_changed_moved_and_removed_from_its_page(team: Client, call: Call) -> None:
    team.post("/equipe/appels/tfi/regles/defis/", typed(title="Deux défis", asked_number="2"))
    team.post("/equipe/appels/tfi/regles/defis/rang/", {"read": 2, "monter": "1"})
    team.post("/equipe/appels/tfi/regles/membres/retrait/", {"read": 3})

    assert [rule.title for rule in rules_in(ruleset_in_force(call))] == ["Deux défis", "Périmètre", "Chef de file"]


def test_a_rule_of_several_comparisons_keeps_them_when_its_title_changes(team: Client, call: Call) -> None:
    both = {"any": [{"fact": "lead.is_shown", "is": "is_yes"}, {"fact": "lead.has_seat", "is": "is_yes"}]}
    RuleSet.objects.create(call=call, number=2, rules=[{"key": "deux", "title": "Deux voies", "when": both}])

    page = team.get("/equipe/appels/tfi/regles/deux/").content.decode()
    team.post("/equipe/appels/tfi/regles/deux/", {"title": "L’une ou l’autre", "todo": "Choisissez.", "read": 2})

    assert "combine plusieurs comparaisons" in page
    assert RuleSet.objects.get(number=3).rules == [
        {"key": "deux", "title": "L’une ou l’autre", "when": both, "todo": "Choisissez."}
    ]


def test_a_trial_counts_each_application_once_under_every_rule(call: Call) -> None:
    rules = [
        Rule("deux", "Deux", Comparison("collective.members", "at_least", Decimal(2))),
        Rule("page", "Page", Comparison("answer.inconnue", "is_yes")),
    ]

    trial = trial_of(call, rules)

    assert trial.submitted == 2
    assert trial.by_rule["deux"].counts == {Verdict.FAIL: 2}
    assert trial.by_rule["page"].counts == {Verdict.UNKNOWN: 2}
    assert trial.whole.counts == {Verdict.FAIL: 2}


def test_the_rules_of_a_closed_call_are_read_only(team: Client, call: Call) -> None:
    Call.objects.update(stage="closed", closed_at=call.opened_at)

    page = team.get("/equipe/appels/tfi/regles/").content.decode()

    assert "Membres engagés" in page
    assert "Retirer" not in page
