"""The vocabulary of comparisons: small and fixed, so that an operator of the programme reads each one as a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from frenchimpact.eligibility.calculations.facts import FactKind


class Operand(Enum):
    """What a comparison compares with."""

    NOTHING = "nothing"
    NUMBER = "number"
    DATE = "date"
    YEARS = "years"
    CODES = "codes"  # one or several


@dataclass(frozen=True)
class Operator:
    """`holds(value, operand, day)` compares what is known; what is not known is never compared."""

    code: str
    kinds: tuple[FactKind, ...]
    operand: Operand
    words: str  # French, after « label : »; {} is the operand
    holds: Callable[[Any, Any, date], bool]  # Any: of the type that `kinds` and `operand` say


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _is_years_old(since: date, years: Decimal, day: date) -> bool:
    return years_after(since, int(years)) <= day if since.year + int(years) <= date.max.year else False


_ALL = (
    Operator("at_least", (FactKind.NUMBER,), Operand.NUMBER, "au moins {}", lambda value, least, _: value >= least),
    Operator("at_most", (FactKind.NUMBER,), Operand.NUMBER, "au plus {}", lambda value, most, _: value <= most),
    Operator("on_or_after", (FactKind.DATE,), Operand.DATE, "le {} ou après", lambda value, day, _: value >= day),
    Operator("on_or_before", (FactKind.DATE,), Operand.DATE, "le {} ou avant", lambda value, day, _: value <= day),
    Operator("years_ago", (FactKind.DATE,), Operand.YEARS, "il y a au moins {}", _is_years_old),
    Operator("is_yes", (FactKind.YES_NO,), Operand.NOTHING, "oui", lambda value, _, __: value),
    Operator("is_no", (FactKind.YES_NO,), Operand.NOTHING, "non", lambda value, _, __: not value),
    Operator("is_one_of", (FactKind.TEXT,), Operand.CODES, "{}", lambda value, codes, _: value in codes),
    Operator("is_none_of", (FactKind.TEXT,), Operand.CODES, "ni {}", lambda value, codes, _: value not in codes),
    Operator("has_any_of", (FactKind.SET,), Operand.CODES, "au moins l’un de {}", lambda has, of, _: bool(has & of)),
    Operator("has_all_of", (FactKind.SET,), Operand.CODES, "à la fois {}", lambda has, codes, _: codes <= has),
    Operator("has_none_of", (FactKind.SET,), Operand.CODES, "aucun de {}", lambda has, of, _: not has & of),
    Operator("is_given", tuple(FactKind), Operand.NOTHING, "à renseigner", lambda _, __, ___: True),
)
OPERATORS = {operator.code: operator for operator in _ALL}


def operators_for(kind: FactKind) -> list[Operator]:
    """List what a fact of this kind may be compared by."""
    return [operator for operator in _ALL if kind in operator.kinds]
