"""What leaves teams, requests, claims and reports when a person is erased, or when time has passed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.community.models import (
    AbuseReport,
    AbuseState,
    Invitation,
    JoinRequest,
    Membership,
    ModerationDecision,
    PageClaim,
    RequestState,
)

TEAMS_KEPT = "Les dates de vos rôles dans les organisations, sans votre nom : ce qui fut fait pour elles reste valable."
PAGES_KEPT = "Les pages que vous seul·e gériez, sans équipe : quelqu’un de l’organisation pourra les reprendre."
DECISIONS_KEPT = "Les décisions de modération que vous avez prises, sans votre nom : elles restent vérifiables."
REPORTS_KEPT = "Le texte de vos signalements encore ouverts, sans votre nom : l’équipe du programme doit les examiner."


@transaction.atomic
def erase_ties(person: User, at: datetime, *, by: User | None) -> list[str]:
    """End memberships, delete requests and invitations, empty claims, and forget who reported; say what is kept."""
    alone = _leads_alone(person)
    had_roles = _end_roles(person, at, by)
    Invitation.objects.filter(email__lower=person.email.lower()).delete()
    Invitation.objects.filter(by=person, accepted_at=None, revoked_at=None).update(revoked_at=at)
    JoinRequest.objects.filter(person=person).delete()
    claims = PageClaim.objects.filter(person=person)
    claims.filter(state=RequestState.OPEN).update(state=RequestState.WITHDRAWN, answered_at=at)
    claims.update(capacity="", message="", objection="", reason="", proof=None)
    decided = ModerationDecision.objects.filter(Q(by=person) | Q(undone_by=person)).exists()
    reports_open = _forget_who_reported(person)
    kept = {TEAMS_KEPT: had_roles, PAGES_KEPT: alone, DECISIONS_KEPT: decided, REPORTS_KEPT: reports_open}
    return [sentence for sentence, is_true in kept.items() if is_true]


@transaction.atomic
def purge_report(number: int, at: datetime) -> None:  # noqa: ARG001  # the purge gives the instant to all
    """Delete a report that was handled long ago; one that is open stays."""
    AbuseReport.objects.filter(pk=number).exclude(state=AbuseState.OPEN).delete()


def _leads_alone(person: User) -> bool:
    mine = Membership.objects.in_force().filter(person=person)
    others = Membership.objects.in_force().exclude(person=person)
    return mine.exclude(organisation__in=others.values("organisation")).exists()


def _end_roles(person: User, at: datetime, by: User | None) -> bool:
    held = Membership.objects.filter(person=person)
    held.filter(ended_at=None).update(ended_at=at, ended_by=by)
    return held.update(end_reason="") > 0


def _forget_who_reported(person: User) -> bool:
    made = AbuseReport.objects.filter(Q(by=person) | Q(email__lower=person.email.lower()))
    is_kept = made.filter(state=AbuseState.OPEN).exists()
    made.exclude(state=AbuseState.OPEN).update(text="", answer="")
    made.update(by=None, email="", network="")
    return is_kept
