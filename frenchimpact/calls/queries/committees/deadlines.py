"""Readings that come to their end, that nobody has begun, or whose time is over."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType

from frenchimpact.calls import events
from frenchimpact.calls.models import Committee, CommitteeMember, Reading, ReadingQuerySet, Stage
from frenchimpact.calls.queries.desk import STILL_COMING
from frenchimpact.journal.kinds import Kind
from frenchimpact.journal.models import Event

DAYS_BEFORE = (2, 7)  # the nearest first
SILENT_AFTER = timedelta(days=5)  # nothing written, not stepped back: the chair is told


def under_way() -> ReadingQuerySet:
    """List what somebody who sits still has to hand over, of files that are being read."""
    rows = Reading.objects.waiting().filter(application__stage=Stage.IN_REVIEW, member__ended_at=None)
    related = ("member__committee__call", "member__person", "application__collective", "application__organisation")
    return rows.select_related(*related).order_by("pk")


def to_remind(at: datetime) -> dict[tuple[CommitteeMember, datetime, int], list[Reading]]:
    """Give what to remind now: by member, end, and how many days before it; in one go whatever the number of files.

    Not what was given, or given more time, later than that many days before its end: the letter has just come.
    """
    told = {
        (event.subject_id, event.details["due_at"], event.details["days"])
        for event in _events(events.READINGS_REMINDED, CommitteeMember)
    }
    found = defaultdict(list)
    for reading in under_way().filter(due_at__gt=at, due_at__lte=at + timedelta(days=max(DAYS_BEFORE))):
        days = next(days for days in DAYS_BEFORE if reading.due_at <= at + timedelta(days=days))
        was_told = any((reading.member_id, reading.due_at.isoformat(), near) in told for near in range(days + 1))
        known_at = reading.prolonged_at or reading.assigned_at
        if known_at <= reading.due_at - timedelta(days=days) and not was_told:
            found[reading.member, reading.due_at, days].append(reading)
    return dict(found)


def silent_at(at: datetime) -> ReadingQuerySet:
    """List what was given a while ago, of which nothing is written."""
    return under_way().unanswered().filter(assigned_at__lte=at - SILENT_AFTER)


def newly_silent(at: datetime) -> dict[Committee, list[Reading]]:
    """Give, by committee, what its chair was not told of yet."""
    told = {pk for event in _events(events.READINGS_UNANSWERED, Committee) for pk in event.details["readings"]}
    return _by_committee([one for one in silent_at(at) if one.pk not in told])


def overdue(at: datetime) -> dict[Committee, list[Reading]]:
    """Give, by committee, what is late for sure: what was sent in time may still wait for its turn."""
    return _by_committee(under_way().filter(due_at__lt=at - STILL_COMING))


def _by_committee(readings: Collection[Reading] | ReadingQuerySet) -> dict[Committee, list[Reading]]:
    found = defaultdict(list)
    for reading in readings:
        found[reading.member.committee].append(reading)
    return dict(found)


def _events(kind: Kind, model: type[Committee] | type[CommitteeMember]) -> list[Event]:
    subject = ContentType.objects.get_for_model(model)
    return list(Event.objects.filter(verb=kind.code, subject_type=subject))
