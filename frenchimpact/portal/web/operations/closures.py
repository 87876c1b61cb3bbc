"""Closing an account, for a reason that its person is told, and opening it again."""

from collections.abc import Callable
from dataclasses import dataclass

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
from frenchimpact.shared.attempts import carried_out


@dataclass(frozen=True)
class Turn:
    """What is done to an account: its page, its words, its action."""

    template: str
    crumb: str
    done: str  # said after the person's name
    act: Callable[..., object]


CLOSING = Turn("portal/operations/person_close.html", "Fermer", "est fermé", close_account)
REOPENING = Turn("portal/operations/person_reopen.html", "Rouvrir", "est rouvert", reopen_account)


@open_to(OPERATORS, "close account")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def close(request: SignedInRequest, public_id: str) -> HttpResponse:
    return _turn(request, public_id, CLOSING)


@open_to(OPERATORS, "reopen account")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def reopen(request: SignedInRequest, public_id: str) -> HttpResponse:
    return _turn(request, public_id, REOPENING)


def _turn(request: SignedInRequest, public_id: str, turn: Turn) -> HttpResponse:
    person = get_object_or_404(people_known(), public_id=public_id)
    form = ToldReasonForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: turn.act(person, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, f"Le compte de {person} {turn.done}. La personne en est prévenue par courriel.")
        return redirect("portal:person", public_id=person.public_id)
    page = {"person": person, "form": form, "ties": ties_of(person, timezone.now()), "crumbs": _crumbs(person, turn)}
    return render(request, turn.template, page)


def _crumbs(person: User, turn: Turn) -> list[tuple[str, str]]:
    *team, _ = crumbs_to(turn.crumb, "portal:people")
    return [*team, (str(person), reverse("portal:person", args=[person.public_id])), (turn.crumb, "")]
