"""Who may read, write and lead in a collective, and what may happen there; rules never write."""

from collections.abc import Collection
from datetime import datetime, timedelta

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.accounts.rules import is_officer
from frenchimpact.community.models import (
    ChallengeKind,
    Collective,
    CollectiveMember,
    CollectiveSeat,
    Engagement,
    MembershipRole,
    Organisation,
    RequestState,
    SeatRole,
    TerritoryClaim,
)
from frenchimpact.community.rules.memberships import may_edit, role_of
from frenchimpact.shared.errors import Refusal

LETTER_LASTS = timedelta(days=30)
INVITATION_LASTS = timedelta(days=14)
REMINDED_AFTER = timedelta(days=1)
MOST_CHALLENGES = 20
MOST_MEMBERS = 500
MOST_OPEN_INVITATIONS = 50
LETTER_IS_DEAD = (
    "Ce lien ne fonctionne pas ou plus : il a servi, expiré ou été remplacé. Demandez une nouvelle lettre au collectif "
    "qui vous l’a envoyée."
)
INVITATION_IS_DEAD = "Cette invitation ne fonctionne pas ou plus : demandez-en une nouvelle à la personne qui invite."
# What a role in the organisation that leads gives by itself in the collective.
SEAT_OF = {MembershipRole.LEAD: SeatRole.LEAD, MembershipRole.EDITOR: SeatRole.WRITER}
STRENGTH = [SeatRole.READER, SeatRole.WRITER, SeatRole.LEAD]


def seat_role(collective: Collective, person: Visitor) -> SeatRole | None:
    """Give the strongest role that this person has: by a seat, or by running the organisation that leads."""
    if not person.is_authenticated or not person.is_active:
        return None
    seats = CollectiveSeat.objects.filter(collective=collective, person_id=person.pk, ended_at=None)
    held = [SeatRole(role) for role in seats.values_list("role", flat=True)]
    own = role_of(collective.lead, person)
    if own in SEAT_OF:
        held.append(SEAT_OF[own])
    return max(held, key=STRENGTH.index, default=None)


def leads_by_organisation(collective: Collective, person: User) -> bool:
    """Say whether this person leads without any seat: as responsible for the chef de file."""
    return role_of(collective.lead, person) == MembershipRole.LEAD


def may_read(collective: Collective, person: Visitor, at: datetime | None = None) -> bool:
    """Say whether this person has a place here; those who examine applications read too, when an instant is given."""
    return seat_role(collective, person) is not None or (at is not None and is_officer(person, at))


def may_write(collective: Collective, person: Visitor) -> bool:
    """Say whether this person may change what the collective says; nobody does once it is closed."""
    return collective.closed_at is None and seat_role(collective, person) in {SeatRole.WRITER, SeatRole.LEAD}


def may_lead(collective: Collective, person: Visitor) -> bool:
    """Say whether this person may change who works here, submit and withdraw."""
    return collective.closed_at is None and seat_role(collective, person) == SeatRole.LEAD


def require_writer(collective: Collective, person: User) -> None:
    if not may_write(collective, person):
        raise Refusal("Vous lisez ce collectif sans pouvoir le modifier : demandez à son pilote un rôle de rédaction.")


def require_leader(collective: Collective, person: User) -> None:
    if not may_lead(collective, person):
        raise Refusal("Seul un pilote du collectif peut faire cela : adressez-vous à l’un d’eux.")


def require_leader_or_founder(collective: Collective, person: User) -> None:
    """As `require_leader`; a contributor of the chef de file who has just founded the collective may claim too."""
    if collective.created_by_id != person.pk or not may_write(collective, person):
        require_leader(collective, person)


def require_editor_of(organisation: Organisation, person: User) -> None:
    """Refuse a chef de file for which this person does not act."""
    if not may_edit(organisation, person):
        raise Refusal("Choisissez un chef de file dont vous pouvez modifier la page, ou créez d’abord cette page.")


def require_version(standing: int, read: int) -> None:
    """Refuse to write over what somebody else wrote meanwhile."""
    if standing != read:
        raise Conflict(
            "Quelqu’un a modifié ce texte pendant que vous écriviez : comparez, puis enregistrez de nouveau."
        )


class Conflict(Refusal):
    """Two people wrote the same thing; nothing of either is lost."""


def require_text(value: str, most: int, what: str) -> str:
    """Give the text without blanks around it; refuse what is empty or longer than its column."""
    value = value.strip()
    if not value:
        raise Refusal(f"{what} : ce champ est à remplir.")
    return require_room(value, most, what)


def require_room(value: str, most: int, what: str) -> str:
    value = value.strip()
    if "\x00" in value:
        raise Refusal(f"{what} : un caractère ne peut pas être enregistré. Effacez-le.")
    if len(value) > most:
        raise Refusal(f"{what} : {most} caractères au plus ; raccourcissez ce texte.")
    return value


def require_present(member: CollectiveMember) -> None:
    if member.left_at is not None:
        raise Refusal("Ce membre a quitté le collectif : ajoutez-le de nouveau.")


def require_unsigned(member: CollectiveMember, *, is_signed: bool) -> None:
    if is_signed:
        raise Refusal(
            f"{member.name} a signé sa lettre : ce qui est signé ne change plus. Retirez ce membre, puis ajoutez-le."
        )


def require_removable(collective: Collective, member: CollectiveMember) -> None:
    if member.organisation_id == collective.lead_id:
        raise Refusal("Le chef de file reste membre du collectif qu’il conduit.")


def require_remindable(latest: Engagement | None, at: datetime) -> None:
    """Refuse to write to the same signatory twice a day."""
    if latest and latest.replaced_at is None and at - latest.sent_at < REMINDED_AFTER:
        raise Refusal("La lettre est partie il y a moins d’un jour : attendez demain pour la relancer.")


def require_usable(letter: Engagement | None, at: datetime) -> Engagement:
    """Refuse in the same words a link that is unknown, expired, used or replaced."""
    if letter is None or not letter.is_usable(at) or letter.member.left_at or letter.member.collective.closed_at:
        raise Refusal(LETTER_IS_DEAD)
    return letter


def is_open_invitation(seat: CollectiveSeat | None, at: datetime) -> bool:
    return bool(
        seat
        and seat.person_id is None
        and seat.ended_at is None
        and seat.expires_at
        and at < seat.expires_at
        and seat.collective.closed_at is None
    )


def require_open_invitation(seat: CollectiveSeat | None, at: datetime) -> CollectiveSeat:
    if seat is None or not is_open_invitation(seat, at):
        raise Refusal(INVITATION_IS_DEAD)
    return seat


def require_own(seat: CollectiveSeat, person: User) -> None:
    if seat.email.lower() != person.email.lower():
        raise Refusal("Cette invitation est adressée à une autre adresse électronique que la vôtre.")


def require_other_leader(leaders: Collection[int], leaving: int) -> None:
    """Refuse to take the last one who may lead away."""
    if set(leaders) <= {leaving}:
        raise Refusal("C’est le dernier pilote du collectif : confiez d’abord ce rôle à quelqu’un d’autre.")


def require_kinds(kinds: Collection[str]) -> list[str]:
    known = [kind for kind in ChallengeKind.values if kind in kinds]
    if len(known) != len(set(kinds)) or not known:
        raise Refusal("Choisissez au moins une nature de défi parmi celles proposées.")
    return known


def require_open(claim: TerritoryClaim) -> None:
    if claim.state != RequestState.OPEN:
        raise Refusal(f"Cette demande a déjà reçu une réponse : elle est {claim.get_state_display()}.")
