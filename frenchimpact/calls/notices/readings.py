"""Who is told that a reading comes to its end: the reader, the chair."""

from collections.abc import Iterable

from django.urls import reverse

from frenchimpact.calls import events
from frenchimpact.calls.models import (
    CommitteeMember,
    Reading,
)
from frenchimpact.calls.notices.telling import (
    member_of,
    page_of_wave,
    tell_committee,
)
from frenchimpact.calls.queries.committees.waves import tied_files
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event


@notice_of(events.READINGS_REMINDED)
def remind_of_readings(event: Event) -> None:
    member, readings = member_of(event), _readings(event)
    link = reverse("calls:committee_space")
    context = {"readings": readings, "due_at": readings[0].due_at}
    tell_committee(event, [member.person], "readings_due", member.committee, link, **context)


@notice_of(events.READINGS_UNANSWERED)
def tell_who_has_not_begun(event: Event) -> None:
    _tell_chair_of_readings(event, "readings_silent")


@notice_of(events.READINGS_OVERDUE)
def tell_what_expired(event: Event) -> None:
    """Tell the chair, and each reader of what was theirs."""
    _tell_chair_of_readings(event, "readings_expired")
    readings = _readings(event)
    for member in {one.member_id: one.member for one in readings}.values():
        own = [one for one in readings if one.member_id == member.pk]
        link = reverse("calls:committee_space")
        tell_committee(event, [member.person], "readings_over", member.committee, link, readings=own)


@notice_of(events.READING_TAKEN_BACK)
@notice_of(events.READING_PROLONGED)
def tell_the_reader(event: Event) -> None:
    reading = _readings(event, [event.subject_id])[0]
    is_over = event.verb == events.READING_TAKEN_BACK.code
    link = reverse("calls:committee_space") if is_over else reading.get_absolute_url()
    template = "reading_taken_back" if is_over else "reading_prolonged"
    tell_committee(event, [reading.member.person], template, reading.member.committee, link, reading=reading)


def _tell_chair_of_readings(event: Event, template: str) -> None:
    """Leave out the files to which the chair is tied: who reads them is not theirs to know."""
    seats = CommitteeMember.objects.filter(committee=event.subject_id, is_chair=True, ended_at=None)
    for chair in seats.select_related("person", "committee"):
        found = _readings(event)
        tied = tied_files(chair.committee, [one.application for one in found], chair.person, event.at)
        if readings := [one for one in found if one.application_id not in tied]:
            committee, wave = readings[0].member.committee, readings[0].application.wave
            link = page_of_wave(wave) if wave else reverse("calls:committee_space")
            tell_committee(event, [chair.person], template, committee, link, readings=readings)


def _readings(event: Event, numbers: Iterable[int] = ()) -> list[Reading]:
    related = ("application__collective", "application__organisation", "application__wave__call")
    rows = Reading.objects.filter(pk__in=numbers or event.details["readings"]).order_by("pk")
    return list(rows.select_related(*related, "member__person", "member__committee__call"))
