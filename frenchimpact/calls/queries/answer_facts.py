"""Answers as facts: numbers, dates, yes or no and choices may be compared by rules; free text is read by people."""

from collections.abc import Iterator
from decimal import InvalidOperation

from django.urls import reverse

from frenchimpact.eligibility.calculations import Fact, FactKind, Reading, Value, fact_from
from frenchimpact.questionnaires.models import AnswerSheet, FormVersion, Question, QuestionKind
from frenchimpact.questionnaires.queries.readings import Item, Part, reading_of
from frenchimpact.questionnaires.rules.forms import YES_NO
from frenchimpact.questionnaires.rules.values import choices_of

KINDS = {
    QuestionKind.NUMBER: FactKind.NUMBER,
    QuestionKind.AMOUNT: FactKind.NUMBER,
    QuestionKind.DATE: FactKind.DATE,
    QuestionKind.YES_NO: FactKind.YES_NO,
    QuestionKind.CHOICE: FactKind.TEXT,
    QuestionKind.CHOICES: FactKind.SET,
}
YES = YES_NO[0][0]


def facts_asked_in(version: FormVersion) -> dict[str, Fact]:
    """Name the answers to this version of a form that rules may compare."""
    questions = version.questions.filter(kind__in=KINDS).order_by("section__position", "position")
    return {fact.key: fact for fact in map(_fact, questions)}


def answers_in(sheet: AnswerSheet) -> dict[str, Reading]:
    """Read the answers of a sheet; what is not asked, not answered or not readable is not known."""
    return {
        _key(item.question): Reading(_value(item), f"réponse à « {item.question.label} »", _address(sheet, part, item))
        for part, item in _comparable(sheet)
    }


def _comparable(sheet: AnswerSheet) -> Iterator[tuple[Part, Item]]:
    for part in reading_of(sheet).parts:
        for item in part.items:
            if item.question.kind in KINDS:
                yield part, item


def _fact(question: Question) -> Fact:
    kind = KINDS[QuestionKind(question.kind)]
    choices = dict(choices_of(question)) if kind in {FactKind.TEXT, FactKind.SET} else {}
    unit = "€" if question.kind == QuestionKind.AMOUNT else question.unit
    return Fact(_key(question), f"Réponse à « {question.label} »", kind, choices, unit)


def _key(question: Question) -> str:
    return f"answer.{question.key}"


def _value(item: Item) -> Value | None:
    if not item.is_asked or item.value is None or item.fault:
        return None
    kind = KINDS[QuestionKind(item.question.kind)]
    written = item.value == YES if kind == FactKind.YES_NO else item.value
    try:
        return fact_from(kind, written)
    except (ValueError, InvalidOperation):
        return None


def _address(sheet: AnswerSheet, part: Part, item: Item) -> str:
    page = reverse("questionnaires:sheet", args=[sheet.public_id])
    return f"{page}?partie={part.section.key}#question-{item.question.key}"
