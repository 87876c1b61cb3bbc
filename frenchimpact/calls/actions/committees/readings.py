"""Reading: handing over what one thinks, stepping back, locking at the decision."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.assessments.actions import lock_assessment, seal_assessment
from frenchimpact.calls import events
from frenchimpact.calls.models import (
    Application,
    CommitteeMember,
    Conflict,
    Degree,
    Reading,
    ReadingQuerySet,
    ReadingState,
    Stage,
)
from frenchimpact.calls.queries import desk
from frenchimpact.calls.queries.committees.readings import locked_reading
from frenchimpact.calls.rules import committees as rules
from frenchimpact.calls.rules import examination, readings
from frenchimpact.calls.rules.moves import move
from frenchimpact.journal.actions import record


@transaction.atomic
def send_to_committee(application: Application, *, by: User, at: datetime) -> Application:
    """Hand an examined file to the committee. Refuses who does not examine it, and a call without committee."""
    application = desk.locked(application)
    examination.require_in_charge(by, application, at)
    examination.require_stage(application, Stage.INSTRUCTION)
    readings.require_committee(application)
    application.officer = application.officer or by
    move(application, Stage.READY_FOR_JURY, at=at)
    application.save()
    record(events.SENT_TO_COMMITTEE, application, by=by)
    return application


@transaction.atomic
def submit_reading(reading: Reading, *, by: User, at: datetime) -> Reading:
    """Hand over one’s scores; again, it is a revision, and both are kept.

    Refuses anybody but the reader, what is not whole, and once the file is no longer in review.
    """
    reading = locked_reading(reading)
    readings.require_scoring(reading, by, at)
    sealed = seal_assessment(reading.assessment, by=by, at=at)
    is_first = not reading.is_handed_over
    if not is_first and sealed.number == reading.assessment.sealed.count() and sealed.at != at:
        return reading  # nothing changed since
    readings.move_reading(reading, ReadingState.SUBMITTED if is_first else ReadingState.REVISED)
    reading.submitted_at = reading.submitted_at or at
    reading.save(update_fields=["state", "submitted_at"])
    record(events.READING_SUBMITTED if is_first else events.READING_REVISED, reading, by=by)
    return reading


@transaction.atomic
def recuse_reading(reading: Reading, reason: str, *, by: User, at: datetime) -> Reading:
    """Step back from a file, saying why: it is never given to this member again, and the chair is told.

    Refuses anybody but the reader, no reason, and a reading that is locked.
    """
    reading = locked_reading(reading)
    readings.require_reader(reading, by, at)
    rules.require_reason(reason)
    end_reading(reading, reason, by=by, at=at)
    conflict, _ = Conflict.objects.get_or_create(
        member=reading.member, application=reading.application, defaults={"degree": Degree.BARRED, "reasons": "–"}
    )
    conflict.recused, conflict.degree = reason.strip(), Degree.BARRED
    told = [line for line in conflict.told_reasons if line != "–"]
    conflict.reasons = "\n".join(sorted({*told, f"s’est déporté·e\u00a0: {conflict.recused}"}))
    conflict.ruling, conflict.ruling_reason, conflict.ruled_by, conflict.ruled_at = "", "", None, None
    conflict.save()
    return reading


@transaction.atomic
def end_reading(reading: Reading, reason: str, *, by: User | None, at: datetime) -> None:
    """Take a reading back from its reader; who asks is checked by whoever calls. The chair is told."""
    readings.move_reading(reading, ReadingState.RECUSED)
    reading.recused_at, reading.recusal_reason = at, reason.strip()
    reading.save(update_fields=["state", "recused_at", "recusal_reason"])
    lock_assessment(reading.assessment, by=by, at=at)
    record(events.READING_RECUSED, reading, by=by)


@transaction.atomic
def end_readings_of(member: CommitteeMember, *, by: User | None, at: datetime) -> int:
    """Take back what somebody who leaves has not handed over; what they have stays. Return how many.

    Wherever a seat ends, this is called: nobody else can end these readings.
    """
    return _end_waiting(Reading.objects.waiting().filter(member=member), "Ne siège plus au comité.", by=by, at=at)


@transaction.atomic
def end_readings_on(application: Application, reason: str, *, by: User | None, at: datetime) -> int:
    """Take back what nobody needs to read any more, and lock what was handed over. Return how many were taken back."""
    waiting = Reading.objects.waiting().filter(application=application)
    ended = _end_waiting(waiting, reason, by=by, at=at)
    lock_readings(application, by=by, at=at)
    return ended


@transaction.atomic
def lock_readings(application: Application, *, by: User | None, at: datetime) -> None:
    """Let no score of a decided file change any more."""
    for reading in Reading.objects.active().filter(application=application).exclude(state=ReadingState.LOCKED):
        found = locked_reading(reading)
        readings.move_reading(found, ReadingState.LOCKED)
        found.save(update_fields=["state"])
        lock_assessment(found.assessment, by=by, at=at)


def _end_waiting(waiting: ReadingQuerySet, reason: str, *, by: User | None, at: datetime) -> int:
    found = [locked_reading(one) for one in waiting.order_by("pk")]
    for reading in found:
        end_reading(reading, reason, by=by, at=at)
    return len(found)
