"""A form as plain data: sections of questions, and the changes that an editor makes to them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True)
class QuestionFacts:
    """One question; `kind` is a value of QuestionKind; `choices` are values and labels, `columns` labels and kinds."""

    key: str
    kind: str
    label: str
    help: str = ""
    is_required: bool = False
    condition_key: str = ""
    condition_values: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    max_files: int = 1
    unit: str = ""
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SectionFacts:
    key: str
    title: str
    questions: tuple[QuestionFacts, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class FormFacts:
    slug: str
    title: str
    sections: tuple[SectionFacts, ...]
    note: str = ""  # what changes in this version

    @property
    def questions(self) -> tuple[QuestionFacts, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def content(self) -> tuple[SectionFacts, ...]:
        """What makes a version another one: everything but its note and the title of the form."""
        return self.sections

    @property
    def digest(self) -> str:
        """Tell one content from another: 16 hexadecimal digits, the same for the same sections."""
        return hashlib.sha256(repr(self.sections).encode()).hexdigest()[:16]


def with_section(form: FormFacts, section: SectionFacts) -> FormFacts:
    """Put a section in place of the one of the same key (which keeps its questions), or at the end."""
    if section.key not in {one.key for one in form.sections}:
        return replace(form, sections=(*form.sections, section))
    changed = tuple(
        replace(section, questions=one.questions) if one.key == section.key else one for one in form.sections
    )
    return replace(form, sections=changed)


def with_question(form: FormFacts, section_key: str, question: QuestionFacts) -> FormFacts:
    """Put a question in place of the one of the same key, or at the end of the section."""
    if question.key not in {one.key for one in form.questions}:
        return _in_section(form, section_key, lambda questions: (*questions, question))
    return _everywhere(form, lambda questions: tuple(question if one.key == question.key else one for one in questions))


def without(form: FormFacts, key: str) -> FormFacts:
    """Take the question of this key away."""
    return _everywhere(form, lambda questions: tuple(one for one in questions if one.key != key))


def without_section(form: FormFacts, key: str) -> FormFacts:
    return replace(form, sections=tuple(one for one in form.sections if one.key != key))


def with_question_in(form: FormFacts, section_key: str, question: QuestionFacts) -> FormFacts:
    """Put a question in this section: where the one of the same key stands, or at the end where it was elsewhere."""
    here = next((one for one in form.sections if one.key == section_key), None)
    if here is None or question.key in {one.key for one in here.questions}:
        return with_question(form, section_key, question)
    return with_question(without(form, question.key), section_key, question)


def moved_section(form: FormFacts, key: str, step: int) -> FormFacts:
    """Move a section one place up (-1) or down (1); at the end nothing moves."""
    keys = [one.key for one in form.sections]
    if key not in keys or not 0 <= keys.index(key) + step < len(keys):
        return form
    here, order = keys.index(key), list(form.sections)
    order[here], order[here + step] = order[here + step], order[here]
    return replace(form, sections=tuple(order))


def moved(form: FormFacts, key: str, step: int) -> FormFacts:
    """Move a question one place up (-1) or down (1) in its section; at the end nothing moves."""
    return _everywhere(form, lambda questions: _shifted(questions, key, step))


def _shifted(questions: tuple[QuestionFacts, ...], key: str, step: int) -> tuple[QuestionFacts, ...]:
    keys = [one.key for one in questions]
    if key not in keys or not 0 <= keys.index(key) + step < len(keys):
        return questions
    here = keys.index(key)
    order = list(questions)
    order[here], order[here + step] = order[here + step], order[here]
    return tuple(order)


Questions = tuple[QuestionFacts, ...]


def _everywhere(form: FormFacts, change: Callable[[Questions], Questions]) -> FormFacts:
    return replace(form, sections=tuple(replace(one, questions=change(one.questions)) for one in form.sections))


def _in_section(form: FormFacts, key: str, change: Callable[[Questions], Questions]) -> FormFacts:
    sections = tuple(replace(one, questions=change(one.questions)) if one.key == key else one for one in form.sections)
    return replace(form, sections=sections)
