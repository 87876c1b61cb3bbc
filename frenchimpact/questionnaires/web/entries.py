"""A question as the writing page shows it: what was typed, what is wrong, what its field is."""

from collections.abc import Mapping
from dataclasses import dataclass

from frenchimpact.questionnaires.models import AnswerFile, Question, QuestionKind
from frenchimpact.questionnaires.queries.contents import names_of_communes
from frenchimpact.questionnaires.queries.readings import Item, Part, Reading
from frenchimpact.questionnaires.rules.sheets import is_open
from frenchimpact.questionnaires.rules.values import choices_of

INPUTS = {
    QuestionKind.EMAIL: "email",
    QuestionKind.PHONE: "tel",
    QuestionKind.DATE: "date",
    QuestionKind.URL: "text",
}
PICKED = {QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.CHOICES}


@dataclass(frozen=True)
class Entry:
    item: Item
    typed: object  # what stands in the field: what was typed and refused, else the answer
    error: str
    is_open: bool
    removed: list[AnswerFile]
    commune: str

    @property
    def question(self) -> Question:
        return self.item.question

    @property
    def version(self) -> int:
        return self.item.version

    @property
    def widget(self) -> str:
        kind = QuestionKind(self.question.kind)
        if kind in {QuestionKind.FILES, QuestionKind.LONG_TEXT}:
            return kind.value
        return "picked" if kind in PICKED else "line"

    @property
    def input_type(self) -> str:
        return INPUTS.get(QuestionKind(self.question.kind), "text")

    @property
    def input_mode(self) -> str:
        return "decimal" if self.question.kind in {QuestionKind.NUMBER, QuestionKind.AMOUNT} else ""

    @property
    def is_multiple(self) -> bool:
        return self.question.kind == QuestionKind.CHOICES

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        given = self.typed if isinstance(self.typed, list) else [self.typed]
        return [(value, label, value in given) for value, label in choices_of(self.question)]

    @property
    def shown(self) -> str:
        text = "" if self.typed is None else str(self.typed)
        return text.replace(".", ",") if self.input_mode and not self.error else text

    @property
    def fault(self) -> str:
        """What the limits say of what is written; an answer that is still to come is no fault while writing."""
        return self.item.fault if self.item.is_answered else ""

    @property
    def condition_values(self) -> str:
        return "|".join(self.question.condition_values)


def entries_of(
    reading: Reading, part: Part, typed: Mapping[str, object], errors: Mapping[str, str], removed: list[AnswerFile]
) -> list[Entry]:
    names = names_of_communes(reading)
    return [
        Entry(
            item=item,
            typed=typed[item.question.key] if item.question.key in errors else item.value,
            error=errors.get(item.question.key, ""),
            is_open=is_open(reading.sheet, item.question.key),
            removed=[file for file in removed if file.key == item.question.key],
            commune=names.get(str(item.value), ""),
        )
        for item in part.items
    ]
