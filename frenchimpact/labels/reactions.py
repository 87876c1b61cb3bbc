"""What happens to labels when something happened to calls."""

from frenchimpact.calls.events import WAVE_PROROGUED
from frenchimpact.journal.listeners import on
from frenchimpact.journal.models import Event
from frenchimpact.labels.actions import put_off_publications


@on(WAVE_PROROGUED)
def put_off_what_is_not_public(event: Event) -> None:
    put_off_publications(event.subject_id)
