"""Who sits, who presides, what bars; rules never write."""

from datetime import date, datetime, timedelta

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.accounts.rules import is_committee_member, is_operator
from frenchimpact.calls.models import Committee, CommitteeMember, Conflict, Degree, InterestDeclaration
from frenchimpact.community.models import RelationKind
from frenchimpact.shared.errors import Refusal

DECLARATION_LASTS = timedelta(days=365)
# How grave each kind of tie is.
DEGREES = {
    RelationKind.EMPLOYED: Degree.BARRED,
    RelationKind.BOARD: Degree.BARRED,
    RelationKind.FAMILY: Degree.BARRED,
    RelationKind.FUNDS: Degree.TO_SETTLE,
    RelationKind.MENTORS: Degree.TO_SETTLE,
    RelationKind.PARTNER: Degree.TO_SETTLE,
    RelationKind.OTHER: Degree.MENTION,
}
GRAVITY = [Degree.MENTION, Degree.TO_SETTLE, Degree.BARRED]


def seat_of(committee: Committee, person: Visitor, at: datetime) -> CommitteeMember | None:
    """Return the seat that somebody has on this committee at this instant."""
    if not isinstance(person, User) or not is_committee_member(person, at):
        return None
    return CommitteeMember.objects.of(person).in_force(at).filter(committee=committee).first()


def presides(committee: Committee, person: Visitor, at: datetime) -> bool:
    seat = seat_of(committee, person, at)
    return seat is not None and seat.is_chair


def may_follow(committee: Committee, person: Visitor, at: datetime) -> bool:
    """Say whether somebody sees who is tied to what, and who reads what: who presides, and the programme team."""
    return presides(committee, person, at) or is_operator(person, at)


def declaration_in_force(member: CommitteeMember, at: datetime) -> InterestDeclaration | None:
    return member.declarations.filter(signed_at__isnull=False, valid_until__gt=at).order_by("-signed_at").first()


def is_away(member: CommitteeMember, on: date) -> bool:
    return member.away_until is not None and member.away_until >= on


def require_seat(member: CommitteeMember, by: User, at: datetime) -> None:
    """Refuse anybody but the member, and a seat that has ended."""
    if member.person_id != by.pk or seat_of(member.committee, by, at) is None:
        raise Refusal("Vous ne siégez pas à ce comité\u00a0: écrivez à l’équipe du programme.")


def require_chair(committee: Committee, by: User, at: datetime) -> None:
    if not presides(committee, by, at):
        raise Refusal("Seule la personne qui préside le comité peut faire cela\u00a0: demandez-le-lui.")


def require_still_sitting(member: CommitteeMember) -> None:
    if member.ended_at is not None:
        raise Refusal("Cette personne ne siège plus au comité\u00a0: revenez à la liste des membres.")


def require_loads(max_load: int) -> None:
    if not 1 <= max_load <= 200:  # noqa: PLR2004
        raise Refusal("Un membre lit de 1 à 200 dossiers par vague\u00a0: corrigez ce nombre.")


def require_to_settle(conflict: Conflict) -> None:
    if conflict.degree == Degree.BARRED:
        raise Refusal("Ce lien impose le déport\u00a0: personne ne peut l’écarter.")
    if conflict.degree == Degree.MENTION:
        raise Refusal("Ce lien est une simple mention\u00a0: il n’y a rien à apprécier.")


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("Dites pourquoi, en une phrase\u00a0: ce motif est gardé.")


def require_not_oneself(conflict: Conflict, by: User) -> None:
    if conflict.member.person_id == by.pk:
        raise Refusal("Personne n’apprécie ses propres liens\u00a0: gardez-vous de lire ce dossier.")
