"""How calls write to whoever is concerned, in the transaction of the fact."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import (
    Application,
    Committee,
    CommitteeMember,
    Wave,
)
from frenchimpact.calls.queries.people import officers_of, people_of
from frenchimpact.calls.queries.timelines import timeline_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic
from frenchimpact.ui.words import long_date


def tell_committee(
    event: Event, people: Iterable[User], template: str, committee: Committee, link: str, **more: object
) -> None:
    context = {"call": committee.call, "committee": committee, **more}
    path = f"calls/emails/{template}.txt"
    notify(people, about=event, topic=Topic.APPLICATIONS, template=path, context=context, link=link)


def page_of_wave(wave: Wave) -> str:
    return reverse("calls:committee_wave", args=[wave.call.slug, wave.number])


def member_of(event: Event) -> CommitteeMember:
    return CommitteeMember.objects.select_related("committee__call", "person").get(pk=event.subject_id)


def tell_collective(event: Event, template: str, *, but: int | None = None, **more: object) -> None:
    application = application_of(event)
    people = [person for person in people_of(application) if person.pk != but]
    tell(event, people, template, application, application.get_absolute_url(), **more)


def tell_officers(event: Event, template: str) -> None:
    application = application_of(event)
    tell(event, officers_of(application, event.at), template, application, page_of_desk(application))


def tell(
    event: Event, people: Iterable[User], template: str, application: Application, link: str, **more: object
) -> None:
    timeline = timeline_of(application, event.at)
    context = {"application": application, "timeline": timeline, "wave": application.wave, **more}
    if isinstance(wave := context["wave"], Wave):
        context["cutoff"] = cutoff_in_words(wave)
    path = f"calls/emails/{template}.txt"
    notify(people, about=event, topic=Topic.APPLICATIONS, template=path, context=context, link=link)


def application_of(event: Event) -> Application:
    related = ("call", "wave", "collective__perimeter", "organisation", "officer")
    return Application.objects.select_related(*related).get(pk=event.subject_id)


def page_of_desk(application: Application) -> str:
    return reverse("calls:officer_application", args=[application.public_id])


def cutoff_in_words(wave: Wave) -> str:
    at = timezone.localtime(wave.cutoff_at)
    return f"{long_date(at.date())} à {at:%H}\u00a0h\u00a0{at:%M}, heure de Paris"
