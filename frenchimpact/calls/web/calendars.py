"""Dates of a call, and of an application, as an iCalendar file (RFC 5545): the same file as long as nothing changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify
from icalendar import Calendar, Event

from frenchimpact.calls.models import Application, Call, Wave
from frenchimpact.calls.queries.timelines import COLLECTIVE, Timeline

NOTICE_BEFORE_CUTOFF = timedelta(minutes=30)  # how long before the cut-off the event begins in a diary


@dataclass(frozen=True)
class _Diary:
    """Dates of one thing: its page, since when they stand, and how often they moved: the last ones replace others."""

    address: str
    stamp: datetime
    sequence: int

    def entry(self, uid: str, title: str, start: datetime | date, end: datetime | date) -> Event:
        event = Event()
        event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
        event.add("sequence", self.sequence)
        event.add("dtstamp", self.stamp)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", title)
        event.add("url", self.address)
        return event


def calendar_of(call: Call, waves: Iterable[Wave], address: str) -> HttpResponse:
    """Answer the dates of these waves; `address` is the page of the call."""
    return _file(call.title, call.slug, (event for wave in waves for event in _events(call, wave, address)))


def calendar_of_application(application: Application, timeline: Timeline, address: str) -> HttpResponse:
    """Answer the dates by which somebody has to act for this application; `address` is its page."""
    title = f"{application.call.title}, {application.applicant}"
    return _file(title, application.public_id, _moments(application, timeline, title, address))


def _file(title: str, name: str, events: Iterable[Event]) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Appels//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for event in events:
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _moments(application: Application, timeline: Timeline, title: str, address: str) -> Iterable[Event]:
    diary = _Diary(address, application.stage_since, len(timeline.past))
    for moment in [timeline.now, *timeline.following]:
        if moment.until:
            who = application.call.words.your if moment.who == COLLECTIVE else moment.who
            words = f"{title} : {moment.title.lower()}" + (f" ({who})" if who else "")
            uid = f"candidature-{application.public_id}-{slugify(moment.title)}"
            yield diary.entry(uid, words, moment.until - NOTICE_BEFORE_CUTOFF, moment.until)
    if timeline.silence and not timeline.silence.is_past:
        on = timeline.silence.on
        words = f"{title} : sans réponse, {timeline.silence.sense} ce soir-là"
        yield diary.entry(f"candidature-{application.public_id}-silence", words, on, on + timedelta(days=1))


def _events(call: Call, wave: Wave, address: str) -> Iterable[Event]:
    title = f"{call.title}, {str(wave).lower()}"
    diary = _Diary(address, call.opened_at or call.created_at, len(wave.prorogations.all()))
    uid = f"vague-{wave.pk}"
    yield diary.entry(f"{uid}-ouverture", f"{title} : ouverture", wave.opens_at, wave.opens_at)
    cutoff = f"{title} : dernier instant pour déposer"
    yield diary.entry(f"{uid}-limite", cutoff, wave.cutoff_at - NOTICE_BEFORE_CUTOFF, wave.cutoff_at)
    if wave.decision_on:
        after = wave.decision_on + timedelta(days=1)
        yield diary.entry(f"{uid}-decision", f"{title} : décision prévue", wave.decision_on, after)
    published = f"{title} : publication des labels"
    yield diary.entry(f"{uid}-publication", published, wave.publication_at, wave.publication_at)
