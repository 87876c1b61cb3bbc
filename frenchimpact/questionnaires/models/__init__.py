"""The tables of questionnaires; others import them from here."""

from frenchimpact.questionnaires.models.answers import (
    Answer,
    AnswerFile,
    AnswerSheet,
    AnswerSheetQuerySet,
    FormerAnswer,
    Opening,
    Presence,
)
from frenchimpact.questionnaires.models.forms import Form, FormVersion, Question, QuestionKind, Section

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerSheet",
    "AnswerSheetQuerySet",
    "Form",
    "FormVersion",
    "FormerAnswer",
    "Opening",
    "Presence",
    "Question",
    "QuestionKind",
    "Section",
]
