"""Reminding those who write of the cut-off."""

from datetime import datetime

from django.db import transaction

from frenchimpact.calls import events
from frenchimpact.calls.models import Application, Stage, Wave
from frenchimpact.calls.queries.people import held
from frenchimpact.calls.queries.reminders import due_reminders, was_reminded
from frenchimpact.journal.actions import record


def remind_of_cutoffs(at: datetime) -> int:
    """Remind the collectives that have a draft, 14 and 3 days before the cut-off; once each. Return how many."""
    return sum(_remind(number, wave, days) for number, wave, days in due_reminders(at))


@transaction.atomic
def _remind(number: int, wave: Wave, days: int) -> bool:
    draft = held(Application(pk=number))
    if draft.stage != Stage.DRAFT or was_reminded(draft, wave, days):
        return False
    details = {"wave": wave.pk, "days": days, "cutoff_at": wave.cutoff_at.isoformat()}
    record(events.CUTOFF_REMINDED, draft, by=None, **details)
    return True
