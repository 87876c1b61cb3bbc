"""Rules and readings as JSON: how they are kept with a call and with what was submitted."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from frenchimpact.eligibility.calculations.conditions import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Not,
    OperandValue,
    Setting,
)
from frenchimpact.eligibility.calculations.facts import Fact, FactKind, Reading, Value
from frenchimpact.eligibility.calculations.findings import Finding, Origin
from frenchimpact.eligibility.calculations.operators import OPERATORS, Operand
from frenchimpact.eligibility.calculations.rules import Rule
from frenchimpact.eligibility.calculations.verdicts import Verdict

JSON = dict[str, Any]  # as it comes from and goes to the database
DEEPEST = 20


class InvalidRuleError(ValueError):
    """What was read is no rule."""


def written_rule(rule: Rule) -> JSON:
    written: JSON = {"key": rule.key, "title": rule.title, "when": _written(rule.condition)}
    if rule.todo:
        written["todo"] = rule.todo
    if rule.only_if:
        written["only_if"] = _written(rule.only_if)
    return written


def rule_from(data: Mapping[str, Any]) -> Rule:
    """Read a rule; whether its facts exist is asked of `faults_of`. Raises InvalidRuleError."""
    try:
        only_if = _condition(data["only_if"], DEEPEST) if "only_if" in data else None
        key, title, todo = str(data["key"]), str(data["title"]), str(data.get("todo", ""))
        return Rule(key, title, _condition(data["when"], DEEPEST), todo, only_if)
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
        message = f"This is no rule: {error}"
        raise InvalidRuleError(message) from error


def written_readings(readings: Mapping[str, Reading]) -> JSON:
    """Keep the value and the source; where one changes it is of no use once it is kept."""
    return {
        key: {"value": None if reading.value is None else _written_value(reading.value), "source": reading.source}
        for key, reading in readings.items()
    }


def readings_from(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> dict[str, Reading]:
    """Read back what was kept of these facts; the others are left out."""
    return {
        key: Reading(None if one["value"] is None else fact_from(facts[key].kind, one["value"]), one["source"])
        for key, one in data.items()
        if key in facts
    }


def written_finding(finding: Finding) -> JSON:
    """Keep what was found, as it was read; addresses are of no use once it is kept."""
    told = {"key": finding.key, "title": finding.title, "asked": finding.asked, "found": finding.found}
    return told | {"verdict": finding.verdict.value, "sources": [origin.source for origin in finding.origins]}


def finding_from(data: Mapping[str, Any]) -> Finding:
    """Read back what was found."""
    return Finding(
        key=str(data["key"]),
        title=str(data["title"]),
        asked=str(data["asked"]),
        found=str(data["found"]),
        verdict=Verdict(data["verdict"]),
        origins=tuple(Origin(str(source)) for source in data["sources"]),
    )


def fact_from(kind: FactKind, written: Any) -> Value:  # noqa: ANN401  # JSON
    """Read a value of this kind; raises ValueError or InvalidOperation."""
    match kind:
        case FactKind.NUMBER:
            return Decimal(str(written))
        case FactKind.DATE:
            return date.fromisoformat(written)
        case FactKind.YES_NO:
            return bool(written)
        case FactKind.SET:
            return frozenset(str(code) for code in written)
        case FactKind.TEXT:
            return str(written)


def _written_value(value: Value) -> object:
    match value:
        case bool() | str():
            return value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
    return sorted(value)


def _written(condition: Condition) -> JSON:
    match condition:
        case All(parts):
            return {"all": [_written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_written(part) for part in parts]}
        case Not(part):
            return {"not": _written(part)}
    written: JSON = {"fact": condition.fact, "is": condition.operator}
    if isinstance(condition.operand, Setting):
        return written | {"value": {"setting": condition.operand.name}}
    return written if condition.operand is None else written | {"value": _written_value(condition.operand)}


def _condition(data: Mapping[str, Any], depth: int) -> Condition:
    if not depth:
        message = "too deep"
        raise InvalidRuleError(message)
    if "all" in data:
        return All(tuple(_condition(part, depth - 1) for part in data["all"]))
    if "any" in data:
        return AnyOf(tuple(_condition(part, depth - 1) for part in data["any"]))
    if "not" in data:
        return Not(_condition(data["not"], depth - 1))
    operator = OPERATORS[data["is"]]
    return Comparison(str(data["fact"]), operator.code, _operand(operator.operand, data.get("value")))


def _operand(expected: Operand, written: Any) -> OperandValue:  # noqa: ANN401  # JSON
    if isinstance(written, dict):
        return Setting(str(written["setting"]))
    match expected:
        case Operand.NUMBER | Operand.YEARS:
            return Decimal(str(written))
        case Operand.DATE:
            return date.fromisoformat(written)
        case Operand.CODES:
            return frozenset(str(code) for code in written)
        case Operand.NOTHING:
            return None
