"""The instant at which a request arrived: what counts for a cut-off, not when it was dealt with."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

NAME = "arrived_at"
OF_OUR_PROXY = re.compile(r"t=(\d{10}\.\d{3})", re.ASCII)  # Unix time, as nginx writes $msec
LONGEST_WAIT = timedelta(minutes=2)  # between a proxy and the site: older is a clock that is wrong


def note_arrival(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Read the clock before anything else is done with a request, or what the clock of our proxy told before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        setattr(request, NAME, _told_by_proxy(request, timezone.now()))
        return get_response(request)

    return middleware


def arrival_of(request: HttpRequest) -> datetime:
    at: datetime = getattr(request, NAME)
    return at


def _told_by_proxy(request: HttpRequest, now: datetime) -> datetime:
    """Give when our proxy had the whole request, which then waited for its turn; now, where there is no proxy."""
    header = request.headers.get("X-Request-Start", "") if settings.PROXY_TELLS_ARRIVAL else ""
    told = OF_OUR_PROXY.fullmatch(header)
    at = datetime.fromtimestamp(float(told[1]), UTC) if told else now
    return at if now - LONGEST_WAIT <= at <= now else now
