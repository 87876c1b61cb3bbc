"""Drafts whose collective is to be reminded of a cut-off, once for each of two delays."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType

from frenchimpact.calls import events
from frenchimpact.calls.models import Application, Wave
from frenchimpact.journal.models import Event

DAYS_BEFORE = (3, 14)  # the nearest first: who begins late is reminded once


def due_reminders(at: datetime) -> Iterator[tuple[int, Wave, int]]:
    """Give the drafts to remind now: number, wave, and how many days before its cut-off."""
    for wave in Wave.objects.accepting(at).filter(cutoff_at__lte=at + timedelta(days=max(DAYS_BEFORE))):
        days = next(days for days in DAYS_BEFORE if wave.cutoff_at <= at + timedelta(days=days))
        for draft in Application.objects.drafts().filter(call=wave.call_id).order_by("pk"):
            if not was_reminded(draft, wave, days):
                yield draft.pk, wave, days


def was_reminded(application: Application, wave: Wave, days: int) -> bool:
    """Say whether its collective was reminded of this cut-off that near, or nearer; a later cut-off counts anew."""
    return Event.objects.filter(
        verb=events.CUTOFF_REMINDED.code,
        subject_type=ContentType.objects.get_for_model(Application),
        subject_id=application.pk,
        details__cutoff_at=wave.cutoff_at.isoformat(),
        details__days__lte=days,
    ).exists()
