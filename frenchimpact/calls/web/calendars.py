"""Dates of a call as an iCalendar file (RFC 5545): the same file as long as nothing changed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

from frenchimpact.calls.models import Call, Wave

NOTICE_BEFORE_CUTOFF = timedelta(minutes=30)  # how long before the cut-off the event begins in a diary


def calendar_of(call: Call, waves: Iterable[Wave], address: str) -> HttpResponse:
    """Answer the dates of these waves; `address` is the page of the call."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Appels//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", call.title)
    for wave in waves:
        for event in _events(call, wave, address):
            calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{call.slug}.ics"'
    return response


def _events(call: Call, wave: Wave, address: str) -> Iterable[Event]:
    title = f"{call.title}, {str(wave).lower()}"
    yield _event(wave, "ouverture", f"{title} : ouverture", wave.opens_at, wave.opens_at, address)
    cutoff = f"{title} : dernier instant pour déposer"
    yield _event(wave, "limite", cutoff, wave.cutoff_at - NOTICE_BEFORE_CUTOFF, wave.cutoff_at, address)
    if wave.decision_on:
        after = wave.decision_on + timedelta(days=1)
        yield _event(wave, "decision", f"{title} : décision prévue", wave.decision_on, after, address)
    published = f"{title} : publication des labels"
    yield _event(wave, "publication", published, wave.publication_at, wave.publication_at, address)


def _event(wave: Wave, kind: str, title: str, start: datetime | date, end: datetime | date, address: str) -> Event:
    event = Event()
    event.add("uid", f"vague-{wave.pk}-{kind}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", len(wave.prorogations.all()))  # a later one replaces the date in the diary
    event.add("dtstamp", wave.call.opened_at or wave.call.created_at)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", title)
    event.add("url", address)
    return event
