"""What follows a fact of a committee: the worker computes who could read what, and ends seats that are held no more."""

from django.utils import timezone

from frenchimpact.accounts.events import APPOINTMENT_ENDED
from frenchimpact.calls.actions.committees.allotments import begin_allotment, finish_allotment
from frenchimpact.calls.actions.committees.seats import APPOINTMENT_OVER, close_seats
from frenchimpact.calls.events import ALLOTMENT_ASKED
from frenchimpact.calls.models import Allotment, CommitteeMember
from frenchimpact.calls.queries.committees.solving import solve
from frenchimpact.journal.listeners import on
from frenchimpact.journal.models import Event


@on(ALLOTMENT_ASKED)
def compute_allotment(event: Event) -> None:
    """Outside any transaction while it computes, which may last seconds; run twice, the second run does nothing."""
    allotment = Allotment.objects.select_related("wave__call").get(pk=event.subject_id)
    if begin_allotment(allotment, by=None):
        finish_allotment(allotment, solve(allotment, timezone.now()), by=None)


@on(APPOINTMENT_ENDED)
def close_seats_of_the_appointment(event: Event) -> None:
    """Seats go with the appointment that they were given under, and so does what was to be read."""
    seats = CommitteeMember.objects.filter(appointment=event.subject_id)
    close_seats(seats, APPOINTMENT_OVER, by=None, at=timezone.now())
