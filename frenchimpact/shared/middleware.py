"""Promises kept for every page, in one place each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from frenchimpact.shared.access import Access
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.network import is_from_this_machine
from frenchimpact.shared.pages import one_page

Handler = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


HEADERS_OF_EVERY_ANSWER = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "display-capture")
    ),
}


def security_headers(get_response: Handler) -> Handler:
    """Put on every answer, files and errors included, what no other middleware puts; a view may say otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS_OF_EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def this_machine_only(get_response: Handler) -> Handler:
    """Close the demo and the development mailbox to other machines, however the server was started.

    `refuse_unsafe_settings` sees our own launcher's settings only; a server started by hand may listen anywhere, and a
    name of this machine is easily forged.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (settings.DEMO or settings.DEVELOPMENT_MAILBOX) and not is_from_this_machine(request):
            sentence = "Ce site d’essai ne répond qu’à la machine sur laquelle il tourne."
            return HttpResponse(sentence, status=HTTPStatus.FORBIDDEN, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware


def refuse_endless_bodies(get_response: Handler) -> Handler:
    """Answer 413 before anything is read: else anybody could fill the disk with files that no form asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if told.isdecimal() and int(told[:20]) > settings.LONGEST_BODY:
            sentence = "Cet envoi est trop gros\u00a0: déposez vos fichiers en plusieurs fois."
            return HttpResponse(
                sentence, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, content_type="text/plain; charset=utf-8"
            )
        return get_response(request)

    return middleware


def no_store_when_signed_in(get_response: Handler) -> Handler:
    """Forbid to keep a page made for somebody; the cookie alone tells, so that public pages ask nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def reads_never_write(get_response: Handler) -> Handler:
    """Run a page that is only looked at in a READ ONLY transaction, but for the few in settings.GET_MAY_WRITE."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS or _is_listed(request, settings.GET_MAY_WRITE):
            return get_response(request)
        if _is_listed(request, settings.NO_DATABASE):
            return get_response(request)
        with _read_only(), one_page():
            return get_response(request)

    return middleware


class AccessMiddleware:
    """Open a page to the audience that its view declares, and to nobody else; deny by default."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        access: Access | None = getattr(view, "access", None)
        if access is None:
            match = request.resolver_match
            if match and match.namespaces and match.namespaces[0] in settings.NAMESPACES_WITH_OWN_ACCESS:
                return None
            raise Http404
        if access.audience.admits(request.user):
            return None
        if not request.user.is_authenticated and access.audience.name == "signed_in":
            return redirect_to_login(request.get_full_path())
        raise Http404


class RefusalMiddleware:
    """Answer a Refusal: a message on the page the form was on, a page where one only looked, else HTTP 409 in text."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if request.method in SAFE_METHODS and "text/html" in request.headers.get("Accept", ""):
            return render(request, "409.html", {"message": exception.message}, status=HTTPStatus.CONFLICT)
        if (page := _page_of_the_form(request)) is None:
            return HttpResponse(exception.message, status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
        messages.error(request, exception.message)
        return redirect(page)


def _is_listed(request: HttpRequest, names: dict[str, str]) -> bool:
    try:
        return resolve(request.path_info).view_name in names
    except Resolver404:
        return False


@contextmanager
def _read_only() -> Iterator[None]:
    # The database itself refuses: to look at the first word of a statement would let WITH … INSERT through.
    # PostgreSQL undoes the setting at the end of the (sub)transaction.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield


def _page_of_the_form(request: HttpRequest) -> str | None:
    if request.method != "POST" or "HX-Request" in request.headers or not request.accepts("text/html"):
        return None
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else None
