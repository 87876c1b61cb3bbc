"""Signing in by ProConnect, shown only where it is configured."""

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from frenchimpact.accounts.actions import open_account
from frenchimpact.accounts.models import CodePurpose
from frenchimpact.accounts.proconnect import Claims, address_of_provider, read_return
from frenchimpact.accounts.queries import person_of_address, person_of_identity
from frenchimpact.accounts.rules import require_address
from frenchimpact.accounts.web.entrance import come_in, remember_where_to_go, send_code
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.shared.errors import Refusal


@open_to(EVERYONE, "leave for proconnect")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    if not settings.PROCONNECT:
        raise Http404
    try:
        address = address_of_provider(request)
    except Refusal as refusal:
        return _not_signed_in(request, refusal)
    remember_where_to_go(request, request.POST.get("next", ""))
    return redirect(address)


@open_to(EVERYONE, "come from proconnect")
@require_safe
@sensitive_variables("claims")
def come_back(request: HttpRequest) -> HttpResponse:
    if not settings.PROCONNECT:
        raise Http404
    try:
        return _greet(request, read_return(request))
    except Refusal as refusal:
        return _not_signed_in(request, refusal)


def _greet(request: HttpRequest, claims: Claims) -> HttpResponse:
    """Let in whoever is known; an address that the provider does not vouch for is proved by a code, once."""
    require_address(claims.email)
    known = person_of_identity(claims.issuer, claims.subject)
    request.session["identity"] = asdict(claims) | {"known": known is not None, "at": timezone.now().timestamp()}
    if known:
        return come_in(request, known)
    if not claims.email_is_verified:
        send_code(request, claims.email, CodePurpose.SIGN_IN)
        messages.info(request, "ProConnect ne garantit pas cette adresse : confirmez-la une fois par un code.")
        return redirect("accounts:enter_code")
    person = person_of_address(claims.email)
    if person is None and not claims.name:
        request.session["verified"] = {"email": claims.email, "at": timezone.now().timestamp()}
        return redirect("accounts:complete_account")
    return come_in(request, person or open_account(claims.email, claims.name))


def _not_signed_in(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    request.session.pop("identity", None)
    messages.error(request, refusal.message)
    return redirect("accounts:sign_in")
