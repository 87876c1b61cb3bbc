"""Who is told of a label: at its publication, not before; then of what becomes of it."""

from django.urls import reverse
from django.utils.timezone import localdate

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.calls.queries.people import appointed, officers_of, people_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.labels import events
from frenchimpact.labels.models import Label, LabelAct
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic


@notice_of(events.PUBLISHED)
def tell_of_a_publication(event: Event) -> None:
    """Tell the collective, and whoever examined the application."""
    related = (
        "territory",
        "organisation",
        "application__collective",
        "application__organisation",
        "application__officer",
    )
    label = Label.objects.select_related("application__call", *related).get(pk=event.subject_id)
    holder = label.holder
    if label.application is None or holder is None:
        return
    people = {person.pk: person for person in people_of(label.application)}
    people |= {person.pk: person for person in officers_of(label.application, event.at)}
    notify(
        list(people.values()),
        about=event,
        topic=Topic.APPLICATIONS,
        template="labels/emails/published.txt",
        context={"holder": holder, "label": label.name, "is_territory": label.organisation is None},
        link=holder.get_absolute_url(),
    )


@notice_of(events.SUSPENDED)
def tell_of_a_suspension(event: Event) -> None:
    """Tell the whole collective that its label is suspended, and until when it may answer."""
    act = _act(event)
    _tell_holder(event, "suspended", until=localdate(act.observations_until) if act.observations_until else None)


@notice_of(events.LIFTED)
def tell_of_a_lifting(event: Event) -> None:
    _tell_holder(event, "lifted")


@notice_of(events.WITHDRAWN)
def tell_of_a_withdrawal(event: Event) -> None:
    _tell_holder(event, "withdrawn")


@notice_of(events.MERGED)
def tell_of_a_replacement(event: Event) -> None:
    _tell_holder(event, "merged", other=_act(event).replaced_by)


@notice_of(events.OBSERVED)
def tell_who_decides(event: Event) -> None:
    """Tell the authority that the holder has answered."""
    label = _label(event)
    link = reverse("labels:desk_label", args=[label.number])
    _notify(event, appointed(Capacity.DECIDER, event.at), "observed", label, link)


@notice_of(events.EXPIRED)
def tell_of_a_term(event: Event) -> None:
    """Tell the collective that its label is over, and what it may do."""
    label = _label(event)
    if label.application:
        _notify(event, people_of(label.application), "expired", label, label.get_absolute_url())


@notice_of(events.TERM_NEAR)
def tell_that_a_term_is_near(event: Event) -> None:
    """Tell the collective in time that its label ends, and how to bear it again."""
    _tell_holder(event, "term_near")


def _tell_holder(event: Event, template: str, **more: object) -> None:
    label = _label(event)
    if label.application:
        link = reverse("labels:follow", args=[label.number])
        _notify(event, people_of(label.application), template, label, link, **more)


def _notify(event: Event, people: list[User], template: str, label: Label, link: str, **more: object) -> None:
    context = {"holder": label.holder, "label": label, "your": label.words.your, **more}
    path = f"labels/emails/{template}.txt"
    notify(people, about=event, topic=Topic.APPLICATIONS, template=path, context=context, link=link)


def _label(event: Event) -> Label:
    related = (
        "territory",
        "former_territory",
        "organisation",
        "application__call",
        "application__collective",
        "application__organisation",
    )
    return Label.objects.select_related(*related).get(pk=event.subject_id)


def _act(event: Event) -> LabelAct:
    related = ("replaced_by__territory", "replaced_by__application__call")
    return LabelAct.objects.select_related(*related).get(pk=event.details["act"])
