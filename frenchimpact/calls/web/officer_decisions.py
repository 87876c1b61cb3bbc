"""How the deciding authority decides, and how the collective opens the decision."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import DECIDERS, OFFICERS_OR_DECIDERS
from frenchimpact.calls.actions import read_decision, send_back
from frenchimpact.calls.models import Application, Decision, Stage
from frenchimpact.calls.queries.committees.own_grids import own_grid_of
from frenchimpact.calls.queries.desk import (
    due_of,
    on_desk,
    proposal_in_force,
    proposed_of,
    waiting_for_decision,
    wave_of,
)
from frenchimpact.calls.queries.letters import OF_A_LETTER, letter_of, preview_letter
from frenchimpact.calls.web.letter_pdf import pdf_of_letter
from frenchimpact.calls.web.officer_desk import file_for, time_left
from frenchimpact.calls.web.officer_forms import DecideForm, SendBackForm
from frenchimpact.labels.actions import decide_application
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import Column, List

PROPOSALS = List[Application](
    name="propositions",
    columns=[
        Column(
            "candidat",
            "Qui candidate",
            lambda row: row.applicant,
            sort="applicant_name",
            link=lambda row: reverse("calls:officer_decide", args=[row.public_id]),
        ),
        Column("vague", "Vague", wave_of, sort="wave__number"),
        Column("sens", "Proposition", lambda row: proposed_of(row).get_sense_display()),
        Column("par", "Instruite par", lambda row: proposed_of(row).by),
        Column("depuis", "Transmise le", lambda row: row.stage_since, sort="stage_since"),
        Column("delai", "Délai", lambda row: time_left(due_of(row)), sort="due_at"),
    ],
    default_sort="delai",
    noun="proposition,propositions",
    empty="Aucune proposition n’attend votre décision.",
)


def crumbs(title: str) -> list[tuple[str, str]]:
    return [("Décisions", reverse("calls:officer_decisions")), (title, "")]


@open_to(DECIDERS, "read proposals")
@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    answer = PROPOSALS.answer(request, waiting_for_decision())
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "calls/officer_decisions.html", {"listing": answer})


@open_to(DECIDERS, "decide application")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedInRequest, public_id: str) -> HttpResponse:
    application = file_for(request.user, public_id)
    if application.stage != Stage.PROPOSED:
        if request.method == "POST":  # another tab, or somebody else, was first
            messages.warning(request, "Rien n’est changé : cette candidature n’attend plus de décision.")
        return redirect("calls:officer_application", public_id)
    proposed = proposal_in_force(application)
    form = DecideForm(request.POST or None, initial={"sense": proposed.sense, "reasons": proposed.reasons})

    def act() -> object:
        return decide_application(application, form.facts(), by=request.user, at=timezone.now())

    if form.is_seen() and carried_out(form, act):  # a decision cannot be called back: its letter is read first
        messages.success(request, f"La décision est prise et notifiée {application.call.words.to}.")
        return redirect("calls:officer_application", public_id)
    page = {
        "form": form,
        "application": application,
        "proposal": proposed,
        "crumbs": crumbs(str(application.applicant)),
    }
    return render(request, "calls/officer_decide.html", page | _preview(request, form, application))


@open_to(DECIDERS, "send proposal back")
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: SignedInRequest, public_id: str) -> HttpResponse:
    application, form = get_object_or_404(on_desk(), public_id=public_id), SendBackForm(request.POST or None)

    def act() -> object:
        return send_back(application, form.cleaned_data["reason"], by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "La proposition est renvoyée à l’instruction.")
        return redirect("calls:officer_decisions")
    page = {"form": form, "application": application, "crumbs": crumbs("Renvoyer la proposition")}
    return render(request, "calls/officer_send_back.html", page)


@open_to(OFFICERS_OR_DECIDERS, "read letter")
@require_safe
def officer_letter(request: SignedInRequest, public_id: str) -> HttpResponse:
    file_for(request.user, public_id)
    return pdf_of_letter(letter_of(get_object_or_404(_decisions(), application__public_id=public_id)))


@open_to(SIGNED_IN, "read one’s decision")
@require_safe
def decision(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Before it is opened the page says only that a decision waits: opening it is an act, which has a date."""
    found = get_object_or_404(_decisions_of(request), application__public_id=public_id)
    page = {
        "decision": found,
        "application": found.application,
        "letter": letter_of(found) if found.read_at else None,
        "grid": own_grid_of(found),
    }
    return render(request, "calls/decision.html", page)


@open_to(SIGNED_IN, "open one’s decision")
@require_POST
def decision_read(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(_decisions_of(request), application__public_id=public_id)
    read_decision(found.application, by=request.user, at=timezone.now())
    return redirect("calls:decision", public_id)


@open_to(SIGNED_IN, "read one’s letter")
@require_safe
def decision_letter(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(_decisions_of(request).exclude(read_at=None), application__public_id=public_id)
    return pdf_of_letter(letter_of(found))


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related(*OF_A_LETTER)


def _decisions_of(request: SignedInRequest) -> QuerySet[Decision]:
    return _decisions().filter(application__in=Application.objects.of(request.user))


def _preview(request: SignedInRequest, form: DecideForm, application: Application) -> dict[str, object]:
    """Show the letter of what was typed, under its mark; nothing where something is to be corrected."""
    if not form.is_valid():
        return {}
    facts = form.facts()
    told = (facts.sense, facts.reasons, facts.conditions)
    return {"letter": preview_letter(application, told, request.user, timezone.now()), "seen": form.mark()}
