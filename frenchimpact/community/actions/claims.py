"""Claims of pages that nobody runs, or whose responsible people have left; the operators decide."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.actions import count_letter
from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_operator_or_command_line
from frenchimpact.community import events
from frenchimpact.community.actions.memberships import end_membership, seat
from frenchimpact.community.models import Membership, MembershipRole, Organisation, PageClaim, RequestState
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.rules import memberships as rules
from frenchimpact.community.rules import moderation
from frenchimpact.documents.actions import store_document
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

TAKEN_OVER = "reprise de la page, décidée par l’équipe du programme"


@dataclass(frozen=True)
class ClaimFacts:
    """What a person says to show that a page is theirs; the proof is any document, perhaps none."""

    capacity: str
    message: str
    proof: "File[bytes] | None" = None


@transaction.atomic
def claim_page(organisation: Organisation, facts: ClaimFacts, *, by: User) -> PageClaim:
    """Say that the page is theirs; when somebody runs it, it is a takeover: they are told and may object for 10 days.

    Claiming twice changes nothing and gives the claim that waits. Refuses a lead of the page, a page that is closed,
    and a proof that is no acceptable document.
    """
    organisation = lock_team(organisation.pk)
    moderation.require_claimable(organisation)
    if rules.is_lead(organisation, by):
        raise Refusal("Vous êtes déjà responsable de cette page.")
    if waiting := PageClaim.objects.filter(organisation=organisation, person=by, state=RequestState.OPEN).first():
        return waiting
    count_letter(f"organisation {organisation.pk}", by=by)  # its leads and the operators are written to
    is_takeover = rules.has_lead(organisation)
    claim = PageClaim.objects.create(
        organisation=organisation,
        person=by,
        is_takeover=is_takeover,
        capacity=facts.capacity.strip(),
        message=facts.message.strip(),
        proof=store_document(facts.proof, name=facts.proof.name or "preuve", by=by) if facts.proof else None,
        objections_until=timezone.now() + rules.OBJECTION_LASTS if is_takeover else None,
    )
    record(events.PAGE_CLAIMED, organisation, by=by, claim=claim.pk, is_takeover=is_takeover)
    return claim


@transaction.atomic
def object_to_claim(claim: PageClaim, text: str, *, by: User) -> PageClaim:
    """Say why the page must not change hands. Refuses whoever is not a lead, too late, and an empty reason."""
    organisation, claim = _lock(claim)
    rules.require_lead(organisation, by)
    rules.require_open(claim)
    moderation.require_time_to_object(claim, timezone.now())
    if not text.strip():
        raise Refusal("Dites pourquoi vous vous y opposez : l’équipe du programme décidera d’après cela.")
    claim.objection = text.strip()
    claim.save(update_fields=["objection"])
    record(events.CLAIM_OBJECTED, organisation, by=by, claim=claim.pk)
    return claim


@transaction.atomic
def accept_claim(claim: PageClaim, reason: str, *, leads_stay: bool, by: User) -> Membership:
    """Make the claimant a lead; the former leads become editors, or leave when `leads_stay` is false.

    Refuses all but operators, a claim answered already, an empty reason, and, while somebody runs the page, before the
    end of the days in which they may object.
    """
    organisation, claim = _lock(claim)
    _require_decidable(claim, reason, by)
    now = timezone.now()
    moderation.require_objections_over(claim, now)
    for lead in (
        Membership.objects.leads().filter(organisation=organisation, ended_at=None).exclude(person=claim.person)
    ):
        if leads_stay:
            seat(organisation, lead.person, MembershipRole.EDITOR, at=now, by=by)
        else:
            end_membership(lead, TAKEN_OVER, at=now, by=by)
    membership = seat(organisation, claim.person, MembershipRole.LEAD, at=now, by=by)
    _answer(claim, RequestState.ACCEPTED, at=now, by=by, reason=reason.strip())
    record(events.CLAIM_ACCEPTED, organisation, by=by, claim=claim.pk, leads_stay=leads_stay)
    return membership


@transaction.atomic
def refuse_claim(claim: PageClaim, reason: str, *, by: User) -> PageClaim:
    """Say no, with the reason that the claimant reads. Refuses all but operators, and a claim answered already."""
    organisation, claim = _lock(claim)
    _require_decidable(claim, reason, by)
    _answer(claim, RequestState.REFUSED, at=timezone.now(), by=by, reason=reason.strip())
    record(events.CLAIM_REFUSED, organisation, by=by, claim=claim.pk)
    return claim


@transaction.atomic
def withdraw_claim(claim: PageClaim, *, by: User) -> PageClaim:
    """Take one's own claim back. Refuses somebody else's, and a claim answered already."""
    organisation, claim = _lock(claim)
    if claim.person_id != by.pk:
        raise Refusal("Seule la personne qui a revendiqué cette page peut retirer sa demande.")
    rules.require_open(claim)
    _answer(claim, RequestState.WITHDRAWN, at=timezone.now(), by=by)
    record(events.CLAIM_WITHDRAWN, organisation, by=by, claim=claim.pk)
    return claim


def _lock(claim: PageClaim) -> tuple[Organisation, PageClaim]:
    organisation = lock_team(claim.organisation_id)
    return organisation, PageClaim.objects.select_related("person").get(pk=claim.pk)


def _require_decidable(claim: PageClaim, reason: str, by: User) -> None:
    require_operator_or_command_line(by, timezone.now())
    moderation.require_not_own(claim.person_id, by)
    rules.require_open(claim)
    moderation.require_reason(reason)


def _answer(claim: PageClaim, state: RequestState, *, at: datetime, by: User, reason: str = "") -> None:
    claim.state, claim.reason = state, reason
    claim.answered_at, claim.answered_by = at, by
    claim.save(update_fields=["state", "reason", "answered_at", "answered_by"])
