"""A rule: what it asks, of whom, and what to do where it is not met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from frenchimpact.eligibility.calculations.conditions import Comparison, Condition, Setting, comparisons_in, resolved
from frenchimpact.eligibility.calculations.facts import Fact
from frenchimpact.eligibility.calculations.operators import OPERATORS, Operand

TYPE_OF_OPERAND: dict[Operand, type] = {
    Operand.NOTHING: type(None),
    Operand.NUMBER: Decimal,
    Operand.YEARS: Decimal,
    Operand.DATE: date,
    Operand.CODES: frozenset,
}


@dataclass(frozen=True)
class Rule:
    """`only_if` says whom it concerns (empty: everybody), `todo` what to do where it is not met, in French."""

    key: str
    title: str
    condition: Condition
    todo: str = ""
    only_if: Condition | None = None


def resolved_rule(rule: Rule, settings: Mapping[str, int]) -> Rule:
    """Put the numbers of these settings where the rule names them."""
    only_if = resolved(rule.only_if, settings) if rule.only_if else None
    return replace(rule, condition=resolved(rule.condition, settings), only_if=only_if)


def faults_of(rule: Rule, facts: Mapping[str, Fact], settings: Mapping[str, int]) -> list[str]:
    """Say in French what keeps a rule from being evaluated: a fact, a comparison or a value that does not fit."""
    conditions = [rule.condition, *([rule.only_if] if rule.only_if else [])]
    found = [list(comparisons_in(condition)) for condition in conditions]
    if not all(found):
        return ["Cette règle ne compare rien : choisissez un fait et une comparaison."]
    return [fault for each in found for comparison in each for fault in _faults(comparison, facts, settings)]


def _faults(comparison: Comparison, facts: Mapping[str, Fact], settings: Mapping[str, int]) -> Iterator[str]:
    fact, operator = facts.get(comparison.fact), OPERATORS.get(comparison.operator)
    if fact is None:
        yield f"Le fait « {comparison.fact} » n’existe pas : choisissez dans la liste."
    elif operator is None or fact.kind not in operator.kinds:
        yield f"« {fact.label} » ne se compare pas ainsi : choisissez une autre comparaison."
    elif isinstance(comparison.operand, Setting):
        if operator.operand != Operand.NUMBER or comparison.operand.name not in settings:
            yield f"« {fact.label} » ne se compare pas à ce réglage : donnez une valeur."
    elif not _fits(comparison, operator.operand):
        yield f"« {fact.label} » : la valeur manque, ou n’est pas du bon type."
    elif isinstance(comparison.operand, frozenset) and fact.choices and not comparison.operand <= set(fact.choices):
        unknown = ", ".join(sorted(comparison.operand - set(fact.choices)))
        yield f"« {fact.label} » n’a pas de choix « {unknown} » : choisissez dans la liste."


def _fits(comparison: Comparison, expected: Operand) -> bool:
    value = comparison.operand
    if type(value) is not TYPE_OF_OPERAND[expected] or value == frozenset():
        return False
    return expected != Operand.YEARS or (isinstance(value, Decimal) and value >= 0 and value == value.to_integral())
