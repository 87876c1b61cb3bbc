"""Versions of forms, as rows and as plain data."""

from dataclasses import dataclass

from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.models import Form, FormVersion, Question


@dataclass(frozen=True)
class Difference:
    """What a draft changes in a question of the published version."""

    label: str
    change: str  # French: « ajoutée », « retirée », « modifiée »


def published_version(form: Form) -> FormVersion | None:
    return form.versions.exclude(published_at=None).order_by("-number").first()


def draft_of(form: Form) -> FormVersion | None:
    return form.versions.filter(published_at=None).first()


def facts_of(version: FormVersion) -> FormFacts:
    """Read a version back as plain data; what is written from it is equal to it."""
    sections = tuple(
        SectionFacts(
            key=section.key,
            title=section.title,
            help=section.help,
            questions=tuple(_question_facts(question) for question in section.questions.all()),
        )
        for section in version.sections.order_by("position").prefetch_related("questions")
    )
    return FormFacts(slug=version.form.slug, title=version.form.title, sections=sections, note=version.note)


def form_facts(form: Form) -> FormFacts:
    """Return what the team is writing: the draft, else what is published, else nothing yet."""
    version = draft_of(form) or published_version(form)
    return facts_of(version) if version else FormFacts(form.slug, form.title, ())


def differences(before: FormFacts, after: FormFacts) -> list[Difference]:
    """List the questions that one version has otherwise than another."""
    old, new = ({one.key: one for one in facts.questions} for facts in (before, after))
    added = [Difference(one.label, "ajoutée") for key, one in new.items() if key not in old]
    changed = [Difference(one.label, "modifiée") for key, one in new.items() if key in old and old[key] != one]
    removed = [Difference(one.label, "retirée") for key, one in old.items() if key not in new]
    return added + changed + removed


def _question_facts(question: Question) -> QuestionFacts:
    return QuestionFacts(
        key=question.key,
        kind=question.kind,
        label=question.label,
        help=question.help,
        is_required=question.is_required,
        condition_key=question.condition_key,
        condition_values=tuple(question.condition_values),
        choices=tuple((one["value"], one["label"]) for one in question.choices),
        max_length=question.max_length,
        minimum=question.minimum,
        maximum=question.maximum,
        max_files=question.max_files,
        unit=question.unit,
        columns=tuple((one["label"], one["kind"]) for one in question.columns),
    )
