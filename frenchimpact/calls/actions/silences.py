"""The silence of the service: officers are warned before it speaks; once it has, the collective is told its rights."""

from datetime import datetime

from django.db import transaction

from frenchimpact.calls import events
from frenchimpact.calls.models import Application
from frenchimpact.calls.queries.people import held
from frenchimpact.calls.queries.silences import silence_to_note, silences_to_note
from frenchimpact.journal.actions import record


def watch_silences(at: datetime) -> int:
    """Note the implicit decisions that were born, and warn 30, 15 and 5 days before; once each. Return how many.

    CRPA L231-4. The application stays where it is: its examination goes on, an express decision may still come.
    """
    return sum(_note(number, at) for number, _, _ in list(silences_to_note(at)))


@transaction.atomic
def _note(number: int, at: datetime) -> bool:
    application = held(Application(pk=number))
    found = silence_to_note(application, at)
    if found is None:  # decided or noted meanwhile
        return False
    on, days = found
    kind = events.SILENCE_NEAR if days else events.SILENCE_SPOKEN
    record(kind, application, by=None, on=on.isoformat(), days=days)
    return True
