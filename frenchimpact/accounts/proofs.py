"""Before what matters (roles, accounts, personal data that leave the site), one proves again who one is."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from frenchimpact.accounts.held import hold, let_go
from frenchimpact.accounts.sessions import has_fresh_proof
from frenchimpact.ui.exports import PARAMETER

View = Callable[..., HttpResponseBase]


def with_fresh_proof(view: View) -> View:
    """Ask again who one is when that was proved long ago, then lead back to the page."""
    return _guarded(view, lambda _: True, "")


def with_fresh_proof_to_post(view: View) -> View:
    """Let anybody it is for read the page; ask again who one is only before what it changes."""
    return _guarded(view, lambda request: request.method == "POST", "")


def with_fresh_proof_to_export(view: View) -> View:
    """Let anybody it is for read the list; ask again who one is only before its file leaves the site."""
    return _guarded(view, lambda request: PARAMETER in request.GET, "")


def with_fresh_proof_from(page: str) -> Callable[[View], View]:
    """Ask again who one is before what has no page of its own, then lead back to this page, by its name."""
    return lambda view: _guarded(view, lambda _: True, page)


def _guarded(view: View, matters: Callable[[HttpRequest], bool], page: str) -> View:
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401  # of any view
        typed = request.method == "POST" and not page
        if not matters(request) or has_fresh_proof(request):
            if typed:
                let_go(request)
            return view(request, *args, **kwargs)
        if typed:
            hold(request)
        back = reverse(page) if page else request.path
        return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': back})}")

    return asked
