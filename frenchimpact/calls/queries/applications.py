"""What others ask about applications: what they lack, what they contain."""

from dataclasses import dataclass

from django.db.models import QuerySet

from frenchimpact.calls.models import Application, ApplicationQuerySet
from frenchimpact.calls.queries import applicants
from frenchimpact.questionnaires import queries as questionnaires

JSONValue = dict[str, object]


@dataclass(frozen=True)
class Missing:
    """One thing that an application lacks, and the page where one gives it."""

    text: str
    url: str


@dataclass(frozen=True)
class Completeness:
    answers: list[Missing]
    applicant: list[Missing]

    @property
    def count(self) -> int:
        return len(self.answers) + len(self.applicant)

    @property
    def is_complete(self) -> bool:
        return not self.count


def with_all(applications: ApplicationQuerySet | None = None) -> QuerySet[Application]:
    """Return applications with what their pages read of them."""
    every = Application.objects.all() if applications is None else applications
    related = (
        "call",
        "wave",
        "collective__perimeter",
        "collective__lead",
        "organisation",
        "sheet",
        "submitted_by",
        "decision",
    )
    return every.select_related(*related).named()


def is_sealed(application: Application) -> bool:
    """Say whether it was decided and nobody of the collective has opened the decision yet."""
    decision = getattr(application, "decision", None)
    return decision is not None and decision.read_at is None


def state_in_words(application: Application) -> str:
    """Say where it stands, as its collective reads it: a decision is not told before it is opened."""
    return "décision à ouvrir" if is_sealed(application) else application.get_stage_display()


def completeness_of(application: Application) -> Completeness:
    """List what is missing in the answers, and in the collective: the same for all who write."""
    lacking = applicants.missing_of(application.applicant, application.call)
    return Completeness(
        answers=[Missing(one.text, one.url) for one in questionnaires.missing_of(application.sheet)],
        applicant=[Missing(one.text, one.url) for one in lacking],
    )


def missing_answers(application: Application) -> int:
    return len(questionnaires.missing_of(application.sheet))


def content_of(application: Application) -> JSONValue:
    """Everything that is submitted, as JSON: the collective, its members and challenges, then questions and answers."""
    call = application.call
    return {
        "call": {"title": call.title, "service": call.service, "authority": call.authority},
        **applicants.content_of(application.applicant),
        **questionnaires.content_of(application.sheet),
    }
