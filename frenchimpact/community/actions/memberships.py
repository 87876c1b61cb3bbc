"""Everything that changes who acts for an organisation, and in which role."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import Membership, MembershipRole, Organisation
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.rules import memberships as rules
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

ROLE_CHANGED = "changement de rôle"
LEFT = "départ"


@transaction.atomic
def change_role(membership: Membership, role: MembershipRole, *, by: User) -> Membership:
    """Give a person of the team another role: the row of the former one is ended, so that the past stays readable.

    Refuses whoever is not a lead, somebody who has left, the same role, and to demote the last lead.
    """
    organisation = lock_team(membership.organisation_id)
    rules.require_lead(organisation, by)
    held = _held(membership)
    if held.role == role:
        raise Refusal("Cette personne a déjà ce rôle.")
    rules.require_other_lead(held)
    given = seat(organisation, held.person, role, at=timezone.now(), by=by)
    record(events.ROLE_CHANGED, organisation, by=by, membership=given.pk, role=given.role, before=held.role)
    return given


@transaction.atomic
def remove_member(membership: Membership, reason: str, *, by: User) -> Membership:
    """End somebody else's membership, with the reason that this person reads.

    Refuses whoever is not a lead, oneself, somebody who has left, and an empty reason.
    """
    organisation = lock_team(membership.organisation_id)
    rules.require_lead(organisation, by)
    held = _held(membership)
    if held.person_id == by.pk:
        raise Refusal("Pour partir vous-même, utilisez « Quitter l’équipe ».")
    if not reason.strip():
        raise Refusal("Dites pourquoi : la personne lira ce motif.")
    end_membership(held, reason.strip(), at=timezone.now(), by=by)
    record(events.MEMBER_REMOVED, organisation, by=by, membership=held.pk)
    return held


@transaction.atomic
def leave_organisation(organisation: Organisation, *, by: User) -> Membership:
    """End one's own membership. Refuses whoever is not in the team, and the last lead."""
    organisation = lock_team(organisation.pk)
    held = _held_by(organisation, by)
    rules.require_other_lead(held)
    end_membership(held, LEFT, at=timezone.now(), by=by)
    record(events.MEMBER_LEFT, organisation, by=by, membership=held.pk)
    return held


@transaction.atomic
def show_name(organisation: Organisation, *, shows: bool, by: User) -> Membership:
    """Show one's own name on the public page, or no longer; a new role keeps the choice, a new membership does not.

    Refuses whoever is not in the team: nobody chooses for somebody else.
    """
    organisation = lock_team(organisation.pk)
    held = _held_by(organisation, by)
    if held.is_public != shows:
        held.is_public = shows
        held.save(update_fields=["is_public"])
        record(events.NAME_SHOWN if shows else events.NAME_HIDDEN, organisation, by=by, membership=held.pk)
    return held


@transaction.atomic
def transfer_lead(membership: Membership, *, by: User) -> Membership:
    """Hand over: this person of the team becomes a lead, and who hands over becomes an editor, both or neither.

    Refuses whoever is not a lead, oneself, and somebody who has left.
    """
    organisation = lock_team(membership.organisation_id)
    rules.require_lead(organisation, by)
    held = _held(membership)
    if held.person_id == by.pk:
        raise Refusal("Vous êtes déjà responsable : choisissez une autre personne de l’équipe.")
    now = timezone.now()
    given = seat(organisation, held.person, MembershipRole.LEAD, at=now, by=by)
    seat(organisation, by, MembershipRole.EDITOR, at=now, by=by)
    record(events.LEAD_TRANSFERRED, organisation, by=by, membership=given.pk)
    return given


@transaction.atomic
def seat(organisation: Organisation, person: User, role: MembershipRole, *, at: datetime, by: User) -> Membership:
    """Give the person this role from now on; a role held before ends now. Only under `lock_team`."""
    held = Membership.objects.filter(organisation=organisation, person=person, ended_at=None).first()
    if held:
        end_membership(held, ROLE_CHANGED, at=at, by=by)
    shown = held is not None and held.is_public
    return Membership.objects.create(organisation=organisation, person=person, role=role, is_public=shown, by=by)


@transaction.atomic
def end_membership(membership: Membership, reason: str, *, at: datetime, by: User) -> None:
    """End a membership, which stays readable; whoever calls asks the rules. Only under `lock_team`."""
    membership.ended_at, membership.ended_by, membership.end_reason = at, by, reason
    membership.save(update_fields=["ended_at", "ended_by", "end_reason"])


def _held(membership: Membership) -> Membership:
    found = Membership.objects.in_force().select_related("person").filter(pk=membership.pk).first()
    return rules.require_in_force(found)


def _held_by(organisation: Organisation, person: User) -> Membership:
    found = Membership.objects.in_force().filter(organisation=organisation, person=person).first()
    return rules.require_in_force(found)
