"""Who works in a collective: inviting, accepting, changing a role, leaving."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.actions import count_letter
from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_address
from frenchimpact.community import events
from frenchimpact.community.models import Collective, CollectiveSeat, SeatRole
from frenchimpact.community.queries.collectives import lock_collective, people_of
from frenchimpact.community.rules import collectives as rules
from frenchimpact.journal.actions import record
from frenchimpact.messaging.actions import write_email
from frenchimpact.messaging.models import Topic
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.ids import hash_of_token, new_token


@transaction.atomic
def offer_seat(collective: Collective, email: str, role: SeatRole, *, by: User) -> CollectiveSeat:
    """Invite an address for 14 days; an invitation that waited for it ends. Refuses all but those who lead."""
    collective = lock_collective(collective.pk)
    rules.require_leader(collective, by)
    email, role = require_address(email), _role(role)
    now = timezone.now()
    seats = CollectiveSeat.objects.filter(collective=collective, ended_at=None)
    if seats.filter(person__email__lower=email.lower()).exists():
        raise Refusal("Cette personne travaille déjà dans le collectif : changez plutôt son rôle.")
    seats.filter(person=None, email__lower=email.lower()).update(ended_at=now, ended_by=by)
    if seats.filter(person=None).count() >= rules.MOST_OPEN_INVITATIONS:
        raise Refusal("Trop d’invitations attendent une réponse : annulez-en d’abord quelques-unes.")
    count_letter(email, by=by)
    token = new_token()
    seat = CollectiveSeat.objects.create(
        collective=collective,
        email=email,
        role=role,
        token_hash=hash_of_token(token),
        expires_at=now + rules.INVITATION_LASTS,
        by=by,
    )
    record(events.SEAT_OFFERED, collective, by=by, seat=seat.public_id, role=role)
    write_email(
        email,
        template="community/emails/seat_offered.txt",
        context={"collective": collective, "seat": seat, "by": by},
        link=reverse("community:seat_offer", args=[token]),
        topic=Topic.PLATFORM,
    )
    return seat


@transaction.atomic
def take_seat(token: str, *, by: User) -> CollectiveSeat:
    """Take the seat that this link offers, once, with the address it was sent to; refuses in the same words."""
    now = timezone.now()
    found = CollectiveSeat.objects.select_related("collective").filter(token_hash=hash_of_token(token)).first()
    collective = lock_collective(rules.require_open_invitation(found, now).collective_id)
    seat = CollectiveSeat.objects.select_related("collective").filter(token_hash=hash_of_token(token)).first()
    seat = rules.require_open_invitation(seat, now)
    rules.require_own(seat, by)
    if CollectiveSeat.objects.filter(collective=collective, person=by, ended_at=None).exists():
        raise Refusal("Vous travaillez déjà dans ce collectif.")
    seat.person, seat.email, seat.token_hash, seat.expires_at = by, "", "", None
    seat.save(update_fields=["person", "email", "token_hash", "expires_at"])
    record(events.SEAT_TAKEN, collective, by=by, seat=seat.public_id)
    return seat


@transaction.atomic
def change_seat(seat: CollectiveSeat, role: SeatRole, *, by: User) -> CollectiveSeat:
    """Change a role. Refuses all but those who lead, and to take the last pilot's away."""
    collective, seat = _lock(seat)
    rules.require_leader(collective, by)
    role = _role(role)
    if seat.role == SeatRole.LEAD and role != SeatRole.LEAD:
        _require_other_leader(collective, seat)
    seat.role = role
    seat.save(update_fields=["role"])
    record(events.SEAT_CHANGED, collective, by=by, seat=seat.public_id, role=role)
    return seat


@transaction.atomic
def end_seat(seat: CollectiveSeat, *, by: User) -> CollectiveSeat:
    """Take a seat, or an invitation, back. Refuses all but those who lead, and the last pilot."""
    collective, seat = _lock(seat)
    rules.require_leader(collective, by)
    _end(collective, seat, by)
    record(events.SEAT_ENDED, collective, by=by, seat=seat.public_id)
    return seat


@transaction.atomic
def leave_collective(collective: Collective, *, by: User) -> CollectiveSeat:
    """Give one's own seat up. Refuses the last pilot, and whoever has rights by the chef de file only."""
    collective = lock_collective(collective.pk)
    seat = CollectiveSeat.objects.filter(collective=collective, person=by, ended_at=None).first()
    if seat is None:
        raise Refusal("Vos droits viennent du chef de file : quittez plutôt l’équipe de cette organisation.")
    _end(collective, seat, by)
    record(events.SEAT_LEFT, collective, by=by, seat=seat.public_id)
    return seat


def _lock(seat: CollectiveSeat) -> tuple[Collective, CollectiveSeat]:
    collective = lock_collective(seat.collective_id)
    found = CollectiveSeat.objects.filter(pk=seat.pk, ended_at=None).first()
    if found is None:
        raise Refusal("Cette place n’existe plus : rechargez la page.")
    return collective, found


def _end(collective: Collective, seat: CollectiveSeat, by: User) -> None:
    if seat.role == SeatRole.LEAD and seat.person_id:
        _require_other_leader(collective, seat)
    seat.ended_at, seat.ended_by, seat.email, seat.token_hash = timezone.now(), by, "", ""
    seat.save(update_fields=["ended_at", "ended_by", "email", "token_hash"])


def _require_other_leader(collective: Collective, seat: CollectiveSeat) -> None:
    """Count those who would be left: whoever leads by the chef de file keeps leading without a seat."""
    seats = CollectiveSeat.objects.filter(collective=collective, ended_at=None, role=SeatRole.LEAD)
    by_seat = set(seats.exclude(pk=seat.pk).values_list("person_id", flat=True)) - {None}
    leaders = {person.pk for person in people_of(collective, SeatRole.LEAD)}
    by_lead = leaders - set(seats.values_list("person_id", flat=True))
    left = (by_seat & leaders) | by_lead
    if seat.person and rules.leads_by_organisation(collective, seat.person):
        return
    rules.require_other_leader(left, seat.person_id or 0)


def _role(role: str) -> SeatRole:
    if role not in SeatRole.values:
        raise Refusal("Ce rôle n’existe pas : choisissez-en un dans la liste.")
    return SeatRole(role)
