"""What the operators may decide of pages, claims and reports, and when; rules never write."""

from datetime import datetime, timedelta

from frenchimpact.accounts.models import User
from frenchimpact.community.models import (
    AbuseReport,
    AbuseState,
    ModerationDecision,
    Organisation,
    PageClaim,
    Standing,
    Verdict,
)
from frenchimpact.community.rules.memberships import has_lead
from frenchimpact.shared.errors import Refusal

STANDING_OF = {
    Verdict.PUBLISHED: Standing.SHOWN,
    Verdict.REFUSED: Standing.REFUSED,
    Verdict.CLOSED: Standing.CLOSED,
}
# From which standing each decision may be taken; whatever stands elsewhere has been decided already.
DECIDED_FROM = {
    Verdict.PUBLISHED: {Standing.WAITING, Standing.REFUSED, Standing.CLOSED},
    Verdict.REFUSED: {Standing.WAITING, Standing.SHOWN},
    Verdict.CLOSED: {Standing.WAITING, Standing.SHOWN, Standing.REFUSED},
}
REPORTS_ALLOWED = 10  # from one network
REPORTS_COUNTED_OVER = timedelta(hours=1)


def require_verdict(organisation: Organisation, verdict: Verdict, reason: str) -> None:
    """Refuse a decision taken already, and to say no without a reason."""
    if organisation.standing not in DECIDED_FROM[verdict]:
        raise Refusal(f"Cette page est déjà {organisation.get_standing_display()} : rechargez la page.")
    if verdict != Verdict.PUBLISHED:
        require_reason(reason)


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("Donnez un motif : les personnes concernées le liront.")


def require_undoable(decision: ModerationDecision, latest: ModerationDecision | None) -> None:
    """Refuse to undo what was undone, or what something later rests on."""
    if decision.undone_at:
        raise Refusal("Cette décision est déjà annulée.")
    if latest != decision or decision.organisation.standing != STANDING_OF[Verdict(decision.verdict)]:
        raise Refusal("Quelque chose s’est passé depuis cette décision : prenez-en plutôt une nouvelle.")


def require_askable_again(organisation: Organisation) -> None:
    if organisation.standing != Standing.REFUSED:
        raise Refusal("Seule une page refusée peut être présentée de nouveau.")


def require_claimable(organisation: Organisation) -> None:
    if organisation.standing == Standing.CLOSED:
        raise Refusal("Cette page est fermée : écrivez à l’équipe du programme.")


def require_not_own(person_id: int | None, by: User) -> None:
    """Nobody decides of their own request, the programme team no more than others."""
    if person_id == by.pk:
        raise Refusal("C’est votre propre demande : une autre personne de l’équipe doit la traiter.")


def require_time_to_object(claim: PageClaim, at: datetime) -> None:
    if claim.objections_until is None or at >= claim.objections_until:
        raise Refusal("Le délai pour s’opposer est passé : écrivez à l’équipe du programme.")


def require_objections_over(claim: PageClaim, at: datetime) -> None:
    """Wait for who runs the page; at once when nobody who can sign in is left."""
    if not claim.objections_until or at >= claim.objections_until or not has_lead(claim.organisation):
        return
    if not claim.objection:
        raise Refusal("Les responsables actuels peuvent encore s’y opposer : attendez la fin du délai.")


def require_unhandled(report: AbuseReport) -> None:
    if report.state != AbuseState.OPEN:
        raise Refusal(f"Ce signalement est déjà traité : {report.get_state_display()}.")


def require_few_reports(count: int) -> None:
    if count >= REPORTS_ALLOWED:
        raise Refusal("Trop de signalements viennent de votre réseau : réessayez dans une heure.")


def verdicts_possible(organisation: Organisation) -> list[Verdict]:
    """List the decisions that may be taken of the page as it stands."""
    return [verdict for verdict in Verdict if organisation.standing in DECIDED_FROM[verdict]]
