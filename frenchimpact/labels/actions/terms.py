"""The last day of a label comes near, then goes by: its holder is told in time, and it ends."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from frenchimpact.calls.calculations.delays import add_months
from frenchimpact.journal.actions import record
from frenchimpact.labels import events
from frenchimpact.labels.actions.moves import move_label
from frenchimpact.labels.models import Label, State

TOLD_BEFORE = 6  # months


@transaction.atomic
def remind_of_terms(at: datetime) -> int:
    """Tell those whose label ends within six months, once; return how many labels."""
    day = localdate(at)
    near = Label.objects.near_their_term(day, add_months(day, TOLD_BEFORE)).select_for_update(skip_locked=True)
    labels = list(near.order_by("pk"))
    for label in labels:
        label.renewal_told_at = at
        label.save(update_fields=["renewal_told_at"])
        record(events.TERM_NEAR, label, by=None)
    return len(labels)


def expire_due_labels(at: datetime) -> int:
    """End every label that is past its last day, each in a transaction of its own. Return how many."""
    due = Label.objects.past_their_term(localdate(at)).order_by("valid_until", "pk")
    return sum(expire_label(number, at=at) for number in due.values_list("pk", flat=True))


@transaction.atomic
def expire_label(label_id: int, *, at: datetime) -> bool:
    """End a label whose last day has gone by; does nothing before, or twice."""
    rows = Label.objects.past_their_term(localdate(at)).select_for_update(of=["self"]).select_related("territory")
    label = rows.filter(pk=label_id).first()
    if label is None:
        return False
    move_label(label, State.EXPIRED, at=at)
    record(events.EXPIRED, label, by=None)
    return True
