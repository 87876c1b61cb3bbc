"""What officers and the authority did with an application, as one story, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Application, Complement, Examination, Proposal
from frenchimpact.ui.words import WIDE, long_date

ERASED = "Une personne effacée"


@dataclass(frozen=True)
class Act:
    """One finding, request or proposal; `points` are the questions asked again, each with what is expected."""

    at: datetime
    title: str
    by: str
    text: str = ""
    points: list[str] = field(default_factory=list)
    end: str = ""


def acts_on(application: Application) -> list[Act]:
    """Tell the examination of an application. Four queries, however long it was."""
    acts = [
        *(_found(each) for each in application.examinations.select_related("by")),
        *_asked(application),
        *(_proposed(each) for each in application.proposals.select_related("by", "sent_back_by")),
    ]
    return sorted(acts, key=lambda act: act.at, reverse=True)


def _found(examination: Examination) -> Act:
    title = f"{examination.get_step_display().capitalize()}{WIDE}: {examination.get_outcome_display()}"
    return Act(examination.at, title, _name(examination.by), examination.reasons)


def _asked(application: Application) -> Iterator[Act]:
    """Tell each request for complements in the words of the questionnaire."""
    labels = dict(application.sheet.version.questions.values_list("key", "label"))
    for complement in application.complements.select_related("asked_by").prefetch_related("items"):
        points = [f"{labels.get(item.key, item.key)} {item.message}".strip() for item in complement.items.all()]
        title = f"Compléments demandés pour le {long_date(localdate(complement.due_at))}"
        yield Act(
            complement.asked_at, title, _name(complement.asked_by), complement.message, points, _end_of(complement)
        )


def _end_of(complement: Complement) -> str:
    if complement.answered_at:
        return f"Donnés le {long_date(localdate(complement.answered_at))}."
    return "Jamais donnés." if complement.lapsed_at else "Attendus."


def _proposed(proposal: Proposal) -> Act:
    back = ""
    if proposal.sent_back_at:
        back = f"Renvoyée le {long_date(localdate(proposal.sent_back_at))}{WIDE}: {proposal.sent_back_reason}"
    title = f"Proposition{WIDE}: avis {proposal.get_sense_display()}"
    return Act(proposal.at, title, _name(proposal.by), proposal.reasons, end=back)


def _name(person: User | None) -> str:
    return str(person or ERASED)
