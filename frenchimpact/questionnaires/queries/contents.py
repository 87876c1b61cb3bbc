"""A sheet as plain data: what is frozen when it is submitted, read again and printed."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from frenchimpact.questionnaires.models import AnswerSheet, QuestionKind
from frenchimpact.questionnaires.queries.readings import Item, Part, reading_of
from frenchimpact.questionnaires.queries.tables import table_of, written_cell
from frenchimpact.questionnaires.rules.places import names_of
from frenchimpact.questionnaires.rules.values import choices_of
from frenchimpact.ui.words import long_date

JSONValue = dict[str, object]
PLACES = {QuestionKind.COMMUNE, QuestionKind.PLACES}


def content_of(sheet: AnswerSheet) -> JSONValue:
    """Every question that is asked with its answer, as JSON values; those whose condition is not met are left out."""
    reading = reading_of(sheet)
    names = names_of_places(reading.items)
    version = sheet.version
    return {
        "form": version.form.title,
        "version": version.number,
        "sections": [_section(part, names) for part in reading.parts if any(item.is_asked for item in part.items)],
    }


def names_of_places(items: Iterable[Item]) -> dict[str, str]:
    """Name every place that these answers tell of by its code."""
    given = [item.value for item in items if item.question.kind in PLACES and item.value]
    return names_of(str(code) for value in given for code in (value if isinstance(value, list) else [value]))


def text_of(item: Item, names: dict[str, str]) -> str:
    """Write an answer as people read it; a table, one row a line."""
    value, kind = item.value, item.question.kind
    if kind == QuestionKind.TABLE:
        return table_of(item.question, value).text
    if value is None or isinstance(value, list):
        labels = dict(choices_of(item.question)) | names
        return ", ".join(labels.get(str(one), str(one)) for one in value or [])
    match kind:
        case QuestionKind.NUMBER | QuestionKind.AMOUNT:
            return written_cell(kind, value, item.question.unit)
        case QuestionKind.DATE:
            return long_date(date.fromisoformat(value))
        case _:
            return (dict(choices_of(item.question)) | names).get(value, value)


def _section(part: Part, names: dict[str, str]) -> JSONValue:
    questions = [_question(item, names) for item in part.items if item.is_asked]
    return {"key": part.section.key, "title": part.section.title, "questions": questions}


def _question(item: Item, names: dict[str, str]) -> JSONValue:
    told: JSONValue = {
        "key": item.question.key,
        "label": item.question.label,
        "kind": item.question.kind,
        "value": item.value,
        "text": text_of(item, names),
        "files": list(_files(item)),
    }
    if item.question.kind == QuestionKind.TABLE and item.value:
        told["table"] = asdict(table_of(item.question, item.value))
    return told


def _files(item: Item) -> Iterable[JSONValue]:
    for file in item.files:
        document = file.document
        yield {"id": file.public_id, "name": document.name, "digest": document.digest, "size": document.size}
