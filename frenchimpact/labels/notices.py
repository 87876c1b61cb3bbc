"""Who is told of a label: at its publication, not before; then of what becomes of it."""

from frenchimpact.calls.queries.people import officers_of, people_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.labels import events
from frenchimpact.labels.models import Label
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic


@notice_of(events.PUBLISHED)
def tell_of_a_publication(event: Event) -> None:
    """Tell the collective, and whoever examined the application."""
    label = Label.objects.select_related("territory", "application__collective", "application__officer").get(
        pk=event.subject_id
    )
    if label.application is None or label.territory is None:
        return
    people = {person.pk: person for person in people_of(label.application)}
    people |= {person.pk: person for person in officers_of(label.application, event.at)}
    notify(
        list(people.values()),
        about=event,
        topic=Topic.APPLICATIONS,
        template="labels/emails/published.txt",
        context={"territory": label.territory},
        link=label.territory.get_absolute_url(),
    )


@notice_of(events.EXPIRED)
def tell_of_a_term(event: Event) -> None:
    """Tell the collective that its label is over, and what it may do."""
    label = Label.objects.select_related("former_territory", "application__collective").get(pk=event.subject_id)
    if label.application is None:
        return
    notify(
        people_of(label.application),
        about=event,
        topic=Topic.APPLICATIONS,
        template="labels/emails/expired.txt",
        context={"territory": label.holder, "label": label},
        link=label.get_absolute_url(),
    )
