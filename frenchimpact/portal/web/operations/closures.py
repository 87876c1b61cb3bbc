"""Closing an account, for a reason that its person is told, and opening it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.actions import close_account, reopen_account
from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.accounts.proofs import with_fresh_proof
from frenchimpact.accounts.queries import people_known
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.portal.queries import ties_of
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.portal.web.operations.forms import ToldReasonForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.errors import Refusal


@open_to(OPERATORS, "close account")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def close(request: SignedInRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(people_known(), public_id=public_id)
    form = ToldReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            close_account(person, reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _done(request, person, f"Le compte de {person} est fermé. La personne en est prévenue par courriel.")
    page = {
        "person": person,
        "form": form,
        "ties": ties_of(person, timezone.now()),
        "crumbs": _crumbs(person, "Fermer"),
    }
    return render(request, "portal/operations/person_close.html", page)


@open_to(OPERATORS, "reopen account")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def reopen(request: SignedInRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(people_known(), public_id=public_id)
    form = ToldReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reopen_account(person, reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _done(
                request, person, f"Le compte de {person} est rouvert. La personne en est prévenue par courriel."
            )
    page = {
        "person": person,
        "form": form,
        "ties": ties_of(person, timezone.now()),
        "crumbs": _crumbs(person, "Rouvrir"),
    }
    return render(request, "portal/operations/person_reopen.html", page)


def _done(request: SignedInRequest, person: User, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("portal:person", public_id=person.public_id)


def _crumbs(person: User, title: str) -> list[tuple[str, str]]:
    *team, _ = crumbs_to(title, "portal:people")
    return [*team, (str(person), reverse("portal:person", args=[person.public_id])), (title, "")]
