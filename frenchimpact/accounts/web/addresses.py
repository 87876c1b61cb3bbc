"""Changing one’s address, and the link by which the old one objects."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.actions import change_address, undo_address_change
from frenchimpact.accounts.models import CodePurpose, SignedInRequest, SignInCode
from frenchimpact.accounts.proofs import with_fresh_proof
from frenchimpact.accounts.web.codes import read_code
from frenchimpact.accounts.web.entrance import awaited_code, send_code
from frenchimpact.accounts.web.forms import AddressForm, CodeForm
from frenchimpact.messaging.actions import write_email
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.shared.errors import Refusal


@open_to(SIGNED_IN, "change own address")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def change(request: SignedInRequest) -> HttpResponse:
    """Send a code to the new address, whoever has it: what is taken is told only to whoever reads its mail."""
    form = AddressForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return send_code(request, form.cleaned_data["email"], CodePurpose.NEW_ADDRESS)

    if carried_out(form, act, field="email"):
        return redirect("accounts:address_code")
    return render(request, "accounts/address.html", {"form": form})


@open_to(SIGNED_IN, "confirm own address")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def confirm_change(request: SignedInRequest) -> HttpResponse:
    awaited = awaited_code(request, CodePurpose.NEW_ADDRESS)
    if awaited is None:
        return redirect("accounts:address")
    form = CodeForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return _change_and_write(request, read_code(request, form.cleaned_data["code"], CodePurpose.NEW_ADDRESS))

    if carried_out(form, act, field="code"):
        messages.success(request, "Votre adresse est changée. L’ancienne est prévenue, et peut s’y opposer 7 jours.")
        return redirect("accounts:account")
    return render(request, "accounts/address_code.html", {"form": form, "email": awaited["email"]})


@open_to(EVERYONE, "undo address change")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def undo(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/address_undo.html")
    try:
        undo_address_change(token)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, "Votre ancienne adresse est rétablie et toutes les sessions sont fermées : reconnectez-vous."
        )
    return redirect("accounts:sign_in")


@transaction.atomic
def _change_and_write(request: SignedInRequest, code: SignInCode) -> None:
    """Write here, in the transaction of the change, the link that undoes: it goes to the old address only."""
    done, token = change_address(code, by=request.user)
    link = reverse("accounts:address_undo", args=[token])
    context = {"name": request.user.name, "undo_until": done.undo_until}
    write_email(done.old_email, template="accounts/emails/address_changed.txt", context=context, link=link)
