"""What the site checks by itself before the officer does: each finding with the value it used; a person decides."""

from dataclasses import dataclass
from enum import Enum

from frenchimpact.calls.models import Application, Call, Submission
from frenchimpact.calls.queries.desk import last_submission
from frenchimpact.calls.queries.submitted import challenges_of, members_of, parts_of, signed_members_of


class Verdict(Enum):
    PASS = "pass"  # noqa: S105  # not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One criterion, what it asks, and what was found in what was submitted."""

    title: str
    asked: str
    found: str
    verdict: Verdict

    @property
    def tone(self) -> str:
        return {Verdict.PASS: "green", Verdict.FAIL: "coral"}.get(self.verdict, "grey")

    @property
    def words(self) -> str:
        return {Verdict.PASS: "rempli", Verdict.FAIL: "non rempli"}.get(self.verdict, "à vérifier")


def findings_on(application: Application) -> list[Finding]:
    """Check what can be checked in the last submission of an application."""
    submission, call = last_submission(application), application.call
    return [_members(submission, call), _perimeter(submission), _challenges(submission, call), _lead(submission)]


def _members(submission: Submission, call: Call) -> Finding:
    signed, every = len(signed_members_of(submission)), len(members_of(submission))
    verdict = Verdict.PASS if signed >= call.member_count else Verdict.FAIL
    found = f"{signed} lettres signées, sur {every} membres"
    return Finding("Membres engagés", f"au moins {call.member_count} lettres d’engagement signées", found, verdict)


def _perimeter(submission: Submission) -> Finding:
    perimeter = submission.content.get("perimeter", {})
    communes = perimeter.get("communes")
    is_known = bool(communes and parts_of(submission))
    found = f"{communes} communes, {perimeter.get('population', 0)} habitants" if is_known else "périmètre illisible"
    verdict = Verdict.PASS if is_known else Verdict.UNKNOWN
    return Finding("Périmètre", "un périmètre fait de lieux connus du code officiel géographique", found, verdict)


def _challenges(submission: Submission, call: Call) -> Finding:
    count = len(challenges_of(submission))
    verdict = Verdict.PASS if count >= call.challenge_count else Verdict.FAIL
    return Finding("Défis", f"{call.challenge_count} défis", f"{count} défis", verdict)


def _lead(submission: Submission) -> Finding:
    lead = submission.content.get("lead")
    name = lead.get("name", "") if isinstance(lead, dict) else str(lead or "")
    verdict = Verdict.UNKNOWN if name else Verdict.FAIL  # what it is, a person reads on its page
    return Finding("Chef de file", "une structure qui peut porter le collectif", name or "aucun", verdict)
