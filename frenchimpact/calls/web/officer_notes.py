"""What an officer writes beside the steps: exchanges with the collective, and more time for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OFFICERS
from frenchimpact.calls.actions.exchanges import note_exchange, strike_exchange
from frenchimpact.calls.actions.extensions import extend_complements
from frenchimpact.calls.models import Exchange, Stage
from frenchimpact.calls.queries.desk import on_desk
from frenchimpact.calls.rules.applications import open_complement
from frenchimpact.calls.web.officer_desk import crumbs
from frenchimpact.calls.web.officer_forms import ExchangeForm, ExtensionForm
from frenchimpact.calls.web.officer_steps import opens_at
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


@open_to(OFFICERS, "note exchange")
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: SignedInRequest, public_id: str) -> HttpResponse:
    application = get_object_or_404(on_desk(), public_id=public_id)
    form = ExchangeForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> object:
        return note_exchange(application, form.facts(), by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "L’échange est noté.")
        return redirect("calls:officer_application", public_id)
    page = {"form": form, "application": application, "crumbs": crumbs("Noter un échange", application)}
    return render(request, "calls/officer_exchange.html", page)


@open_to(OFFICERS, "strike exchange")
@require_POST
def strike(request: SignedInRequest, public_id: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Exchange, pk=pk, application__public_id=public_id)
    strike_exchange(found, by=request.user, at=timezone.now())
    messages.success(request, "La note est rayée\u00a0: elle reste lisible.")
    return redirect("calls:officer_application", public_id)


@open_to(OFFICERS, "extend complements")
@require_http_methods(["GET", "HEAD", "POST"])
@opens_at(Stage.CORRECTION_REQUESTED)
def extension(request: SignedInRequest, public_id: str) -> HttpResponse:
    application, form = get_object_or_404(on_desk(), public_id=public_id), ExtensionForm(request.POST or None)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return extend_complements(application, form.due_at(), reason, by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "Le délai est prolongé, les personnes concernées sont prévenues.")
        return redirect("calls:officer_application", public_id)
    page = {
        "form": form,
        "application": application,
        "complement": open_complement(application),
        "crumbs": crumbs("Donner plus de temps", application),
    }
    return render(request, "calls/officer_extension.html", page)
