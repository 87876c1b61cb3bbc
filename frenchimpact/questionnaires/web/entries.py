"""A question as the writing page shows it: what was typed, what is wrong, what its field is."""

from collections.abc import Mapping
from dataclasses import dataclass

from frenchimpact.questionnaires.models import AnswerFile, Question, QuestionKind
from frenchimpact.questionnaires.queries.contents import names_of_places
from frenchimpact.questionnaires.queries.readings import Item, Part, Reading
from frenchimpact.questionnaires.queries.tables import NUMBERS, Table, table_of
from frenchimpact.questionnaires.rules.sheets import is_open
from frenchimpact.questionnaires.rules.values import choices_of

INPUTS = {
    QuestionKind.EMAIL: "email",
    QuestionKind.PHONE: "tel",
    QuestionKind.DATE: "date",
    QuestionKind.URL: "text",
}
PICKED = {QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.CHOICES}


SPARE_ROWS = 3


@dataclass(frozen=True)
class Cell:
    label: str  # of its column
    rank: int  # of its row, from 1
    text: str
    is_number: bool


@dataclass(frozen=True)
class Entry:
    item: Item
    typed: object  # what stands in the field: what was typed and refused, else the answer
    error: str
    is_open: bool
    removed: list[AnswerFile]
    names: Mapping[str, str]  # of the places that the answer tells of, by code

    @property
    def question(self) -> Question:
        return self.item.question

    @property
    def version(self) -> int:
        return self.item.version

    @property
    def widget(self) -> str:
        kind = QuestionKind(self.question.kind)
        if kind in {QuestionKind.FILES, QuestionKind.LONG_TEXT, QuestionKind.TABLE, QuestionKind.PLACES}:
            return kind.value
        return "picked" if kind in PICKED else "line"

    @property
    def is_group(self) -> bool:
        return self.widget in {"picked", QuestionKind.TABLE}

    @property
    def unit(self) -> str:
        return "€" if self.question.kind == QuestionKind.AMOUNT else self.question.unit

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
        if self.error or self.typed is None:
            return "" if self.typed is None else str(self.typed)
        if self.widget in {QuestionKind.PLACES, QuestionKind.TABLE}:
            return "\n".join(self.names.get(str(one), str(one)) for one in self.item.value or [])
        text = self.names.get(str(self.typed), str(self.typed))
        return text.replace(".", ",") if self.input_mode else text

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of a table, with a few empty ones to write in where there is no script to add some."""
        columns = self.question.columns
        given = [cell for one in _list(self.typed) for cell in _list(one)]
        cells = [*given, *[""] * (-len(given) % len(columns)), *[""] * (SPARE_ROWS * len(columns))]
        starts = range(0, len(cells), len(columns))
        return [
            [
                Cell(column["label"], rank, _written(column["kind"], str(cells[start + at])), column["kind"] in NUMBERS)
                for at, column in enumerate(columns)
            ]
            for rank, start in enumerate(starts, start=1)
        ]

    @property
    def table(self) -> Table:
        return table_of(self.question, self.item.value)

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
    names, here = names_of_places(part.items), {item.question.key for item in part.items}
    return [
        Entry(
            item=item,
            typed=typed[item.question.key] if item.question.key in errors else item.value,
            error=errors.get(item.question.key, ""),
            is_open=is_open(reading.sheet, item.question.key),
            removed=[file for file in removed if file.key == item.question.key],
            names=names,
        )
        for item in part.items
        if item.is_asked or item.question.condition_key in here  # else nothing on this page could make it asked
    ]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _written(kind: str, text: str) -> str:
    return text.replace(".", ",") if kind in NUMBERS else text
