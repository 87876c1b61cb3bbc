"""What a page answers when it cannot: the database away for a while, or a fault of ours."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY_LATER = "30"  # seconds
# No connection, none free in time, a question stopped after its time, a lock waited for too long, a full disk.
AWAY = (OperationalError, InterfaceError)


def answer_failure(request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database does not, else 500; Django calls this as it handles the error, wherever it rose."""
    if not isinstance(sys.exc_info()[1], AWAY):
        return server_error(request)
    page = render_to_string("503.html")  # asks nothing of the database
    return HttpResponse(
        page,
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        headers={"Retry-After": RETRY_LATER, "Cache-Control": "no-store"},
    )
