"""Addresses that machines ask for by convention: is the site alive, and whom to tell of a hole in it."""

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.portal.queries import database_answers
from frenchimpact.shared.access import EVERYONE, open_to

TEXT = "text/plain; charset=utf-8"
SECURITY_TEXT_LASTS = timedelta(days=180)  # RFC 9116: less than a year


@open_to(EVERYONE, "ask if alive")
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, else 503; a stranger learns no more."""
    if database_answers():
        answer = HttpResponse("ok\n", content_type=TEXT)
    else:
        answer = HttpResponse("panne\n", status=HTTPStatus.SERVICE_UNAVAILABLE, content_type=TEXT)
    answer["Cache-Control"] = "no-store"
    return answer


@open_to(EVERYONE, "read security contact")
@require_safe
def security_text(request: HttpRequest) -> HttpResponse:
    """RFC 9116; 404 as long as nobody has said where to write."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": (timezone.now() + SECURITY_TEXT_LASTS).strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "fr, en",
        "Canonical": request.build_absolute_uri(request.path),
    }
    return HttpResponse("".join(f"{name}: {value}\n" for name, value in lines.items()), content_type=TEXT)
