"""Anybody comes in with an address and the code sent to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.actions import count_try, open_account, try_code
from frenchimpact.accounts.held import held_for
from frenchimpact.accounts.models import CodePurpose, SignedInRequest, SignInCode, TryKind
from frenchimpact.accounts.queries import person_of_address
from frenchimpact.accounts.rules import CODE_TRIES, PROOF_LASTS, has_second_factor
from frenchimpact.accounts.web.entrance import (
    awaited_code,
    come_in,
    forget_identity,
    network,
    remember_where_to_go,
    send_code,
)
from frenchimpact.accounts.web.forms import AddressForm, CodeForm, NameForm
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.errors import Refusal


@open_to(EVERYONE, "ask sign-in code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Answer the same, whether an account has this address or not."""
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"next": request.GET.get("next")})
    if form.is_valid():
        try:
            send_code(request, form.cleaned_data["email"], CodePurpose.SIGN_IN)
            forget_identity(request)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            remember_where_to_go(request, form.cleaned_data["next"])
            return redirect("accounts:enter_code")
    return render(request, "accounts/sign_in.html", {"form": form, "proconnect": settings.PROCONNECT})


@open_to(EVERYONE, "enter sign-in code")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
def enter_code(request: HttpRequest) -> HttpResponse:
    awaited = awaited_code(request, CodePurpose.SIGN_IN)
    if awaited is None:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _greet(request, read_code(request, form.cleaned_data["code"], CodePurpose.SIGN_IN))
        except Refusal as refusal:
            form.add_error("code", refusal.message)
    return render(request, "accounts/enter_code.html", {"form": form, "email": awaited["email"]})


@open_to(EVERYONE, "open own account")
@require_http_methods(["GET", "HEAD", "POST"])
def complete_account(request: HttpRequest) -> HttpResponse:
    """Ask the name of whoever proved an address that no account has."""
    verified = request.session.get("verified") or {}
    if timezone.now().timestamp() - verified.get("at", 0) > PROOF_LASTS.total_seconds():
        return redirect("accounts:sign_in")
    told = (request.session.get("identity") or {}).get("name", "")
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": told})
    if form.is_valid():
        return come_in(request, open_account(verified["email"], form.cleaned_data["name"]))
    return render(request, "accounts/complete_account.html", {"form": form, "email": verified["email"]})


@open_to(SIGNED_IN, "confirm own identity")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest) -> HttpResponse:
    """Prove again who one is: by the second factor, or by a code where there is none."""
    path = request.GET.get("next", "")
    if request.method != "POST":
        return render(request, "accounts/confirm.html", {"has_factor": has_second_factor(request.user)})
    remember_where_to_go(request, path)
    if has_second_factor(request.user):
        return come_in(request, request.user)
    send_code(request, request.user.email, CodePurpose.SIGN_IN)
    return redirect("accounts:enter_code")


@open_to(SIGNED_IN, "resume own form")
@require_safe
def resume(request: SignedInRequest) -> HttpResponse:
    """Give back what was typed before one was asked who one is, to be sent at last."""
    held = held_for(request)
    if held is None:
        return redirect("accounts:account")
    return render(request, "accounts/resume.html", {"held": held})


def read_code(request: HttpRequest, typed: str, purpose: CodePurpose) -> SignInCode:
    """Spend the code that this browser waits for; refuses a wrong one and says how many tries are left."""
    awaited = awaited_code(request, purpose) or {}
    count_try(TryKind.CODE_TRIED, network(request))
    code = try_code(awaited.get("id", ""), typed, purpose=purpose)
    if code.used_at is None:
        left = CODE_TRIES - code.tries
        word = "essai" if left == 1 else "essais"
        way_out = f"il vous reste {left} {word}." if left else "demandez-en un autre."
        raise Refusal(f"Ce code n’est pas le bon : {way_out}")
    request.session.pop("code", None)
    return code


def _greet(request: HttpRequest, code: SignInCode) -> HttpResponse:
    if person := person_of_address(code.email):
        return come_in(request, person)
    request.session["verified"] = {"email": code.email, "at": timezone.now().timestamp()}
    return redirect("accounts:complete_account")
