"""« Sécurité du compte »: passkeys, the application of codes, recovery codes."""

from collections.abc import Callable
from urllib.parse import quote

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.actions import (
    add_passkey,
    add_totp,
    make_recovery_codes,
    remove_passkey,
    remove_totp,
    rename_passkey,
)
from frenchimpact.accounts.calculations import totp
from frenchimpact.accounts.calculations.codes import spaced
from frenchimpact.accounts.models import Passkey, SignedInRequest, Totp
from frenchimpact.accounts.passkeys import ask_for_new_key, read_new_key
from frenchimpact.accounts.proofs import with_fresh_proof
from frenchimpact.accounts.queries import passkeys_of, usable_recovery_codes
from frenchimpact.accounts.sessions import strengthen
from frenchimpact.accounts.web.forms import KeyNameForm, TotpForm
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.shared.errors import Refusal


@open_to(SIGNED_IN, "read own security")
@require_safe
def security(request: SignedInRequest) -> HttpResponse:
    page = {
        "passkeys": passkeys_of(request.user),
        "totp": Totp.objects.filter(person=request.user).first(),
        "recovery_codes": usable_recovery_codes(request.user),
        "lacks_second_factor": request.user.lacks_second_factor,
        "is_required": settings.SECOND_FACTOR_REQUIRED,
    }
    return render(request, "accounts/security.html", page)


@open_to(SIGNED_IN, "add own passkey")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def passkey_new(request: SignedInRequest) -> HttpResponse:
    form, error = KeyNameForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            add_passkey(
                read_new_key(request, request.POST.get("answer", "")), form.cleaned_data["name"], by=request.user
            )
        except Refusal as refusal:
            error = refusal.message
        else:
            return _factor_added(request, "Votre clé d’accès est ajoutée.")
    options = ask_for_new_key(request, request.user, list(passkeys_of(request.user)))
    return render(request, "accounts/passkey_new.html", {"form": form, "options": options, "error": error})


@open_to(SIGNED_IN, "rename own passkey")
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_rename(request: SignedInRequest, public_id: str) -> HttpResponse:
    passkey = get_object_or_404(Passkey, person=request.user, public_id=public_id)
    form = KeyNameForm(request.POST if request.method == "POST" else None, initial={"name": passkey.name})
    if form.is_valid():
        rename_passkey(passkey, form.cleaned_data["name"], by=request.user)
        messages.success(request, "La clé a changé de nom.")
        return redirect("accounts:security")
    return render(request, "accounts/passkey_rename.html", {"form": form, "passkey": passkey})


@open_to(SIGNED_IN, "remove own passkey")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def passkey_remove(request: SignedInRequest, public_id: str) -> HttpResponse:
    passkey = get_object_or_404(Passkey, person=request.user, public_id=public_id)
    if request.method != "POST":
        return render(request, "accounts/factor_remove.html", {"what": f"la clé «\u00a0{passkey.name}\u00a0»"})
    return _removed(request, lambda: remove_passkey(passkey, by=request.user))


@open_to(SIGNED_IN, "add own application")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
@sensitive_variables("secret", "page")
def totp_new(request: SignedInRequest) -> HttpResponse:
    """Keep the secret in the session until the application has shown that it knows it."""
    secret = request.session.setdefault("secret", totp.new_secret())
    form = TotpForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: add_totp(secret, form.cleaned_data["code"], by=request.user), field="code"):
        return _factor_added(request, "Votre application est reliée à votre compte.")
    address = totp.address_of(secret, account=request.user.email, issuer=settings.SITE_NAME)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render(request, "accounts/totp_new.html", {"form": form, "picture": _picture_of(address), "secret": groups})


@open_to(SIGNED_IN, "remove own application")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def totp_remove(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/factor_remove.html", {"what": "votre application de codes"})
    return _removed(request, lambda: remove_totp(by=request.user))


@open_to(SIGNED_IN, "make own recovery codes")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
@sensitive_variables("codes", "text")
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        left = usable_recovery_codes(request.user)
        return render(request, "accounts/recovery_codes.html", {"left": left})
    codes = [spaced(code) for code in make_recovery_codes(by=request.user)]
    text = f"{settings.SITE_NAME} : codes de secours de {request.user.email}\n\n" + "\n".join(codes) + "\n"
    file = f"data:text/plain;charset=utf-8,{quote(text)}"  # made once, kept nowhere: the page is the only copy
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "file": file})


def _factor_added(request: HttpRequest, sentence: str) -> HttpResponse:
    request.session.pop("secret", None)
    strengthen(request)
    messages.success(request, f"{sentence} Faites maintenant vos codes de secours.")
    return redirect("accounts:security")


def _removed(request: HttpRequest, remove: Callable[[], None]) -> HttpResponse:
    try:
        remove()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "C’est retiré de votre compte.")
    return redirect("accounts:security")


def _picture_of(address: str) -> str:
    """Return the QR code as an address of a picture, which the page shows without asking for another file."""
    made = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, border=3)
    return f"data:image/svg+xml;charset=utf-8,{quote(made.to_string(encoding='unicode'))}"
