"""The instant at which a request arrived: what counts for a cut-off, not when it was dealt with."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

NAME = "arrived_at"


def note_arrival(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Read the clock before anything else is done with a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        setattr(request, NAME, timezone.now())
        return get_response(request)

    return middleware


def arrival_of(request: HttpRequest) -> datetime:
    at: datetime = getattr(request, NAME)
    return at
