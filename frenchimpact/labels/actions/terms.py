"""The last day of a label goes by: it ends, and its territory is told."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from frenchimpact.journal.actions import record
from frenchimpact.labels import events
from frenchimpact.labels.actions.moves import move_label
from frenchimpact.labels.models import Label, State


def expire_due_labels(at: datetime) -> int:
    """End every label that is past its last day, each in a transaction of its own. Return how many."""
    day = localdate(at)
    due = Label.objects.past_their_term(day).order_by("valid_until", "pk")
    return sum(expire_label(number, on=day) for number in due.values_list("pk", flat=True))


@transaction.atomic
def expire_label(label_id: int, *, on: date) -> bool:
    """End a label whose last day has gone by; does nothing before, or twice."""
    rows = Label.objects.past_their_term(on).select_for_update(of=["self"]).select_related("territory")
    label = rows.filter(pk=label_id).first()
    if label is None:
        return False
    move_label(label, State.EXPIRED)
    record(events.EXPIRED, label, by=None)
    return True
