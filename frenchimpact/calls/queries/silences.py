"""Applications whose silence has spoken, or soon will."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType

from frenchimpact.calls import events
from frenchimpact.calls.calculations.delays import day_in_paris
from frenchimpact.calls.models import Application, ImplicitSense
from frenchimpact.calls.queries.timelines import silence_of
from frenchimpact.journal.models import Event

DAYS_BEFORE = (5, 15, 30)  # the nearest first: whoever begins late is warned once


def silences_to_note(at: datetime) -> Iterator[tuple[int, date, int]]:
    """Give what is to be noted now: an application, the day of its silence, how many days before, 0 once it came."""
    waiting = Application.objects.submitted().under_way().exclude(call__implicit_sense=ImplicitSense.NONE)
    for application in waiting.select_related("call").prefetch_related("complements").order_by("pk"):
        found = silence_to_note(application, at)
        if found is not None:
            yield application.pk, *found


def silence_to_note(application: Application, at: datetime) -> tuple[date, int] | None:
    """Give the day of its silence and how near it is, unless that was noted already."""
    complements = sorted(application.complements.all(), key=lambda each: each.asked_at)
    silence = silence_of(application, complements, at)
    if silence is None:
        return None
    left = silence.on - day_in_paris(at)
    near = 0 if silence.is_past else next((days for days in DAYS_BEFORE if left <= timedelta(days=days)), None)
    return None if near is None or _is_noted(application, silence.on, near) else (silence.on, near)


def _is_noted(application: Application, on: date, days: int) -> bool:
    """Say whether it was noted for this day, this near or nearer; once it has spoken it does not speak again."""
    noted = Event.objects.filter(subject_type=ContentType.objects.get_for_model(Application), subject_id=application.pk)
    if noted.filter(verb=events.SILENCE_SPOKEN.code).exists():
        return True
    warned = noted.filter(verb=events.SILENCE_NEAR.code, details__on=on.isoformat(), details__days__lte=days)
    return days > 0 and warned.exists()
