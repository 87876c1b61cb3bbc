"""What may be written as an answer: its type is asked at once, its limits when the whole is checked."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from frenchimpact.questionnaires.models import Question, QuestionKind
from frenchimpact.questionnaires.rules.forms import YES_NO
from frenchimpact.questionnaires.rules.places import commune_of, places_of
from frenchimpact.shared.errors import Refusal

Row = list[str]
Value = str | list[str] | list[Row] | None
LONGEST = 100_000  # characters: a safety far beyond every limit, so that a text too long is kept and can be shortened
LONGEST_LINE = 2_000
MOST_ROWS = 60
MOST_DIGITS = 14
CENTS = 2
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"[\s\u00a0\u202f€]")
_PHONE = re.compile(r"\+?[0-9 .()\-]{6,25}")
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def cleaned(question: Question, raw: object) -> Value:
    """Return what is kept of an answer: text, list of values, or None when empty. Refuses what is of another type."""
    if question.kind == QuestionKind.FILES:
        raise Refusal("Joignez les pièces une à une avec le bouton prévu.")
    if question.kind == QuestionKind.CHOICES:
        return _choices(question, raw)
    if question.kind == QuestionKind.TABLE:
        return _rows(question, raw)
    if question.kind == QuestionKind.PLACES and isinstance(raw, list):
        raw = "\n".join(map(str, raw))
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Refusal("Cette réponse n’a pas la forme attendue\u00a0: rechargez la page, puis réessayez.")
    if len(raw) > LONGEST:
        raise Refusal("Ce texte est beaucoup trop long\u00a0: raccourcissez-le, ou joignez-le en pièce.")
    text = _CONTROL.sub("", raw.replace("\r\n", "\n")).strip()
    return _CLEANERS[QuestionKind(question.kind)](question, text) if text else None


def fault_of(question: Question, value: Value) -> str:
    """Say in French what stands beyond a limit of the question; nothing when all is well."""
    if value is None:
        return ""
    if question.kind in {QuestionKind.NUMBER, QuestionKind.AMOUNT} and isinstance(value, str):
        return _fault_of_number(question, Decimal(value))
    if question.max_length is not None and len(value) > question.max_length and isinstance(value, str):
        return f"{len(value) - question.max_length}\u00a0caractères de trop (limite\u00a0: {question.max_length})"
    return ""


def choices_of(question: Question) -> list[tuple[str, str]]:
    if question.kind == QuestionKind.YES_NO:
        return list(YES_NO)
    return [(one["value"], one["label"]) for one in question.choices]


def _fault_of_number(question: Question, number: Decimal) -> str:
    if question.minimum is not None and number < question.minimum:
        return f"au moins {_plain(question.minimum)}{_unit(question)}"
    if question.maximum is not None and number > question.maximum:
        return f"au plus {_plain(question.maximum)}{_unit(question)}"
    return ""


def _unit(question: Question) -> str:
    unit = "€" if question.kind == QuestionKind.AMOUNT else question.unit
    return f"\u00a0{unit}" if unit else ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _text(_question: Question, text: str) -> str:
    return text


def _line(_question: Question, text: str) -> str:
    if len(text) > LONGEST_LINE:
        raise Refusal(f"Cette réponse dépasse {LONGEST_LINE} caractères\u00a0: raccourcissez-la.")
    return " ".join(text.split())


def _number(question: Question, text: str) -> str:
    written = _SPACES.sub("", text).replace(",", ".").replace("−", "-")
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) >= MOST_DIGITS or len(written) > 2 * MOST_DIGITS:
        raise Refusal("Écrivez un nombre, par exemple 1\u202f250,50.")
    if question.kind == QuestionKind.AMOUNT and number != round(number, CENTS):
        raise Refusal("Un montant s’arrête aux centimes, par exemple 1\u202f250,50.")
    return f"{number:f}"


def _date(_question: Question, text: str) -> str:
    if french := _FRENCH_DAY.fullmatch(text):
        text = f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refusal("Écrivez une date, par exemple 31/12/2026.") from error


def _choice(question: Question, text: str) -> str:
    if text not in dict(choices_of(question)):
        raise Refusal("Ce choix n’est pas proposé\u00a0: prenez-en un dans la liste.")
    return text


def _choices(question: Question, raw: object) -> Value:
    given = raw if isinstance(raw, list) else [raw] if raw else []
    if not all(isinstance(one, str) for one in given):
        raise Refusal("Cette réponse n’a pas la forme attendue\u00a0: rechargez la page, puis réessayez.")
    known = [value for value, _ in choices_of(question)]
    if not set(given) - {""} <= set(known):
        raise Refusal("Un de ces choix n’est pas proposé\u00a0: prenez-les dans la liste.")
    return [value for value in known if value in given] or None


def _email(_question: Question, text: str) -> str:
    return _validated(validate_email, text, "Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr.")


def _url(_question: Question, text: str) -> str:
    whole = text if "://" in text else f"https://{text}"
    return _validated(
        URLValidator(["http", "https"]), whole, "Écrivez l’adresse d’un site, par exemple https://exemple.fr."
    )


def _validated(validate: Callable[[str], None], text: str, refusal: str) -> str:
    try:
        validate(text)
    except ValidationError as error:
        raise Refusal(refusal) from error
    return text


def _phone(_question: Question, text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise Refusal("Écrivez un numéro de téléphone, par exemple 01\u00a023\u00a045\u00a067\u00a089.")
    return text


def _rows(question: Question, raw: object) -> list[Row] | None:
    """Take the cells one after the other, as a page sends them, or rows, as they are kept; empty rows are dropped."""
    width = len(question.columns)
    cells = [cell for one in raw for cell in (one if isinstance(one, list) else [one])] if isinstance(raw, list) else []
    if not all(isinstance(cell, str) for cell in cells):
        raise Refusal("Cette réponse n’a pas la forme attendue\u00a0: rechargez la page, puis réessayez.")
    if len(cells) > MOST_ROWS * width:
        raise Refusal(f"Ce tableau dépasse {MOST_ROWS} lignes\u00a0: regroupez-en, ou joignez-le en pièce.")
    cells += [""] * (-len(cells) % width)
    rows = [cells[start : start + width] for start in range(0, len(cells), width)]
    kept = [_row(question, row, rank) for rank, row in enumerate(rows, start=1)]
    return [row for row in kept if any(row)] or None


def _row(question: Question, cells: Row, rank: int) -> Row:
    return [_cell(column, cell, rank) for column, cell in zip(question.columns, cells, strict=True)]


def _cell(column: dict[str, str], text: str, rank: int) -> str:
    text = _CONTROL.sub("", text).strip()
    try:
        cleaner = _line if column["kind"] == QuestionKind.SHORT_TEXT else _number
        return cleaner(Question(kind=column["kind"]), text) if text else ""
    except Refusal as refusal:
        raise Refusal(f"Ligne {rank}, «\u00a0{column['label']}\u00a0»\u00a0: {refusal.message}") from refusal


_CLEANERS: dict[QuestionKind, Callable[[Question, str], str | list[str]]] = {
    QuestionKind.SHORT_TEXT: _line,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.AMOUNT: _number,
    QuestionKind.DATE: _date,
    QuestionKind.YES_NO: _choice,
    QuestionKind.CHOICE: _choice,
    QuestionKind.EMAIL: _email,
    QuestionKind.PHONE: _phone,
    QuestionKind.URL: _url,
    QuestionKind.COMMUNE: lambda _, text: commune_of(text),
    QuestionKind.PLACES: lambda _, text: places_of(text),
}
