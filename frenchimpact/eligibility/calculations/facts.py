"""Facts: what may be known of whoever applies, each of one type, and what is read of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from frenchimpact.ui.words import WIDE, figure, long_date, plural

Value = str | Decimal | date | bool | frozenset[str]


class FactKind(Enum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    SET = "set"


TYPES: dict[FactKind, type] = {
    FactKind.TEXT: str,
    FactKind.NUMBER: Decimal,
    FactKind.DATE: date,
    FactKind.YES_NO: bool,
    FactKind.SET: frozenset,
}


@dataclass(frozen=True)
class Fact:
    """One thing that may be known: `choices` are the words of each code of a text or a set, `unit` that of a number.

    A unit may give its plural after a comma: « heure,heures ».
    """

    key: str
    label: str  # French, as it begins a sentence: « Lettres d’engagement signées »
    kind: FactKind
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    unit: str = ""

    def admits(self, value: Value) -> bool:
        """Say whether a value is of its type, and only made of its choices where it has any."""
        if type(value) is not TYPES[self.kind]:
            return False
        codes = {value} if isinstance(value, str) else value if isinstance(value, frozenset) else frozenset()
        return not self.choices or set(codes) <= set(self.choices)

    def told(self, value: Value) -> str:
        """Write a value as people read it."""
        match value:
            case bool():
                return "oui" if value else "non"
            case Decimal():
                one, _, many = self.unit.partition(",")
                return f"{figure(value)}{WIDE}{plural(float(value), one, many or one)}".rstrip(WIDE)
            case date():
                return long_date(value)
            case str():
                return self.choices.get(value, value)
        return ", ".join(sorted(self.choices.get(code, code) for code in value)) or "aucun"


@dataclass(frozen=True)
class Reading:
    """What is known of a fact; without a value, it is not known. `url` is where one says it, for whoever may."""

    value: Value | None
    source: str  # French: « page du collectif »
    url: str = ""
