"""What an operator writes, what an applicant reads."""

from datetime import date
from decimal import Decimal

import pytest

from frenchimpact.eligibility.calculations import (
    OPERATORS,
    All,
    AnyOf,
    Comparison,
    Condition,
    Fact,
    FactKind,
    InvalidRuleError,
    Not,
    Operand,
    OperandValue,
    Operator,
    Origin,
    Reading,
    Rule,
    Setting,
    Verdict,
    examine,
    faults_of,
    operators_for,
    rule_from,
    told_asked,
)
from frenchimpact.eligibility.calculations.operators import years_after
from frenchimpact.eligibility.registry import facts_about, sources

DAY = date(2027, 3, 1)
LETTERS = Fact("letters", "Lettres signées", FactKind.NUMBER, unit="lettres")
SINCE = Fact("since", "Création", FactKind.DATE)
KINDS = Fact("kinds", "Natures", FactKind.SET, {"incubator": "incubateur", "funder": "financeur"})
NAMED = Fact("named", "Page publiée", FactKind.YES_NO)
FACTS = {fact.key: fact for fact in (LETTERS, SINCE, KINDS, NAMED)}
THREE = Comparison("letters", "at_least", Decimal(3))
OLD = Comparison("since", "years_ago", Decimal(2))
INCUBATES = Comparison("kinds", "has_any_of", frozenset({"incubator"}))


def test_two_letters_where_three_are_asked_fail_with_the_value_its_source_and_what_to_do() -> None:
    rule = Rule("membres", "Membres", THREE, "Faites signer une lettre de plus.")
    readings = {"letters": Reading(Decimal(2), "page du collectif", "/membres/")}

    (finding,) = examine([rule], FACTS, readings, DAY)

    assert (finding.verdict, finding.words, finding.tone) == (Verdict.FAIL, "non rempli", "coral")
    assert finding.asked == "Lettres signées\u00a0: au moins 3\u00a0lettres"
    assert (finding.found, finding.todo) == ("2\u00a0lettres", "Faites signer une lettre de plus.")
    assert finding.origins == (Origin("page du collectif", "/membres/"),)


def test_what_is_met_asks_nothing_more() -> None:
    (finding,) = examine([Rule("m", "M", THREE, "Faites.")], FACTS, {"letters": Reading(Decimal(3), "page")}, DAY)

    assert (finding.passes, finding.todo) == (True, "")


def test_a_rule_for_incubators_does_not_concern_a_funder() -> None:
    rule = Rule("age", "Ancienneté", OLD, only_if=INCUBATES)

    assert examine([rule], FACTS, {"kinds": Reading(frozenset({"funder"}), "page")}, DAY) == []


def test_a_rule_that_may_concern_somebody_is_to_be_checked_until_one_knows() -> None:
    rule = Rule("age", "Ancienneté", OLD, only_if=INCUBATES)
    readings = {"since": Reading(DAY, "page")}

    assert [finding.verdict for finding in examine([rule], FACTS, readings, DAY)] == [Verdict.UNKNOWN]


@pytest.mark.parametrize(
    ("since", "verdict"),
    [(date(2025, 3, 1), Verdict.PASS), (date(2025, 3, 2), Verdict.FAIL), (date(2027, 6, 1), Verdict.FAIL)],
)
def test_two_years_are_counted_to_the_day(since: date, verdict: Verdict) -> None:
    (finding,) = examine([Rule("age", "Âge", OLD)], FACTS, {"since": Reading(since, "réponse")}, DAY)

    assert finding.verdict == verdict


def test_who_was_born_on_a_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (OLD, "Création\u00a0: il y a au moins 2\u00a0ans"),
        (INCUBATES, "Natures\u00a0: au moins l’un de incubateur"),
        (Comparison("named", "is_yes"), "Page publiée\u00a0: oui"),
        (Comparison("letters", "at_least", Setting("members")), "Lettres signées\u00a0: au moins members"),
        (Not(Comparison("named", "is_no")), "sauf (Page publiée\u00a0: non)"),
        (
            AnyOf((OLD, All((INCUBATES, Comparison("named", "is_yes"))))),
            (
                "Création\u00a0: il y a au moins 2\u00a0ans ou (Natures\u00a0: au moins l’un de incubateur et "
                "Page publiée\u00a0: oui)"
            ),
        ),
    ],
)
def test_a_rule_is_read_as_a_sentence(condition: Condition, sentence: str) -> None:
    assert told_asked(Rule("r", "R", condition), FACTS) == sentence


def test_a_rule_with_two_facts_tells_both_values() -> None:
    rule = Rule("r", "R", AnyOf((THREE, OLD)))

    (finding,) = examine([rule], FACTS, {"letters": Reading(Decimal(1), "page")}, DAY)

    assert finding.found == "Lettres signées\u00a0: 1\u00a0lettres ; Création\u00a0: non renseigné"
    assert finding.verdict == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("fact", "operator", "operand"),
    [
        ("nothing", "at_least", Decimal(1)),
        ("letters", "is_yes", None),
        ("letters", "at_least", None),
        ("letters", "at_least", Setting("nothing")),
        ("since", "years_ago", Decimal("1.5")),
        ("since", "years_ago", Decimal(-1)),
        ("kinds", "has_any_of", frozenset()),
        ("kinds", "has_any_of", frozenset({"bakery"})),
        ("since", "on_or_after", Decimal(2020)),
    ],
)
def test_what_cannot_be_compared_is_said_before_it_is_kept(fact: str, operator: str, operand: OperandValue) -> None:
    assert len(faults_of(Rule("r", "R", Comparison(fact, operator, operand)), FACTS, {"members": 3})) == 1


def test_a_rule_that_compares_nothing_is_no_rule() -> None:
    assert len(faults_of(Rule("r", "R", All(())), FACTS, {})) == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"key": "r", "title": "R"},
        {"key": "r", "title": "R", "when": {"fact": "letters", "is": "about"}},
        {"key": "r", "title": "R", "when": {"fact": "letters", "is": "at_least", "value": "beaucoup"}},
        {"key": "r", "title": "R", "when": {"fact": "since", "is": "on_or_after", "value": "hier"}},
        {"key": "r", "title": "R", "when": ["letters"]},
    ],
)
def test_what_is_no_rule_is_not_read_as_one(data: dict[str, object]) -> None:
    with pytest.raises(InvalidRuleError):
        rule_from(data)


@pytest.mark.parametrize("kind", FactKind)
def test_every_kind_of_fact_has_something_to_be_compared_by(kind: FactKind) -> None:
    assert len(operators_for(kind)) > 1


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda one: one.code)
def test_a_comparison_is_told_with_its_value_where_it_has_one(operator: Operator) -> None:
    assert ("{}" in operator.words) == (operator.operand != Operand.NOTHING)


def test_no_two_sources_give_the_same_fact_and_what_they_name_is_all_there() -> None:
    for subject in {source.subject for source in sources()}:
        named = [fact.key for source in sources() if source.subject is subject for fact in source.facts]
        assert len(named) == len(set(named)) == len(facts_about(subject))
