"""What an officer does with an application, one page a step."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OFFICERS
from frenchimpact.calls.actions import (
    ask_complements,
    assign_officer,
    check_admissibility,
    declare_complete,
    propose,
)
from frenchimpact.calls.models import Application, Outcome, Sense, Stage
from frenchimpact.calls.queries.desk import last_submission, on_desk
from frenchimpact.calls.queries.eligibility import findings_on
from frenchimpact.calls.rules.examination import (
    ADMISSIBLE_AT,
    ASKED_AGAIN_AT,
    PROPOSED_AT,
    due_of,
    require_in_charge,
    require_stage,
)
from frenchimpact.calls.web.officer_desk import crumbs, time_left
from frenchimpact.calls.web.officer_forms import AdmissibilityForm, AssignForm, ComplementsForm, ProposeForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.shared.errors import Refusal

View = Callable[[SignedInRequest, str], HttpResponse]


def opens_at(*stages: Stage) -> Callable[[View], View]:
    """Say before somebody types, not after, that it is not the moment, or not theirs to do."""

    def guarding(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, public_id: str) -> HttpResponse:
            if request.method == "POST":  # the action refuses; what was typed stays
                return view(request, public_id)
            application = _found(public_id)
            try:
                require_in_charge(request.user, application, timezone.now())
                require_stage(application, *stages)
            except Refusal as refusal:
                messages.warning(request, refusal.message)
                return redirect("calls:officer_application", public_id)
            return view(request, public_id)

        return guarded

    return guarding


@open_to(OFFICERS, "take application")
@require_POST
def take(request: SignedInRequest, public_id: str) -> HttpResponse:
    application = _found(public_id)
    assign_officer(application, request.user, by=request.user)
    messages.success(request, "Cette candidature vous est confiée.")
    return redirect("calls:officer_application", public_id)


@open_to(OFFICERS, "assign application")
@require_POST
def assign(request: SignedInRequest, public_id: str) -> HttpResponse:
    form = AssignForm(request.POST)
    if form.is_valid():
        officer = form.cleaned_data["officer"]
        assign_officer(_found(public_id), officer, by=request.user)
        messages.success(request, f"Cette candidature est confiée à {officer}.")
    else:
        messages.error(request, "Choisissez une personne chargée de l’instruction.")
    return redirect("calls:officer_application", public_id)


@open_to(OFFICERS, "check admissibility")
@require_http_methods(["GET", "HEAD", "POST"])
@opens_at(*ADMISSIBLE_AT)
def admissibility(request: SignedInRequest, public_id: str) -> HttpResponse:
    application, form = _found(public_id), AdmissibilityForm(request.POST or None)

    def act() -> object:
        outcome = Outcome(form.cleaned_data["outcome"])
        return check_admissibility(
            application, outcome, form.cleaned_data["reasons"], by=request.user, at=timezone.now()
        )

    if carried_out(form, act):
        messages.success(request, "Votre constat est enregistré, qui candidate en est prévenu.")
        return redirect("calls:officer_application", public_id)
    page = {"form": form, "findings": findings_on(application, timezone.localdate())}
    return _page(request, "calls/officer_admissibility.html", application, "Recevabilité", page)


@open_to(OFFICERS, "declare complete")
@require_POST
def complete(request: SignedInRequest, public_id: str) -> HttpResponse:
    declare_complete(_found(public_id), by=request.user, at=timezone.now())
    messages.success(request, "Le dossier est complet : l’instruction commence.")
    return redirect("calls:officer_application", public_id)


@open_to(OFFICERS, "ask complements")
@require_http_methods(["GET", "HEAD", "POST"])
@opens_at(*ASKED_AGAIN_AT)
def complements(request: SignedInRequest, public_id: str) -> HttpResponse:
    application, now = _found(public_id), timezone.now()
    due_at = due_of(application.call, now)
    form = ComplementsForm(request.POST, submission=last_submission(application), due_at=due_at)

    def act() -> object:
        message = form.cleaned_data["message"]
        return ask_complements(application, form.items(), message, by=request.user, at=now, due_at=form.due_at())

    if carried_out(form, act):
        messages.success(request, "La demande est partie : seules ces questions sont rouvertes.")
        return redirect("calls:officer_application", public_id)
    return _page(request, "calls/officer_complements.html", application, "Demander des compléments", {"form": form})


@open_to(OFFICERS, "propose decision")
@require_http_methods(["GET", "HEAD", "POST"])
@opens_at(*PROPOSED_AT)
def proposal(request: SignedInRequest, public_id: str) -> HttpResponse:
    application, form = _found(public_id), ProposeForm(request.POST or None)

    def act() -> object:
        facts = form.cleaned_data
        return propose(application, Sense(facts["sense"]), facts["reasons"], by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "La proposition est transmise à l’autorité de décision.")
        return redirect("calls:officer_application", public_id)
    return _page(request, "calls/officer_propose.html", application, "Proposer une décision", {"form": form})


def _found(public_id: str) -> Application:
    return get_object_or_404(on_desk(), public_id=public_id)


def _page(
    request: SignedInRequest, template: str, application: Application, title: str, page: dict[str, Any]
) -> HttpResponse:
    common = {"application": application, "left": time_left(application.due_at), "crumbs": crumbs(title, application)}  # type: ignore[attr-defined]  # annotated by the desk
    return render(request, template, common | page)
