"""Inviting somebody into a team by e-mail: a link that works once, for that address only."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.actions import count_letter
from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_address
from frenchimpact.community import events
from frenchimpact.community.actions.memberships import seat
from frenchimpact.community.models import (
    Invitation,
    JoinRequest,
    Membership,
    MembershipRole,
    Organisation,
    RequestState,
)
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.rules import memberships as rules
from frenchimpact.journal.actions import record
from frenchimpact.messaging.actions import write_email
from frenchimpact.messaging.models import Topic
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.ids import hash_of_token, new_token


@transaction.atomic
def invite(organisation: Organisation, email: str, role: MembershipRole, *, by: User) -> Invitation:
    """Write to this address a link that lets its owner in, for 14 days; only the hash of the token is kept.

    An invitation that waits for the same address is revoked. Refuses whoever is not a lead, what is not an address,
    somebody of the team, more than 50 that wait, and more letters than one writes in a day.
    """
    organisation = lock_team(organisation.pk)
    rules.require_lead(organisation, by)
    email = require_address(email)
    if Membership.objects.in_force().filter(organisation=organisation, person__email__lower=email.lower()).exists():
        raise Refusal("Cette personne fait déjà partie de l’équipe : changez plutôt son rôle.")
    rules.require_room_for_invitation(organisation)
    waiting = Invitation.objects.filter(organisation=organisation, email__lower=email.lower())
    waiting.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    invitation = _send(organisation, email, role, by=by)
    record(events.INVITED, organisation, by=by, invitation=invitation.pk, role=role)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Write again with a new link and 14 days more: the former link works no more.

    Refuses whoever is not a lead, and what was used or revoked.
    """
    organisation = lock_team(invitation.organisation_id)
    rules.require_lead(organisation, by)
    invitation = _waiting(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    again = _send(organisation, invitation.email, MembershipRole(invitation.role), by=by)
    record(events.INVITED_AGAIN, organisation, by=by, invitation=again.pk)
    return again


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Make the link work no more. Refuses whoever is not a lead, and what was used or revoked."""
    organisation = lock_team(invitation.organisation_id)
    rules.require_lead(organisation, by)
    invitation = _waiting(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record(events.INVITATION_REVOKED, organisation, by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Membership:
    """Let in whoever bears the link and has its address, with the role it says; a request that waited is answered.

    Refuses in the same words a link unknown, expired, used or revoked; another address; somebody of the team.
    """
    now = timezone.now()
    found = rules.require_usable(Invitation.objects.filter(token_hash=hash_of_token(token)).first(), now)
    organisation = lock_team(found.organisation_id)
    invitation = rules.require_usable(Invitation.objects.get(pk=found.pk), now)  # as it is once it is our turn
    rules.require_own_invitation(invitation, by)
    if rules.is_member(organisation, by):
        raise Refusal("Vous faites déjà partie de cette équipe.")
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    asked = JoinRequest.objects.filter(organisation=organisation, person=by, state=RequestState.OPEN)
    asked.update(state=RequestState.ACCEPTED, answered_at=now, answered_by=invitation.by)
    membership = seat(organisation, by, MembershipRole(invitation.role), at=now, by=invitation.by or by)
    record(events.JOINED, organisation, by=by, membership=membership.pk, invitation=invitation.pk)
    return membership


def _waiting(invitation: Invitation) -> Invitation:
    found = Invitation.objects.get(pk=invitation.pk)
    if found.accepted_at or found.revoked_at:
        raise Refusal("Cette invitation a déjà été utilisée ou annulée : envoyez-en une nouvelle.")
    return found


def _send(organisation: Organisation, email: str, role: MembershipRole, *, by: User) -> Invitation:
    count_letter(email, by=by)
    token = new_token()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        token_hash=hash_of_token(token),
        by=by,
        expires_at=timezone.now() + rules.INVITATION_LASTS,
    )
    write_email(
        email,
        template="community/emails/invitation.txt",
        context={"organisation": organisation, "invitation": invitation, "by": by},
        link=reverse("community:invitation", args=[token]),
        topic=Topic.PLATFORM,
    )
    return invitation
