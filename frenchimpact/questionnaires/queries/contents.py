"""A sheet as plain data: what is frozen when it is submitted, read again and printed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from frenchimpact.geography.models import Commune
from frenchimpact.questionnaires.models import AnswerSheet, QuestionKind
from frenchimpact.questionnaires.queries.readings import Item, Part, Reading, reading_of
from frenchimpact.questionnaires.rules.values import choices_of
from frenchimpact.ui.words import long_date
from frenchimpact.ui.words import number as written_number

JSONValue = dict[str, object]
CENTS = 2


def content_of(sheet: AnswerSheet) -> JSONValue:
    """Every question that is asked with its answer, as JSON values; those whose condition is not met are left out."""
    reading = reading_of(sheet)
    names = names_of_communes(reading)
    version = sheet.version
    return {
        "form": version.form.title,
        "version": version.number,
        "sections": [_section(part, names) for part in reading.parts if any(item.is_asked for item in part.items)],
    }


def names_of_communes(reading: Reading) -> dict[str, str]:
    codes = [item.value for item in reading.items if item.question.kind == QuestionKind.COMMUNE and item.value]
    found = Commune.objects.filter(code__in=codes) if codes else Commune.objects.none()
    return {one.code: f"{one.name} ({one.code})" for one in found}


def text_of(item: Item, names: dict[str, str]) -> str:
    """Write an answer as people read it."""
    value, kind = item.value, item.question.kind
    if value is None or isinstance(value, list):
        labels = dict(choices_of(item.question))
        return ", ".join(labels.get(one, one) for one in value or [])
    match kind:
        case QuestionKind.NUMBER | QuestionKind.AMOUNT:
            return _number(value, is_amount=kind == QuestionKind.AMOUNT)
        case QuestionKind.DATE:
            return long_date(date.fromisoformat(value))
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            return dict(choices_of(item.question)).get(value, value)
        case QuestionKind.COMMUNE:
            return names.get(value, value)
        case _:
            return value


def _section(part: Part, names: dict[str, str]) -> JSONValue:
    questions = [_question(item, names) for item in part.items if item.is_asked]
    return {"key": part.section.key, "title": part.section.title, "questions": questions}


def _question(item: Item, names: dict[str, str]) -> JSONValue:
    return {
        "key": item.question.key,
        "label": item.question.label,
        "kind": item.question.kind,
        "value": item.value,
        "text": text_of(item, names),
        "files": list(_files(item)),
    }


def _files(item: Item) -> Iterable[JSONValue]:
    for file in item.files:
        document = file.document
        yield {"id": file.public_id, "name": document.name, "digest": document.digest, "size": document.size}


def _number(value: str, *, is_amount: bool) -> str:
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    written = written_number(number, CENTS if is_amount and decimals else decimals)
    return f"{written}\u00a0€" if is_amount else written
