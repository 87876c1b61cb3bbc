"""Rules in three values: what is not known yet never decides what knowing it could still turn."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.eligibility.calculations import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Fact,
    FactKind,
    Not,
    Reading,
    Rule,
    Setting,
    Value,
    Verdict,
    all_of,
    any_of,
    evaluate,
    examine,
    faults_of,
    negation,
    readings_from,
    resolved_rule,
    rule_from,
    told_asked,
    written_readings,
    written_rule,
)

DAY = date(2027, 3, 1)
CHOICES = {"a": "atelier", "b": "banque", "c": "conseil"}
FACTS = {
    fact.key: fact
    for fact in (
        Fact("form", "Forme", FactKind.TEXT, CHOICES),
        Fact("letters", "Lettres signées", FactKind.NUMBER, unit="lettres"),
        Fact("since", "Créée", FactKind.DATE),
        Fact("named", "Nommée", FactKind.YES_NO),
        Fact("kinds", "Natures", FactKind.SET, CHOICES),
    )
}
SETTINGS = {"member_count": 3}

dates = st.dates(date(1990, 1, 1), date(2040, 12, 31))
codes = st.frozensets(st.sampled_from(sorted(CHOICES)), min_size=1)
counts = st.integers(0, 5).map(Decimal)
values: dict[str, st.SearchStrategy[Value]] = {
    "form": st.sampled_from(sorted(CHOICES)),
    "letters": counts,
    "since": dates,
    "named": st.booleans(),
    "kinds": st.frozensets(st.sampled_from(sorted(CHOICES))),
}
comparisons = st.one_of(
    st.builds(Comparison, st.just("letters"), st.sampled_from(["at_least", "at_most"]), counts),
    st.just(Comparison("letters", "at_least", Setting("member_count"))),
    st.builds(Comparison, st.just("since"), st.sampled_from(["on_or_after", "on_or_before"]), dates),
    st.builds(Comparison, st.just("since"), st.just("years_ago"), counts),
    st.builds(Comparison, st.just("named"), st.sampled_from(["is_yes", "is_no"])),
    st.builds(Comparison, st.just("form"), st.sampled_from(["is_one_of", "is_none_of"]), codes),
    st.builds(Comparison, st.just("kinds"), st.sampled_from(["has_any_of", "has_all_of", "has_none_of"]), codes),
    st.builds(Comparison, st.sampled_from(sorted(FACTS)), st.just("is_given")),
)


def several(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    many = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(many.map(All), many.map(AnyOf), parts.map(Not))


conditions: st.SearchStrategy[Condition] = st.recursive(comparisons, several, max_leaves=6)
rules = st.builds(
    Rule, st.just("regle"), st.just("Règle"), conditions, st.sampled_from(["", "Faites-le."]), st.none() | conditions
).map(lambda rule: resolved_rule(rule, SETTINGS))
everything = st.fixed_dictionaries(values)
some = st.fixed_dictionaries({}, optional=values)
verdicts = st.lists(st.sampled_from(Verdict))


def read(known: Mapping[str, Value]) -> dict[str, Reading]:
    return {key: Reading(known.get(key), "page") for key in FACTS}


def verdict_of(rule: Rule, known: Mapping[str, Value]) -> Verdict:
    found = examine([rule], FACTS, read(known), DAY)
    return found[0].verdict if found else Verdict.PASS  # whom a rule does not concern does not fail it


@given(rules, everything)
def test_with_everything_known_nothing_is_unknown(rule: Rule, known: dict[str, Value]) -> None:
    assert verdict_of(rule, known) != Verdict.UNKNOWN


@given(rules, everything, st.sets(st.sampled_from(sorted(FACTS))))
def test_learning_more_never_turns_a_verdict(rule: Rule, known: dict[str, Value], hidden: set[str]) -> None:
    before = verdict_of(rule, {key: value for key, value in known.items() if key not in hidden})

    assert before in {Verdict.UNKNOWN, verdict_of(rule, known)}


@given(conditions.map(lambda one: Rule("r", "R", one)), some)
def test_a_condition_or_its_contrary_is_met_unless_it_is_unknown(rule: Rule, known: dict[str, Value]) -> None:
    asked = resolved_rule(rule, SETTINGS).condition
    contrary = evaluate(Not(asked), read(known), DAY)

    assert contrary == negation(evaluate(asked, read(known), DAY))


@given(verdicts, verdicts)
def test_several_verdicts_follow_de_morgan_and_their_order_does_not_count(
    one: list[Verdict], other: list[Verdict]
) -> None:
    assert negation(all_of(one)) == any_of(negation(each) for each in one)
    assert all_of([*one, *other]) == all_of([*other, *one]) == all_of([all_of(one), all_of(other)])


@given(rules)
def test_a_rule_is_the_same_once_written_and_read_again(rule: Rule) -> None:
    assert rule_from(json.loads(json.dumps(written_rule(rule)))) == rule
    assert faults_of(rule, FACTS, SETTINGS) == []


@given(some)
def test_readings_are_the_same_once_kept_and_read_again(known: dict[str, Value]) -> None:
    readings = read(known)

    assert readings_from(json.loads(json.dumps(written_readings(readings))), FACTS) == readings


@given(rules, some)
def test_every_rule_is_told_in_one_sentence_with_the_values_used(rule: Rule, known: dict[str, Value]) -> None:
    asked = told_asked(rule, FACTS)

    assert asked.strip() == asked != ""
    assert all(finding.found for finding in examine([rule], FACTS, read(known), DAY))
