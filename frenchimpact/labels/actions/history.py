"""Labels of the past, written down one by one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community.models import Territory
from frenchimpact.journal.actions import record
from frenchimpact.labels import events
from frenchimpact.labels.models import Label, Precision


@dataclass(frozen=True)
class Announcement:
    """What is known of the announcement of a label, and from where."""

    wave: int
    announced_on: date
    precision: Precision
    source: str


@transaction.atomic
def write_down_label(territory: Territory, announcement: Announcement, *, by: User | None) -> Label:
    """Write down that this territory holds a label, or correct what is known of it; the same again changes nothing.

    `by` is empty for the site itself. The label is one whose validity is to be confirmed.
    """
    known = Label.objects.select_for_update().filter(territory=territory).first()
    label = known or Label(territory=territory, published_at=timezone.now())
    facts = vars(announcement)
    if known and all(getattr(known, name) == value for name, value in facts.items()):
        return known
    for name, value in facts.items():
        setattr(label, name, value)
    label.save()
    record(events.WRITTEN_DOWN, label, by=by)
    return label
