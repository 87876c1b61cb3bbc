"""Pass, fail or unknown, and how several of them make one (Kleene’s strong tables)."""

from collections.abc import Iterable
from enum import Enum


class Verdict(Enum):
    PASS = "pass"  # noqa: S105  # not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Fail as soon as one fails, whatever is unknown; pass when all pass, nothing included."""
    found = set(verdicts)
    if Verdict.FAIL in found:
        return Verdict.FAIL
    return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.PASS


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Pass as soon as one passes, whatever is unknown; fail when all fail, nothing included."""
    return negation(all_of(negation(verdict) for verdict in verdicts))


def negation(verdict: Verdict) -> Verdict:
    return {Verdict.PASS: Verdict.FAIL, Verdict.FAIL: Verdict.PASS}.get(verdict, Verdict.UNKNOWN)
