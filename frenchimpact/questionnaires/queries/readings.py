"""A sheet read whole: each question beside its answer and files, what is asked, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from frenchimpact.questionnaires.models import Answer, AnswerFile, AnswerSheet, Question, QuestionKind, Section
from frenchimpact.questionnaires.rules.values import Value, choices_of, fault_of


@dataclass(frozen=True)
class Missing:
    """One thing that the sheet lacks, and the address of the field where one writes it."""

    key: str
    text: str
    url: str


@dataclass(frozen=True)
class Item:
    """A question with what was answered; `is_asked` says whether its condition is met."""

    question: Question
    answer: Answer | None
    files: list[AnswerFile]
    is_asked: bool
    condition: str  # French: « si oui à … », empty without condition

    @property
    def value(self) -> Value:
        return self.answer.value if self.answer else None

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def is_answered(self) -> bool:
        return bool(self.files) if self.question.kind == QuestionKind.FILES else self.value is not None

    @property
    def fault(self) -> str:
        """What must still be mended, in French; nothing when all is well or nothing is asked."""
        if not self.is_asked:
            return ""
        if not self.is_answered:
            return "réponse attendue" if self.question.is_required else ""
        return fault_of(self.question, self.value)


@dataclass(frozen=True)
class Part:
    """A section with its questions."""

    section: Section
    items: list[Item]

    @property
    def needed(self) -> list[Item]:
        return [item for item in self.items if item.is_asked and (item.question.is_required or item.fault)]

    @property
    def done(self) -> int:
        return len([item for item in self.needed if not item.fault])

    @property
    def total(self) -> int:
        return len(self.needed)


@dataclass(frozen=True)
class Reading:
    sheet: AnswerSheet
    parts: list[Part]

    @property
    def items(self) -> Iterator[Item]:
        return (item for part in self.parts for item in part.items)


@dataclass(frozen=True)
class Progress:
    """How many of the answers that must be given are given and within their limits."""

    done: int
    total: int
    parts: list[Part]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


def reading_of(sheet: AnswerSheet) -> Reading:
    """Read a sheet in five queries, whatever its length."""
    sections = list(Section.objects.filter(version=sheet.version_id).order_by("position").prefetch_related("questions"))
    answers = {one.key: one for one in sheet.answers.select_related("changed_by")}
    files: dict[str, list[AnswerFile]] = {}
    for file in sheet.files.filter(removed_at=None).select_related("document").order_by("added_at", "pk"):
        files.setdefault(file.key, []).append(file)
    asked: dict[str, Item] = {}
    parts = []
    for section in sections:
        part = Part(section, [])
        for question in section.questions.all():
            item = _item(question, answers.get(question.key), files.get(question.key, []), asked)
            asked[question.key] = item
            part.items.append(item)
        parts.append(part)
    return Reading(sheet, parts)


def missing_of(sheet: AnswerSheet) -> list[Missing]:
    """List what must still be written or mended, in the order of the form: the same for all who write."""
    return missing_in(reading_of(sheet))


def missing_in(reading: Reading) -> list[Missing]:
    return [
        Missing(item.question.key, f"{item.question.label}\u00a0: {item.fault}", _address(reading.sheet, part, item))
        for part in reading.parts
        for item in part.items
        if item.fault
    ]


def progress_of(sheet: AnswerSheet) -> Progress:
    return progress_in(reading_of(sheet))


def progress_in(reading: Reading) -> Progress:
    return Progress(sum(part.done for part in reading.parts), sum(part.total for part in reading.parts), reading.parts)


def _item(question: Question, answer: Answer | None, files: list[AnswerFile], before: dict[str, Item]) -> Item:
    on = before.get(question.condition_key) if question.condition_key else None
    if on is None:
        return Item(question, answer, files, is_asked=True, condition="")
    given = on.value if isinstance(on.value, list) else [on.value]
    is_asked = on.is_asked and not set(question.condition_values).isdisjoint(given)
    names = [label for value, label in choices_of(on.question) if value in question.condition_values]
    values = "\u00a0» ou «\u00a0".join(names)
    condition = f"Si «\u00a0{values}\u00a0» à la question «\u00a0{on.question.label}\u00a0»"
    return Item(question, answer, files, is_asked=is_asked, condition=condition)


def _address(sheet: AnswerSheet, part: Part, item: Item) -> str:
    page = reverse("questionnaires:sheet", args=[sheet.public_id])
    return f"{page}?partie={part.section.key}#question-{item.question.key}"
