"""Pages by which people come in, go out, and see their account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.actions import (
    claim_first_operator,
    close_other_sessions,
    close_session,
    count_link_try,
    use_sign_in_link,
)
from frenchimpact.accounts.models import OpenSession, SignedInRequest
from frenchimpact.accounts.proconnect import leaving_address
from frenchimpact.accounts.queries import appointments_of, sessions_of
from frenchimpact.accounts.rules import is_operator
from frenchimpact.accounts.web.entrance import come_in, network
from frenchimpact.accounts.web.forms import FirstOperatorForm
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.errors import Refusal


@open_to(EVERYONE, "use sign-in link")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first, sign in on POST only: programs that open every link of an e-mail must not spend this one."""
    if request.method != "POST":
        return render(request, "accounts/use_link.html")
    try:
        count_link_try(network(request))
        return come_in(request, use_sign_in_link(token))
    except Refusal as refusal:
        return _dead_link(request, refusal)


@open_to(EVERYONE, "claim first access")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def first_operator(request: HttpRequest, token: str) -> HttpResponse:
    form = FirstOperatorForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/first_operator.html", {"form": form})
    try:
        count_link_try(network(request))
        return come_in(request, claim_first_operator(token, **form.cleaned_data))
    except Refusal as refusal:
        return _dead_link(request, refusal)


@open_to(EVERYONE, "sign out")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session; whoever came by ProConnect is signed out there too."""
    there = leaving_address(request)
    logout(request)
    if there:
        return redirect(there)
    messages.success(request, "Vous êtes déconnecté·e.")
    return redirect("accounts:sign_in")


@open_to(SIGNED_IN, "read own account")
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = {
        "appointments": appointments_of(request.user, now),
        "sessions": sessions_of(request.user, now).select_related("session"),
        "this_session": request.session.session_key,
        "is_operator": is_operator(request.user, now),
    }
    return render(request, "accounts/account.html", page)


@open_to(SIGNED_IN, "close own sessions")
@require_POST
def close_sessions(request: SignedInRequest) -> HttpResponse:
    count = close_other_sessions(keep=request.session.session_key, by=request.user)
    messages.success(request, f"Sessions fermées ailleurs : {count}." if count else "Aucune autre session à fermer.")
    return redirect("accounts:account")


@open_to(SIGNED_IN, "close own session")
@require_POST
def close_one_session(request: SignedInRequest, public_id: str) -> HttpResponse:
    session = get_object_or_404(OpenSession, public_id=public_id, person=request.user)
    close_session(session, by=request.user)
    messages.success(request, "Cette session est fermée.")
    return redirect("accounts:account")


def _dead_link(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, refusal.message)
    return redirect("accounts:sign_in")
