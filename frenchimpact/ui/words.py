"""French typography of numbers and dates, as pure functions: usable in pages, exports, pictures and e-mails."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

THIN = "\u202f"  # narrow no-break space: between thousands, before ; ? ! %
WIDE = "\u00a0"  # no-break space: before : and inside « »
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DAYS_OF_A_YEAR = 365
DAYS_OF_A_CENTURY = 36_500
LONG_WORD = 25  # characters: beyond, it is cut rather than left out
_BEFORE_HIGH = re.compile(r" ([;?!%])(?=\s|$|[)»])")
_BEFORE_COLON = re.compile(r" (:)(?=\s|$)")
_AFTER_OPENING = re.compile(r"« ?")
_BEFORE_CLOSING = re.compile(r" »")


def number(value: Decimal | int, decimals: int = 0) -> str:
    """`-12 345,60` with thin spaces and a true minus; halves are rounded away from zero, as people do."""
    try:
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:  # not a number, or more digits than anybody reads
        return str(value)
    written = f"{rounded:,f}".replace(",", THIN).replace(".", ",")
    return written.replace("-", "−")


def figure(value: Decimal | int) -> str:
    """`12,5`: as `number`, with no more decimals than the value has."""
    exponent = Decimal(value).normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def plural(count: float, one: str, many: str = "") -> str:
    """French plural: from two on. Without a second form, an « s » is added."""
    return one if abs(count) < 2 else many or f"{one}s"  # noqa: PLR2004  # 1,9 is singular in French


def days_in_words(days: int) -> str:
    """`3 ans` for 1095 days, `14 jours` for 14; a hundred years and more have no limit that anybody will see."""
    if days >= DAYS_OF_A_CENTURY:
        return "sans limite"
    if days % DAYS_OF_A_YEAR:
        return f"{number(days)}{WIDE}{plural(days, 'jour')}"
    years = days // DAYS_OF_A_YEAR
    return f"{years}{WIDE}{plural(years, 'an')}"


def long_date(day: date) -> str:
    return f"{_day(day)}{MONTHS[day.month - 1]} {day.year}"


def date_with_precision(day: date, precision: str) -> str:
    """Tell a date as precisely as it is known; an unknown precision is told as a day."""
    match precision:
        case "year":
            return str(day.year)
        case "month":
            return f"{MONTHS[day.month - 1]} {day.year}"
        case _:
            return long_date(day)


def non_breaking(text: str) -> str:
    """Make the spaces before : ; ? ! % and inside « » non-breaking; a text that has them already is unchanged."""
    text = _BEFORE_HIGH.sub(rf"{THIN}\1", text)
    text = _BEFORE_COLON.sub(rf"{WIDE}\1", text)
    text = _AFTER_OPENING.sub(f"«{WIDE}", text.replace(f"«{WIDE}", "« "))
    return _BEFORE_CLOSING.sub(f"{WIDE}»", text)


def shortened(text: str, limit: int) -> str:
    """Keep at most `limit` characters, whole words where they are not too long, and tell what is left out by « … »."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    words = kept if text[len(kept)].isspace() else kept.rpartition(" ")[0]
    whole = words if words and len(kept) - len(words) < LONG_WORD else kept
    return f"{whole.rstrip(' ,;:.')}…"


def _day(day: date) -> str:
    return f"1er{WIDE}" if day.day == 1 else f"{day.day}{WIDE}"
