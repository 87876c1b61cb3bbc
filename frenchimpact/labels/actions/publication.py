"""The day comes on which a label is shown: until then nothing public leads to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from frenchimpact.calls.models import Wave
from frenchimpact.calls.queries.desk import last_submission
from frenchimpact.calls.queries.submitted import parts_of
from frenchimpact.community.actions import (
    TerritoryFacts,
    change_perimeter,
    create_territory,
    give_territory,
)
from frenchimpact.community.models import Certainty, Collective, Organisation, Territory
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import PlaceKind
from frenchimpact.journal.actions import record
from frenchimpact.journal.jobs import enqueue
from frenchimpact.labels import events
from frenchimpact.labels.actions.moves import move_label
from frenchimpact.labels.actions.proofs import sign_label
from frenchimpact.labels.models import Label, State

PUBLISH_LABEL = "labels.publish_label"  # the task’s name: actions know the queue, never the tasks
NOTE = "décrit par le collectif dans sa candidature"


def publish_due_labels(at: datetime) -> int:
    """Publish every label whose date has come, each in a transaction of its own. Return how many."""
    due = Label.objects.filter(published_at=None, publication_at__lte=at).order_by("publication_at", "pk")
    return sum(publish_label(number, at=at) for number in due.values_list("pk", flat=True))


@transaction.atomic
def put_off_publications(wave_id: int) -> int:
    """Publish the labels that a wave has already been awarded with the others of it, now that its date has moved.

    Return how many were put off; those that are public stay so.
    """
    rows = Label.objects.filter(published_at=None, application__wave=wave_id).select_related("application__wave")
    early = rows.filter(publication_at__lt=F("application__wave__publication_at"))
    labels = list(early.select_for_update(of=["self"]).order_by("pk"))
    for label in labels:
        wave: Wave = label.application.wave  # type: ignore[union-attr,assignment]  # asked for above
        label.publication_at, label.announced_on = wave.publication_at, localdate(wave.publication_at)
        label.save(update_fields=["publication_at", "announced_on"])
        enqueue(PUBLISH_LABEL, {"label_id": label.pk}, at=wave.publication_at)
        record(events.PUT_OFF, label, by=None, publication_at=wave.publication_at.isoformat())
    return len(labels)


@transaction.atomic
def publish_label(label_id: int, *, at: datetime) -> bool:
    """Show a label, with its territory, made now or claimed; the label it had before becomes a former one.

    Does nothing before its date, or twice: a job and a periodic task both come.
    """
    due = Label.objects.filter(published_at=None, publication_at__lte=at)
    label = (
        due.select_for_update(of=["self"])
        .select_related("collective__perimeter", "organisation")
        .filter(pk=label_id)
        .first()
    )
    if label is None:
        return False
    if label.organisation:
        _replace_label_held_by(label.organisation, at)
    elif label.collective:
        territory = _territory_of(label, label.collective)
        _replace_label_of(territory, at)
        label.territory = territory
    label.published_at = at
    label.save(update_fields=["territory", "published_at"])
    if label.number:
        sign_label(label, at)
    record(events.PUBLISHED, label, by=None)
    return True


def _territory_of(label: Label, collective: Collective) -> Territory:
    """Bring the territory of the collective up to date, or make it: its perimeter is the one that was submitted."""
    parts = _parts(label, collective)
    if collective.territory:
        change_perimeter(collective.territory, parts, Certainty.CERTAIN, NOTE, by=None)
        return collective.territory
    territory = create_territory(TerritoryFacts(collective.name, parts, Certainty.CERTAIN, NOTE), by=None)
    give_territory(collective, territory, by=None)
    return territory


def _parts(label: Label, collective: Collective) -> list[Part]:
    frozen = parts_of(last_submission(label.application)) if label.application else []
    live = collective.perimeter.parts.all()
    return frozen or [Part(PlaceKind(part.kind), part.code, part.valid_from, part.valid_until) for part in live]


def _replace_label_held_by(organisation: Organisation, at: datetime) -> None:
    before = (
        Label.objects.held_by_organisations().select_for_update(of=["self"]).filter(organisation=organisation).first()
    )
    if before is not None:
        before.replaced_at = at
        move_label(before, State.REPLACED, at=at)
        record(events.REPLACED, before, by=None)


def _replace_label_of(territory: Territory, at: datetime) -> None:
    before = Label.objects.select_for_update().filter(territory=territory).first()
    if before is None:
        return
    before.replaced_at = at
    move_label(before, State.REPLACED, at=at)
    record(events.REPLACED, before, by=None)
