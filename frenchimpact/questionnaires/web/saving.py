"""Saving what one part of a form was sent with: each answer by itself, so that one « no » holds back no other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.questionnaires.actions import (
    Conflict,
    add_file,
    remove_file,
    restore_file,
    set_answer_aside,
    write_answer,
)
from frenchimpact.questionnaires.models import Answer, AnswerSheet, Question, QuestionKind
from frenchimpact.questionnaires.queries.versions import value_at
from frenchimpact.questionnaires.rules.values import cleaned
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class Clash:
    """Two answers to one question: mine, and theirs."""

    question: Question
    mine: object
    theirs: Answer


@dataclass
class Outcome:
    typed: dict[str, object] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def save_part(request: SignedInRequest, sheet: AnswerSheet, questions: list[Question], at: datetime) -> Outcome:
    """Write every field that was sent; give back what was refused, as it was typed."""
    outcome = Outcome()
    for question in questions:
        if question.kind == QuestionKind.FILES:
            save_files(request, sheet, question, outcome, at)
        elif f"version-{question.key}" in request.POST:
            _save_answer(request, sheet, question, outcome, at)
    _change_files(request, sheet, outcome, at)
    return outcome


def value_sent(request: SignedInRequest, question: Question) -> object:
    if question.kind in {QuestionKind.CHOICES, QuestionKind.TABLE}:
        return request.POST.getlist(question.key)
    return request.POST.get(question.key, "")


def version_sent(text: str) -> int:
    """Read the version that a page began from; anything but a number of a few digits is no answer read yet."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004


def _save_answer(
    request: SignedInRequest, sheet: AnswerSheet, question: Question, outcome: Outcome, at: datetime
) -> None:
    key, value = question.key, value_sent(request, question)
    version = version_sent(request.POST.get(f"version-{key}", ""))
    outcome.typed[key] = value
    write = set_answer_aside if "keep_theirs" in request.POST else write_answer
    try:
        if cleaned(question, value) == value_at(sheet, key, version):
            return  # not touched on this page: whatever stands now, stays
        write(sheet, key, value, version=version, by=request.user, at=at)
    except Conflict as conflict:
        outcome.clashes.append(Clash(question, value, conflict.answer))
    except Refusal as refusal:
        outcome.errors[key] = refusal.message


def save_files(
    request: SignedInRequest, sheet: AnswerSheet, question: Question, outcome: Outcome, at: datetime
) -> None:
    for file in request.FILES.getlist(question.key):
        try:
            add_file(sheet, question.key, file, name=file.name or "", by=request.user, at=at)
        except Refusal as refusal:
            outcome.errors[question.key] = f"{file.name}\u00a0: {refusal.message}"
            outcome.typed[question.key] = None


def _change_files(request: SignedInRequest, sheet: AnswerSheet, outcome: Outcome, at: datetime) -> None:
    changes: list[tuple[str, Callable[..., None]]] = [("remove_file", remove_file), ("restore_file", restore_file)]
    for name, change in changes:
        file = sheet.files.filter(public_id=request.POST.get(name, "").replace("\0", "")).first()
        if file is not None:
            try:
                change(file, by=request.user, at=at)
            except Refusal as refusal:
                outcome.errors[file.key] = refusal.message
                outcome.typed[file.key] = None
