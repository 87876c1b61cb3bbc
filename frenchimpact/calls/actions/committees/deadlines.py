"""The end of a reading: reminded, told to the chair when nobody begins, expired, prolonged or taken back."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Committee, CommitteeMember, Reading, ReadingState, Stage
from frenchimpact.calls.queries.committees.deadlines import newly_silent, overdue, to_remind
from frenchimpact.calls.queries.committees.readings import locked_reading
from frenchimpact.calls.rules import committees as rules
from frenchimpact.calls.rules import examination, readings
from frenchimpact.calls.rules.readings import is_tied, wanted_readers
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.shared.errors import Refusal


def watch_readings(at: datetime) -> int:
    """Remind, tell the chair, and let expire; each once. Return how many members and chairs were told."""
    told = 0
    for (member, due_at, days), found in to_remind(at).items():
        _tell(events.READINGS_REMINDED, member, found, due_at=due_at.isoformat(), days=days)
        told += 1
    for committee, found in newly_silent(at).items():
        _tell(events.READINGS_UNANSWERED, committee, found)
        told += 1
    for committee, found in overdue(at).items():
        told += expire_readings(committee, found, by=None, at=at)
    return told


@transaction.atomic
def expire_readings(committee: Committee, found: list[Reading], *, by: User | None, at: datetime) -> int:
    """Close what was not handed over in time: what is written is kept, and opens again if the chair gives more time.

    What was handed over, or given more time, meanwhile is left alone. Return whether anything expired.
    """
    late = []
    for reading in (locked_reading(one) for one in found):
        if reading.state == ReadingState.ASSIGNED and reading.due_at < at:
            _end(reading)
            record(events.READING_EXPIRED, reading, by=by)
            late.append(reading.pk)
    if late:
        record(events.READINGS_OVERDUE, committee, by=by, readings=late)
    return int(bool(late))


@transaction.atomic
def take_back_reading(reading: Reading, reason: str, *, by: User, at: datetime) -> Reading:
    """Take back what somebody does not read, with a reason that they are told; another reader is to be looked for.

    Refuses anybody but the chair, a chair who is tied to the file or whose reading it is, no reason, and what was
    handed over.
    """
    reading = locked_reading(reading)
    readings.require_untied_chair(reading.application, by, at)
    readings.require_of_another(reading, by)
    rules.require_reason(reason)
    if reading.state != ReadingState.ASSIGNED:
        raise Refusal("Cette lecture est transmise, ou terminée\u00a0: rechargez la page.")
    reading.taken_back_at, reading.taken_back_by, reading.taken_back_reason = at, by, reason.strip()
    reading.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    _end(reading)
    record(events.READING_TAKEN_BACK, reading, by=by)
    return reading


@transaction.atomic
def prolong_reading(reading: Reading, until: datetime, *, by: User, at: datetime) -> Reading:
    """Give more time, an expired reading opens again with what was written.

    Refuses anybody but the chair, a chair or a reader who is tied to the file, a chair whose own reading it is, an end
    that is not later, a file that is no longer being read, and one that has found its readers meanwhile.
    """
    reading = locked_reading(reading)
    application = reading.application
    readings.require_untied_chair(application, by, at)
    readings.require_of_another(reading, by)
    rules.require_still_sitting(reading.member)
    examination.require_stage(application, Stage.IN_REVIEW)
    if until <= max(reading.due_at, at):
        raise Refusal("Choisissez une date plus tardive que l’échéance actuelle.")
    if is_tied(reading.member, application):
        raise Refusal("Un lien écarte maintenant ce membre de ce dossier\u00a0: demandez une nouvelle répartition.")
    if reading.state == ReadingState.EXPIRED:
        if application.readings.active().count() >= wanted_readers(application):
            raise Refusal("Ce dossier a trouvé ses lecteurs entre-temps\u00a0: cette lecture n’est plus nécessaire.")
        readings.move_reading(reading, ReadingState.ASSIGNED)
    elif reading.state != ReadingState.ASSIGNED:
        raise Refusal("Cette lecture est transmise, ou terminée\u00a0: rechargez la page.")
    reading.due_at, reading.prolonged_at = until, at
    reading.save(update_fields=["state", "due_at", "prolonged_at"])
    record(events.READING_PROLONGED, reading, by=by, due_at=until.isoformat())
    return reading


@transaction.atomic
def _tell(kind: Kind, whom: CommitteeMember | Committee, found: list[Reading], **details: object) -> None:
    record(kind, whom, by=None, readings=[one.pk for one in found], **details)


def _end(reading: Reading) -> None:
    readings.move_reading(reading, ReadingState.EXPIRED)
    reading.save(update_fields=["state"])
