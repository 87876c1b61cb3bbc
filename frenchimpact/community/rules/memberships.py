"""Who acts for an organisation, and who may let others act for it; rules never write."""

from datetime import datetime, timedelta

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.community.models import (
    Invitation,
    JoinRequest,
    Membership,
    MembershipRole,
    Organisation,
    PageClaim,
    RequestState,
)
from frenchimpact.shared.errors import Refusal

INVITATION_LASTS = timedelta(days=14)
OBJECTION_LASTS = timedelta(days=10)  # those who run a page answer to who wants to take it over
OPEN_INVITATIONS_ALLOWED = 50  # of one organisation: its team is no way to write to the whole world
INVITATION_IS_DEAD = "Cette invitation ne fonctionne pas ou plus : demandez-en une nouvelle à la personne qui invite."


def role_of(organisation: Organisation, person: Visitor) -> MembershipRole | None:
    """Give the role in which this person acts for the organisation today; none for whoever does not."""
    if not person.is_authenticated:
        return None
    held = Membership.objects.in_force().filter(organisation=organisation, person_id=person.pk)
    role = held.values_list("role", flat=True).first()
    return MembershipRole(role) if role else None


def is_lead(organisation: Organisation, person: Visitor) -> bool:
    """Say whether this person is responsible for the organisation's page and team."""
    return role_of(organisation, person) == MembershipRole.LEAD


def may_edit(organisation: Organisation, person: Visitor) -> bool:
    """Say whether this person may change the page and write in the organisation's name."""
    return role_of(organisation, person) in {MembershipRole.LEAD, MembershipRole.EDITOR}


def is_member(organisation: Organisation, person: Visitor) -> bool:
    """Say whether this person is one of the team, whatever the role."""
    return role_of(organisation, person) is not None


def has_lead(organisation: Organisation) -> bool:
    """Say whether somebody who can still sign in is responsible for the page."""
    return Membership.objects.in_force().leads().filter(organisation=organisation).exists()


def require_lead(organisation: Organisation, by: User) -> None:
    if not is_lead(organisation, by):
        raise Refusal(
            "Seule une personne responsable de l’organisation peut faire cela : adressez-vous à l’une d’elles."
        )


def require_other_lead(membership: Membership) -> None:
    """Refuse to take the last lead away: nobody could let anybody in any more."""
    if membership.role != MembershipRole.LEAD:
        return
    others = Membership.objects.in_force().leads().filter(organisation=membership.organisation_id)
    if not others.exclude(pk=membership.pk).exists():
        raise Refusal(
            "C’est la dernière personne responsable : confiez d’abord la responsabilité à quelqu’un de l’équipe."
        )


def require_in_force(membership: Membership | None) -> Membership:
    if membership is None:
        raise Refusal("Cette personne ne fait plus partie de l’équipe : rechargez la page.")
    return membership


def require_not_in_team(organisation: Organisation, person: User) -> None:
    if is_member(organisation, person):
        raise Refusal("Cette personne fait déjà partie de l’équipe : changez plutôt son rôle.")


def require_usable(invitation: Invitation | None, at: datetime) -> Invitation:
    """Refuse in the same words what is unknown, expired, used or revoked."""
    if invitation is None or not invitation.is_usable(at):
        raise Refusal(INVITATION_IS_DEAD)
    return invitation


def is_for(invitation: Invitation, person: User) -> bool:
    return invitation.email.lower() == person.email.lower()


def require_own_invitation(invitation: Invitation, person: User) -> None:
    if not is_for(invitation, person):
        raise Refusal(
            "Cette invitation est adressée à une autre adresse électronique que la vôtre : connectez-vous avec cette "
            "adresse, ou demandez une invitation à votre adresse actuelle."
        )


def require_room_for_invitation(organisation: Organisation) -> None:
    waiting = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None).count()
    if waiting >= OPEN_INVITATIONS_ALLOWED:
        raise Refusal("Trop d’invitations attendent une réponse : annulez-en d’abord quelques-unes.")


def require_open(request: JoinRequest | PageClaim) -> None:
    if request.state != RequestState.OPEN:
        raise Refusal(f"Cette demande a déjà reçu une réponse : elle est {request.get_state_display()}.")
