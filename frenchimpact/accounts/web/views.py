"""Pages by which people come in, go out, and see their account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.actions import claim_first_operator, close_other_sessions, count_link_try, use_sign_in_link
from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.accounts.queries import appointments_of, sessions_of
from frenchimpact.accounts.rules import is_operator
from frenchimpact.accounts.sessions import open_session
from frenchimpact.accounts.web.forms import FirstOperatorForm
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.network import network_of

PREFIX_IPV4 = 24  # what one house or school is likely to hold


@open_to(EVERYONE, "explain sign-in")
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_in.html")


@open_to(EVERYONE, "use sign-in link")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first, sign in on POST only: programs that open every link of an e-mail must not spend this one."""
    if request.method != "POST":
        return render(request, "accounts/use_link.html")
    try:
        count_link_try(network_of(request, prefix_ipv4=PREFIX_IPV4))
        person = use_sign_in_link(token)
    except Refusal as refusal:
        return _dead_link(request, refusal)
    return _welcome(request, person)


@open_to(EVERYONE, "claim first access")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def first_operator(request: HttpRequest, token: str) -> HttpResponse:
    form = FirstOperatorForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/first_operator.html", {"form": form})
    try:
        count_link_try(network_of(request, prefix_ipv4=PREFIX_IPV4))
        person = claim_first_operator(token, **form.cleaned_data)
    except Refusal as refusal:
        return _dead_link(request, refusal)
    return _welcome(request, person)


@open_to(EVERYONE, "sign out")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
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


def _dead_link(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, refusal.message)
    return redirect("accounts:sign_in")


def _welcome(request: HttpRequest, person: User) -> HttpResponse:
    open_session(request, person)
    messages.success(request, f"Bienvenue, {person.name}.")
    return redirect("portal:operations" if is_operator(person, timezone.now()) else "accounts:account")
