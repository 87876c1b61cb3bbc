"""Calls as everybody reads them: what they are, their waves, what is asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.calls.calculations.local_times import ZONES, local_times
from frenchimpact.calls.models import Call, CallStage, Wave
from frenchimpact.calls.queries.calls import shown_calls, state_of, states_of, wave_for
from frenchimpact.calls.queries.committees.members import public_composition
from frenchimpact.calls.queries.eligibility import sentences_of
from frenchimpact.calls.queries.forms import asked_in
from frenchimpact.calls.web.calendars import calendar_of
from frenchimpact.labels.queries.records import records_of
from frenchimpact.shared.access import EVERYONE, open_to

CALLS = "Appels"


@require_safe
@open_to(EVERYONE, "read calls")
def calls(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = [(call, states_of(call, now)) for call in shown_calls()]
    page = {
        "open": [row for row in rows if row[0].stage == CallStage.OPEN],
        "closed": [row for row in rows if row[0].stage == CallStage.CLOSED],
    }
    return render(request, "calls/calls.html", page)


@require_safe
@open_to(EVERYONE, "read call")
def call(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(shown_calls().select_related("form"), slug=slug)
    now = timezone.now()
    joined = wave_for(found, now)
    page = {
        "call": found,
        "waves": states_of(found, now),
        "joined": state_of(joined, now) if joined else None,
        "overseas": local_times(joined.cutoff_at, ZONES) if joined else [],
        "asked": asked_in(found),
        "records": records_of(found, now),
        "composition": public_composition(found, now),
        "rules": sentences_of(found),
        "is_open": found.stage == CallStage.OPEN,
        "crumbs": [(CALLS, reverse("calls:calls")), (found.title, "")],
    }
    return render(request, "calls/call.html", page)


@require_safe
@open_to(EVERYONE, "read questionnaire of call")
def questionnaire(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(shown_calls().select_related("form"), slug=slug)
    crumbs = [(CALLS, reverse("calls:calls")), (found.title, found.get_absolute_url()), ("Ce qui est demandé", "")]
    page = {"call": found, "asked": asked_in(found), "crumbs": crumbs}
    return render(request, "calls/questionnaire.html", page)


@require_safe
@open_to(EVERYONE, "read dates of call")
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(shown_calls(), slug=slug)
    return calendar_of(found, found.waves.all(), _address(request, found))


@require_safe
@open_to(EVERYONE, "read dates of wave")
def wave_dates(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = get_object_or_404(shown_calls(), slug=slug, waves__in=Wave.objects.shown().filter(number=number))
    return calendar_of(found, [wave for wave in found.waves.all() if wave.number == number], _address(request, found))


def _address(request: HttpRequest, call: Call) -> str:
    return request.build_absolute_uri(call.get_absolute_url())
