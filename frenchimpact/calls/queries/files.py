"""The file of one application, as those who examine and decide read it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.timezone import localdate

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_decider, is_officer
from frenchimpact.calls.models import Application, Decision, Exchange, Stage, Submission
from frenchimpact.calls.queries.copies import parts_of
from frenchimpact.calls.queries.eligibility import findings_on
from frenchimpact.calls.queries.instruction import Act, acts_on
from frenchimpact.calls.queries.submitted import (
    Change,
    Content,
    FrozenChallenge,
    challenges_of,
    changes_between,
    members_of,
)
from frenchimpact.calls.queries.timelines import Silence, silence_of
from frenchimpact.calls.rules.examination import EXAMINED, has_examined, is_tied
from frenchimpact.calls.rules.readings import needs_committee
from frenchimpact.eligibility.calculations import Finding
from frenchimpact.geography.queries.maps import thumbnail
from frenchimpact.journal.queries import Entry, history_of
from frenchimpact.ui.maps import Map

NEXT_STEP = {
    Stage.SUBMITTED: "Vérifier la recevabilité",
    Stage.COMPLETENESS: "Vérifier que le dossier est complet",
    Stage.CORRECTION_REQUESTED: "Qui candidate complète son dossier",
    Stage.INSTRUCTION: "Instruire, puis proposer une décision",
    Stage.READY_FOR_JURY: "Le comité répartit les lectures",
    Stage.IN_REVIEW: "Le comité lit, puis une décision est proposée",
    Stage.PROPOSED: "L’autorité de décision décide",
}


@dataclass(frozen=True)
class Round:
    """A submission after the first, with what it changed."""

    submission: Submission
    changes: list[Change]


@dataclass(frozen=True)
class File:
    """Everything that the page of an application shows."""

    submission: Submission
    rounds: list[Round]
    findings: list[Finding]
    challenges: list[FrozenChallenge]
    members: list[Content]
    acts: list[Act]
    exchanges: list[Exchange]
    silence: Silence | None
    decision: Decision | None
    history: list[Entry]
    thumbnail: Map | None
    next_step: str
    may_examine: bool
    may_decide: bool
    is_under_examination: bool
    needs_committee: bool

    @property
    def sections(self) -> list[Content]:
        return list(self.submission.content.get("sections", []))

    @property
    def about(self) -> list[Content]:
        """What an organisation that applies says of itself, as it was submitted."""
        return list(parts_of(self.submission.content)[0]["questions"])

    @property
    def perimeter(self) -> Content:
        perimeter: Content = self.submission.content.get("perimeter", {})
        return perimeter


def page_of(application: Application, reader: User, at: datetime) -> File:
    """Gather the file of an application, from what was submitted and not from what is being written."""
    submissions = list(application.submissions.select_related("by").order_by("number"))
    last = submissions[-1]
    return File(
        submission=last,
        rounds=[Round(after, changes_between(before, after)) for before, after in pairwise(submissions)],
        findings=findings_on(application, localdate(at)),
        challenges=challenges_of(last),
        members=members_of(last),
        acts=acts_on(application),
        exchanges=list(application.exchanges.select_related("by").order_by("-on", "-pk")),
        silence=silence_of(application, list(application.complements.order_by("asked_at")), at),
        decision=Decision.objects.filter(application=application).first(),
        history=history_of(application),
        thumbnail=thumbnail(application.collective.perimeter) if application.collective else None,
        next_step=NEXT_STEP.get(Stage(application.stage), ""),
        may_examine=may_examine(application, reader, at),
        may_decide=may_decide(application, reader, at),
        is_under_examination=application.stage in EXAMINED,
        needs_committee=application.stage == Stage.INSTRUCTION and needs_committee(application),
    )


def may_examine(application: Application, person: User, at: datetime) -> bool:
    """Say whether the page offers this person to examine it; the actions ask again."""
    return is_officer(person, at) and not is_tied(person, application)


def may_decide(application: Application, person: User, at: datetime) -> bool:
    is_proposed = application.stage == Stage.PROPOSED
    is_stranger = not is_tied(person, application) and not has_examined(person, application)
    return is_proposed and is_decider(person, at) and is_stranger
