"""What the pages of an application show, in one place."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from frenchimpact.accounts.models import User
from frenchimpact.calls.calculations.local_times import local_times
from frenchimpact.calls.models import Application, Complement, Stage
from frenchimpact.calls.queries.applicants import departements_of
from frenchimpact.calls.queries.applications import completeness_of, state_in_words
from frenchimpact.calls.queries.calls import state_of, wave_for
from frenchimpact.calls.queries.eligibility import findings_now
from frenchimpact.calls.queries.people import people_of
from frenchimpact.calls.queries.timelines import timeline_of
from frenchimpact.calls.rules.applicants import may_lead, may_write
from frenchimpact.calls.rules.applications import may_withdraw, open_complement

Page = dict[str, object]


@dataclass(frozen=True)
class AskedAgain:
    """A question that opened again, and what is expected."""

    key: str
    label: str
    message: str


def panel_of(application: Application, person: User, at: datetime) -> Page:
    """Everything that the page of an application shows to one of the collective’s people."""
    is_draft = application.stage == Stage.DRAFT
    asked = open_complement(application)
    return {
        "application": application,
        "state": state_in_words(application),
        "timeline": timeline_of(application, at),
        "people": people_of(application),
        "completeness": completeness_of(application) if is_draft else None,
        "is_draft": is_draft,
        "findings": findings_now(application, localdate(at)) if is_draft else [],
        "complement": asked,
        "asked_again": asked_again(asked) if asked else [],
        "submissions": application.submissions.order_by("number"),
        "has_decision": hasattr(application, "decision"),
        "may_write": may_write(application.applicant, person),
        "may_lead": may_lead(application.applicant, person),
        "may_withdraw": may_withdraw(application, person),
    } | wave_panel(application, at)


def wave_panel(application: Application, at: datetime) -> Page:
    """Say which wave a submission made now would join, and its last hour in the collective’s own territory."""
    wave = application.wave or wave_for(application.call, at)
    if wave is None:
        return {"wave": None, "overseas": []}
    codes = departements_of(application.applicant)
    return {"wave": state_of(wave, at), "overseas": local_times(wave.cutoff_at, codes)}


def asked_again(complement: Complement) -> list[AskedAgain]:
    """List what is asked again, in the words of the questionnaire."""
    questions = complement.application.sheet.version.questions.values_list("key", "label")
    labels = dict(questions)
    return [AskedAgain(item.key, labels.get(item.key, item.key), item.message) for item in complement.items.all()]
