"""What happens to labels when something happened to calls."""

from django.utils import timezone

from frenchimpact.calls.events import WAVE_DECIDED, WAVE_PROROGUED
from frenchimpact.journal.listeners import on
from frenchimpact.journal.models import Event
from frenchimpact.labels.actions import put_off_publications, write_record


@on(WAVE_PROROGUED)
def put_off_what_is_not_public(event: Event) -> None:
    put_off_publications(event.subject_id)


@on(WAVE_DECIDED)
def write_the_record(event: Event) -> None:
    """Every decision is notified by then; run twice, the second run finds what the first one wrote."""
    write_record(event.subject_id, at=timezone.now())
