"""What follows a fact of a committee: the worker computes who could read what, and ends seats that are held no more."""

from django.utils import timezone

from frenchimpact.accounts.events import APPOINTMENT_ENDED
from frenchimpact.calls.actions.committees.allotments import begin_allotment, finish_allotment
from frenchimpact.calls.actions.committees.rankings import keep_ranking
from frenchimpact.calls.actions.committees.seats import APPOINTMENT_OVER, close_seats
from frenchimpact.calls.events import (
    ALLOTMENT_ASKED,
    APPLICATION_WITHDRAWN,
    PLACES_FIXED,
    PROPOSAL_SENT_BACK,
    PROPOSED,
    READING_EXPIRED,
    READING_PROLONGED,
    READING_RECUSED,
    READING_REVISED,
    READING_SUBMITTED,
    READING_TAKEN_BACK,
)
from frenchimpact.calls.models import Allotment, Application, CommitteeMember, Reading, Wave
from frenchimpact.calls.queries.committees.solving import solve
from frenchimpact.journal.listeners import on
from frenchimpact.journal.models import Event


@on(ALLOTMENT_ASKED)
def compute_allotment(event: Event) -> None:
    """Outside any transaction while it computes, which may last seconds; run twice, the second run does nothing."""
    allotment = Allotment.objects.select_related("wave__call").get(pk=event.subject_id)
    if begin_allotment(allotment, by=None):
        finish_allotment(allotment, solve(allotment, timezone.now()), by=None)


@on(READING_SUBMITTED)
@on(READING_REVISED)
@on(READING_RECUSED)
@on(READING_EXPIRED)
@on(READING_TAKEN_BACK)
@on(READING_PROLONGED)
def rank_after_reading(event: Event) -> None:
    """Scores changed: the model of the wave is computed again, once for as many as came meanwhile."""
    reading = Reading.objects.select_related("application__wave").get(pk=event.subject_id)
    if reading.application.wave:
        keep_ranking(reading.application.wave, by=None, at=timezone.now())


@on(PLACES_FIXED)
def rank_after_places(event: Event) -> None:
    keep_ranking(Wave.objects.get(pk=event.subject_id), by=None, at=timezone.now())


@on(APPLICATION_WITHDRAWN)
@on(PROPOSAL_SENT_BACK)
@on(PROPOSED)
def rank_after_move(event: Event) -> None:
    """Rank again without a file that is gone, or is examined anew, and with one that comes back."""
    application = Application.objects.select_related("wave").filter(pk=event.subject_id).first()
    if application and application.wave:
        keep_ranking(application.wave, by=None, at=timezone.now())


@on(APPOINTMENT_ENDED)
def close_seats_of_the_appointment(event: Event) -> None:
    """Seats go with the appointment that they were given under, and so does what was to be read."""
    seats = CommitteeMember.objects.filter(appointment=event.subject_id)
    close_seats(seats, APPOINTMENT_OVER, by=None, at=timezone.now())
