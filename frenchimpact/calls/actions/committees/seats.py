"""The end of seats that nobody ends by hand: the appointment is over, the account is erased."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.readings import end_readings_of
from frenchimpact.calls.models import Committee, CommitteeMember, CommitteeMemberQuerySet, Reading
from frenchimpact.calls.queries.committees.members import locked_member
from frenchimpact.journal.actions import record

APPOINTMENT_OVER = "La nomination a pris fin."
HELD_NO_MORE = "La nomination a pris fin, ou le compte est fermé."


@transaction.atomic
def close_seats(seats: CommitteeMemberQuerySet, reason: str, *, by: User | None, at: datetime) -> int:
    """End these seats, but for those that have ended; what their members had to read waits for somebody else.

    Whoever calls knows why they end. Return how many did.
    """
    found = [locked_member(one) for one in seats.filter(ended_at=None).order_by("pk")]
    for member in found:
        member.ended_at, member.end_reason, member.is_chair = at, reason, False
        member.save(update_fields=["ended_at", "end_reason", "is_chair"])
        end_readings_of(member, by=by, at=at)
        record(events.SEAT_ENDED, member, by=by)
    return len(found)


@transaction.atomic
def close_lapsed_seats(committee: Committee, *, by: User | None, at: datetime) -> int:
    """End the seats whose appointment is over or whose account is closed. Return how many did.

    What waits at a seat that has ended already is taken back as well.
    """
    sitting = CommitteeMember.objects.in_force(at).filter(committee=committee)
    of_it = CommitteeMember.objects.filter(committee=committee)
    waiting = Reading.objects.waiting().filter(member__committee=committee, member__ended_at__isnull=False)
    for member in of_it.filter(pk__in=waiting.values("member")):
        end_readings_of(member, by=by, at=at)
    lapsed = of_it.filter(ended_at=None).exclude(pk__in=sitting.values("pk"))
    return close_seats(lapsed, HELD_NO_MORE, by=by, at=at)
