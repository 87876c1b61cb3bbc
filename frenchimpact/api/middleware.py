"""What holds for every address under /api/v1/: readable from anywhere, limited, conditional, errors as problems."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from frenchimpact.api.conditional import make_conditional
from frenchimpact.api.limits import use_allowance
from frenchimpact.api.problems import MEDIA_TYPE, problem

Handler = Callable[[HttpRequest], HttpResponse]
HOME = "/api/"
PREFIX = "/api/v1/"
READING = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
A_DAY = "86400"


def api(get_response: Handler) -> Handler:
    """Stand outside `reads_never_write`: the request is counted before the read-only transaction begins."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(HOME) or request.path_info == HOME:
            return get_response(request)
        response = _preflight() if request.method == "OPTIONS" else _limited(request, get_response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return middleware


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=HTTPStatus.NO_CONTENT,
        headers={
            "Allow": READING,
            "Access-Control-Allow-Methods": READING,
            "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
            "Access-Control-Max-Age": A_DAY,
        },
    )


def _limited(request: HttpRequest, get_response: Handler) -> HttpResponse:
    try:
        allowance = use_allowance(request, at=timezone.now())
    except DatabaseError:  # nobody answers; the pool's time-out is one too
        return problem(request, HTTPStatus.SERVICE_UNAVAILABLE)
    if allowance.is_exceeded:
        detail = f"Au plus {allowance.limit} requêtes par minute. Réessayez dans {allowance.reset} s."
        response = problem(request, HTTPStatus.TOO_MANY_REQUESTS, detail)
    else:
        response = make_conditional(request, _answer(request, get_response))
    allowance.write_on(response)
    return response


def _answer(request: HttpRequest, get_response: Handler) -> HttpResponse:
    if request.method not in READING.split(", "):
        return _not_allowed(request)
    if not _is_utf8(request):
        return problem(request, HTTPStatus.BAD_REQUEST)
    request.GET = _filled_in(request.GET)  # type: ignore[assignment]  # the stubs know its private name only
    method = request.method
    if method == "HEAD":
        request.method = "GET"  # the operations know GET; the server sends no body
    response = get_response(request)
    request.method = method
    if response.status_code >= HTTPStatus.BAD_REQUEST and not response["Content-Type"].startswith(MEDIA_TYPE):
        return _as_problem(request, response)
    return response


def _is_utf8(request: HttpRequest) -> bool:
    try:
        unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace")).decode()
    except UnicodeDecodeError:
        return False
    return True


def _filled_in(query: QueryDict) -> QueryDict:
    """Leave out what was left empty: a form without JavaScript sends all its fields."""
    filled = QueryDict(mutable=True)
    for name, values in query.lists():
        if kept := [value for value in values if value]:
            filled.setlist(name, kept)
    return QueryDict(filled.urlencode())


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say as a problem what Django said as a page (no such address, error of ours)."""
    return problem(request, response.status_code)


def _not_allowed(request: HttpRequest) -> HttpResponse:
    answer = problem(request, HTTPStatus.METHOD_NOT_ALLOWED)
    answer["Allow"] = READING
    return answer
