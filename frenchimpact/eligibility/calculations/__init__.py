"""Rules, the conditions that they are made of, and what comes out of them: pure functions, no Django.

Three-valued logic after S. C. Kleene, Introduction to Metamathematics (1952), § 64, strong tables: what is not
known yet never makes a rule pass or fail that knowing it could still turn.
"""

from frenchimpact.eligibility.calculations.conditions import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Not,
    OperandValue,
    Setting,
    comparisons_in,
    evaluate,
    resolved,
)
from frenchimpact.eligibility.calculations.documents import (
    InvalidRuleError,
    fact_from,
    finding_from,
    readings_from,
    rule_from,
    written_finding,
    written_readings,
    written_rule,
)
from frenchimpact.eligibility.calculations.facts import Fact, FactKind, Reading, Value
from frenchimpact.eligibility.calculations.findings import Finding, Origin, examine, told_asked
from frenchimpact.eligibility.calculations.operators import OPERATORS, Operand, Operator, operators_for
from frenchimpact.eligibility.calculations.rules import Rule, faults_of, resolved_rule
from frenchimpact.eligibility.calculations.verdicts import Verdict, all_of, any_of, negation

__all__ = [
    "OPERATORS",
    "All",
    "AnyOf",
    "Comparison",
    "Condition",
    "Fact",
    "FactKind",
    "Finding",
    "InvalidRuleError",
    "Not",
    "Operand",
    "OperandValue",
    "Operator",
    "Origin",
    "Reading",
    "Rule",
    "Setting",
    "Value",
    "Verdict",
    "all_of",
    "any_of",
    "comparisons_in",
    "evaluate",
    "examine",
    "fact_from",
    "faults_of",
    "finding_from",
    "negation",
    "operators_for",
    "readings_from",
    "resolved",
    "resolved_rule",
    "rule_from",
    "told_asked",
    "written_finding",
    "written_readings",
    "written_rule",
]
