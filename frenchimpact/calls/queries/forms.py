"""The questionnaire of a call as anybody may read it before writing."""

from dataclasses import dataclass

from frenchimpact.calls.models import Call
from frenchimpact.questionnaires.models import FormVersion, Question, Section


@dataclass(frozen=True)
class AskedSection:
    section: Section
    questions: list[Question]


def published_version(call: Call) -> FormVersion | None:
    """Return the version that an application begun now would take."""
    return call.form.versions.exclude(published_at=None).order_by("-number").first()


def asked_in(call: Call) -> list[AskedSection]:
    """List what is asked, part by part; nothing where the questionnaire is not published yet."""
    version = published_version(call)
    return asked_by(version) if version else []


def asked_by(version: FormVersion) -> list[AskedSection]:
    """List what a version asks, part by part, a draft too."""
    return [
        AskedSection(section, list(section.questions.all()))
        for section in version.sections.order_by("position").prefetch_related("questions")
    ]
