"""What comes out of rules: for each one its verdict, what it asked, the values used and where they come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frenchimpact.eligibility.calculations.conditions import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Setting,
    comparisons_in,
    evaluate,
)
from frenchimpact.eligibility.calculations.facts import Fact, Reading, Value
from frenchimpact.eligibility.calculations.operators import OPERATORS, Operand
from frenchimpact.eligibility.calculations.rules import Rule
from frenchimpact.eligibility.calculations.verdicts import Verdict, any_of, negation
from frenchimpact.ui.words import WIDE, plural

NOT_KNOWN = "non renseigné"
WORDS = {Verdict.PASS: "rempli", Verdict.FAIL: "non rempli", Verdict.UNKNOWN: "à vérifier"}
TONES = {Verdict.PASS: "green", Verdict.FAIL: "coral", Verdict.UNKNOWN: "grey"}


@dataclass(frozen=True)
class Origin:
    """Where a value that was used comes from; `url` is where one gives or changes it."""

    source: str
    url: str = ""


@dataclass(frozen=True)
class Finding:
    """One rule, what it asks and what was found, as people read it."""

    key: str
    title: str
    asked: str
    found: str
    verdict: Verdict
    todo: str = ""
    origins: tuple[Origin, ...] = ()

    @property
    def tone(self) -> str:
        return TONES[self.verdict]

    @property
    def words(self) -> str:
        return WORDS[self.verdict]

    @property
    def passes(self) -> bool:
        return self.verdict == Verdict.PASS


def examine(
    rules: Iterable[Rule], facts: Mapping[str, Fact], readings: Mapping[str, Reading], day: date
) -> list[Finding]:
    """Evaluate each rule that concerns whoever these readings are of. Settings must be resolved."""
    found = [_finding(rule, facts, readings, day) for rule in rules]
    return [finding for finding in found if finding is not None]


def told_asked(rule: Rule, facts: Mapping[str, Fact], settings: Mapping[str, str] | None = None) -> str:
    """Write a rule as one French sentence; `settings` are the words of those that it names."""
    asked = _told(rule.condition, facts, settings or {})
    return f"{asked}, si {_told(rule.only_if, facts, settings or {}, inside=True)}" if rule.only_if else asked


def _finding(rule: Rule, facts: Mapping[str, Fact], readings: Mapping[str, Reading], day: date) -> Finding | None:
    concerns = evaluate(rule.only_if, readings, day) if rule.only_if else Verdict.PASS
    if concerns == Verdict.FAIL:
        return None
    verdict = any_of([negation(concerns), evaluate(rule.condition, readings, day)])
    keys = list(dict.fromkeys(one.fact for one in comparisons_in(rule.condition)))
    read = [(facts.get(key), readings.get(key, Reading(None, ""))) for key in keys]
    return Finding(
        key=rule.key,
        title=rule.title,
        asked=told_asked(rule, facts),
        found=_values(read),
        verdict=verdict,
        todo="" if verdict == Verdict.PASS else rule.todo,
        origins=tuple(dict.fromkeys(Origin(one.source, one.url) for _, one in read if one.source)),
    )


def _values(read: Sequence[tuple[Fact | None, Reading]]) -> str:
    """Tell the values used; with their names where there are several."""
    told = [(fact.label if fact else "?", _value(fact, reading.value)) for fact, reading in read]
    if len(told) == 1:
        return told[0][1]
    return " ; ".join(f"{label}{WIDE}: {value}" for label, value in told)


def _value(fact: Fact | None, value: Value | None) -> str:
    return NOT_KNOWN if value is None or fact is None else fact.told(value)


def _told(condition: Condition, facts: Mapping[str, Fact], settings: Mapping[str, str], *, inside: bool = False) -> str:
    match condition:
        case Comparison():
            return _told_comparison(condition, facts, settings)
        case Not(part):
            return f"sauf ({_told(part, facts, settings, inside=True)})"
        case All(parts):
            text = " et ".join(_told(part, facts, settings, inside=True) for part in parts)
        case AnyOf(parts):
            text = " ou ".join(_told(part, facts, settings, inside=True) for part in parts)
    return f"({text})" if inside and len(parts) > 1 else text


def _told_comparison(comparison: Comparison, facts: Mapping[str, Fact], settings: Mapping[str, str]) -> str:
    fact, operator = facts.get(comparison.fact), OPERATORS[comparison.operator]
    if fact is None:
        return f"« {comparison.fact} »"
    operand = _told_operand(comparison, fact, operator.operand, settings)
    return f"{fact.label}{WIDE}: {operator.words.format(operand)}"


def _told_operand(comparison: Comparison, fact: Fact, expected: Operand, settings: Mapping[str, str]) -> str:
    match comparison.operand:
        case Setting(name):
            return settings.get(name, name)
        case Decimal() as years if expected == Operand.YEARS:
            return f"{years}{WIDE}{plural(float(years), 'an')}"
        case frozenset() as codes:
            return " ou ".join(sorted(fact.choices.get(code, code) for code in codes))
        case Decimal() | date() as value:
            return fact.told(value)
    return ""
