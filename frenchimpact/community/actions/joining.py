"""Asking to act for an organisation, and the answer of its leads."""

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.actions import count_letter
from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.actions.memberships import seat
from frenchimpact.community.models import JoinRequest, Membership, MembershipRole, Organisation, RequestState
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.rules import memberships as rules
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def ask_to_join(organisation: Organisation, message: str, *, by: User) -> JoinRequest:
    """Ask the leads to be let in. Asking twice changes nothing and gives the request that waits.

    Refuses a person of the team, and a page without lead: it can be claimed.
    """
    organisation = lock_team(organisation.pk)
    if rules.is_member(organisation, by):
        raise Refusal("Vous faites déjà partie de cette équipe.")
    if not rules.has_lead(organisation):
        raise Refusal("Personne ne gère cette page pour l’instant : revendiquez-la plutôt.")
    if waiting := JoinRequest.objects.filter(organisation=organisation, person=by, state=RequestState.OPEN).first():
        return waiting
    count_letter(f"organisation {organisation.pk}", by=by)  # its leads are written to
    request = JoinRequest.objects.create(organisation=organisation, person=by, message=message.strip())
    record(events.ASKED_TO_JOIN, organisation, by=by, request=request.pk)
    return request


@transaction.atomic
def accept_join_request(request: JoinRequest, role: MembershipRole, *, by: User) -> Membership:
    """Let the person in with this role. Refuses whoever is not a lead, and a request answered already."""
    organisation, request = _lock(request)
    rules.require_lead(organisation, by)
    rules.require_open(request)
    rules.require_not_in_team(organisation, request.person)
    _answer(request, RequestState.ACCEPTED, by=by)
    membership = seat(organisation, request.person, role, at=timezone.now(), by=by)
    record(events.JOIN_ACCEPTED, organisation, by=by, request=request.pk, membership=membership.pk)
    return membership


@transaction.atomic
def refuse_join_request(request: JoinRequest, reason: str, *, by: User) -> JoinRequest:
    """Say no, with the reason that the person reads. Refuses whoever is not a lead, and a request answered already."""
    organisation, request = _lock(request)
    rules.require_lead(organisation, by)
    rules.require_open(request)
    if not reason.strip():
        raise Refusal("Dites pourquoi : la personne lira ce motif.")
    _answer(request, RequestState.REFUSED, reason=reason.strip(), by=by)
    record(events.JOIN_REFUSED, organisation, by=by, request=request.pk)
    return request


@transaction.atomic
def withdraw_join_request(request: JoinRequest, *, by: User) -> JoinRequest:
    """Take one's own request back. Refuses somebody else's, and a request answered already."""
    organisation, request = _lock(request)
    if request.person_id != by.pk:
        raise Refusal("Seule la personne qui a fait cette demande peut la retirer.")
    rules.require_open(request)
    _answer(request, RequestState.WITHDRAWN, by=by)
    record(events.JOIN_WITHDRAWN, organisation, by=by, request=request.pk)
    return request


def _lock(request: JoinRequest) -> tuple[Organisation, JoinRequest]:
    organisation = lock_team(request.organisation_id)
    return organisation, JoinRequest.objects.select_related("person").get(pk=request.pk)


def _answer(request: JoinRequest, state: RequestState, *, by: User, reason: str = "") -> None:
    request.state, request.reason = state, reason
    request.answered_at, request.answered_by = timezone.now(), by
    request.save(update_fields=["state", "reason", "answered_at", "answered_by"])
