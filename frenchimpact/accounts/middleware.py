"""Whoever may act for the programme does so only in a session that a second factor opened."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from frenchimpact.accounts.actions import note_session_seen
from frenchimpact.accounts.models import Visitor
from frenchimpact.accounts.sessions import SEEN, is_strong
from frenchimpact.shared.access import Access

SEEN_EVERY = 3600  # seconds
Handler = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Mark the person of the request, and lead to the security page whoever lacks only a second factor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        request.user = SimpleLazyObject(lambda: _marked(request, person))  # type: ignore[assignment]  # as Django does
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _note_seen(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        access: Access | None = getattr(view, "access", None)
        if access is None or access.audience.admits(request.user) or not _would_be_admitted(request.user, access):
            return None
        messages.warning(
            request,
            "Votre fonction demande un second facteur : ajoutez-en un, ou donnez celui que vous avez.",
        )
        return redirect("accounts:security")


def _marked(request: HttpRequest, person: Visitor) -> Visitor:
    if person.is_authenticated:
        person.lacks_second_factor = not is_strong(request)
    return person


def _would_be_admitted(visitor: Visitor, access: Access) -> bool:
    """Ask the audience again, as if the session were strong."""
    if not visitor.is_authenticated or not visitor.lacks_second_factor:
        return False
    visitor.lacks_second_factor = False
    try:
        return access.audience.admits(visitor)
    finally:
        visitor.lacks_second_factor = True


def _note_seen(request: HttpRequest) -> None:
    """Write once an hour that the session is alive; here, outside the READ ONLY transaction of pages."""
    now, seen = timezone.now(), request.session.get(SEEN)
    if seen is not None and now.timestamp() - seen > SEEN_EVERY:
        request.session[SEEN] = now.timestamp()
        note_session_seen(str(request.session.session_key), now)
