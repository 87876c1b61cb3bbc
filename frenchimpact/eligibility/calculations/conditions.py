"""Conditions over facts, and their evaluation to pass, fail or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frenchimpact.eligibility.calculations.facts import Reading
from frenchimpact.eligibility.calculations.operators import OPERATORS
from frenchimpact.eligibility.calculations.verdicts import Verdict, all_of, any_of, negation


@dataclass(frozen=True)
class Setting:
    """A number that stands elsewhere, in the settings of a call."""

    name: str


OperandValue = Decimal | date | frozenset[str] | Setting | None


@dataclass(frozen=True)
class Comparison:
    fact: str
    operator: str
    operand: OperandValue = None


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition = Comparison | All | AnyOf | Not


def evaluate(condition: Condition, readings: Mapping[str, Reading], day: date) -> Verdict:
    """Say whether a condition holds on this day; a fact without a reading is unknown. Settings must be resolved."""
    match condition:
        case All(parts):
            return all_of(evaluate(part, readings, day) for part in parts)
        case AnyOf(parts):
            return any_of(evaluate(part, readings, day) for part in parts)
        case Not(part):
            return negation(evaluate(part, readings, day))
    reading = readings.get(condition.fact)
    if reading is None or reading.value is None:
        return Verdict.UNKNOWN
    holds = OPERATORS[condition.operator].holds(reading.value, condition.operand, day)
    return Verdict.PASS if holds else Verdict.FAIL


def resolved(condition: Condition, settings: Mapping[str, int]) -> Condition:
    """Put the numbers of these settings where the condition names them."""
    match condition:
        case All(parts):
            return All(tuple(resolved(part, settings) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(resolved(part, settings) for part in parts))
        case Not(part):
            return Not(resolved(part, settings))
        case Comparison(fact, operator, Setting(name)):
            return Comparison(fact, operator, Decimal(settings[name]))
    return condition


def comparisons_in(condition: Condition) -> Iterator[Comparison]:
    """Give every comparison of a condition, from left to right."""
    match condition:
        case Comparison():
            yield condition
        case Not(part):
            yield from comparisons_in(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons_in(part)
