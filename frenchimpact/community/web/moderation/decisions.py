"""One page, one claim, one report, with what helps to decide beside the form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.community.actions.abuse import dismiss_report, uphold_report
from frenchimpact.community.actions.claims import accept_claim, refuse_claim
from frenchimpact.community.actions.moderation import decide_page, undo_decision
from frenchimpact.community.models import AbuseReport, AbuseState, ModerationDecision, Organisation, PageClaim, Verdict
from frenchimpact.community.queries.memberships import team_of
from frenchimpact.community.queries.moderation import (
    claims_to_decide,
    decisions_on,
    latest_decision,
    reports_on,
    reports_to_handle,
)
from frenchimpact.community.rules.memberships import has_lead
from frenchimpact.community.rules.moderation import verdicts_possible
from frenchimpact.community.web.moderation.forms import (
    CLAIM_SENTENCES,
    INSERT,
    PAGE_SENTENCES,
    REPORT_SENTENCES,
    DecisionForm,
    verdict_choices,
)
from frenchimpact.community.web.moderation.queues import crumbs
from frenchimpact.documents.actions import release_document
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

ACCEPT, ACCEPT_ALONE, REFUSE = "accept", "accept_alone", "refuse"
REPORT_CHOICES = [(AbuseState.UPHELD, "Donner suite"), (AbuseState.DISMISSED, "Classer sans suite")]


@open_to(OPERATORS, "decide on page")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.select_related("created_by", "logo"), slug=slug)
    choices = verdict_choices(verdicts_possible(organisation))
    form = _form(request, DecisionForm(choices, PAGE_SENTENCES, request.POST or None))
    if not _inserts(request) and carried_out(form, lambda: _decide_page(organisation, form, request.user)):
        messages.success(request, "La décision est prise, et l’équipe de la page est prévenue.")
        return redirect("community:page_decision", slug)
    shown = {"form": form, "organisation": organisation, "crumbs": crumbs(str(organisation))} | _about(organisation)
    return render(request, "community/moderation/page.html", shown)


@open_to(OPERATORS, "undo decision on page")
@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(ModerationDecision.objects.select_related("organisation"), pk=pk)
    undo_decision(decision, by=request.user)
    messages.success(request, "La décision est annulée, et l’équipe de la page est prévenue.")
    return redirect("community:page_decision", decision.organisation.slug)


@open_to(OPERATORS, "decide on claim")
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(claims_to_decide().select_related("proof"), public_id=public_id)
    form = _form(request, DecisionForm(_claim_choices(found), CLAIM_SENTENCES, request.POST or None))
    if not _inserts(request) and carried_out(form, lambda: _decide_claim(found, form, request.user)):
        messages.success(request, "La décision est prise, et les personnes concernées sont prévenues.")
        return redirect("community:moderation_claims")
    shown = {"form": form, "claim": found, "now": timezone.now(), "has_lead": has_lead(found.organisation)}
    shown |= {"organisation": found.organisation, "crumbs": crumbs("Revendication")} | _about(found.organisation)
    return render(request, "community/moderation/claim.html", shown)


@open_to(OPERATORS, "release proof of claim")
@require_POST
def release_proof(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Open to the team a proof that no antivirus has seen: somebody of the team takes it upon themselves."""
    found = get_object_or_404(claims_to_decide().select_related("proof"), public_id=public_id, proof__isnull=False)
    if found.proof:
        release_document(found.proof, at=timezone.now(), by=request.user)
    messages.success(request, "Le document est ouvert à l’équipe du programme.")
    return redirect("community:claim_decision", public_id)


@open_to(OPERATORS, "handle abuse report")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(reports_to_handle().select_related("handled_by"), public_id=public_id)
    form = _form(request, DecisionForm(REPORT_CHOICES, REPORT_SENTENCES, request.POST or None))
    if not _inserts(request) and carried_out(form, lambda: _handle(found, form, request.user)):
        messages.success(request, "Le signalement est traité.")
        return redirect("community:moderation_reports")
    shown = {"form": form, "report": found, "organisation": found.organisation, "crumbs": crumbs("Signalement")}
    return render(request, "community/moderation/report.html", shown | _about(found.organisation))


def _inserts(request: SignedInRequest) -> bool:
    return INSERT in request.POST


def _form(request: SignedInRequest, form: DecisionForm) -> DecisionForm:
    return form.with_sentence() if _inserts(request) else form


def _decide_page(organisation: Organisation, form: DecisionForm, by: User) -> None:
    given = form.cleaned_data
    decide_page(organisation, Verdict(given["decision"]), given["reason"], by=by)


def _claim_choices(claim: PageClaim) -> list[tuple[str, str]]:
    if not claim.is_takeover:
        return [(ACCEPT, "Confier la page à cette personne"), (REFUSE, "Refuser")]
    return [
        (ACCEPT, "Confier la page à cette personne ; les responsables actuels restent dans l’équipe"),
        (ACCEPT_ALONE, "Confier la page à cette personne ; les responsables actuels quittent l’équipe"),
        (REFUSE, "Refuser"),
    ]


def _decide_claim(claim: PageClaim, form: DecisionForm, by: User) -> None:
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    if decision == REFUSE:
        refuse_claim(claim, reason, by=by)
    else:
        accept_claim(claim, reason, leads_stay=decision == ACCEPT, by=by)


def _handle(report: AbuseReport, form: DecisionForm, by: User) -> None:
    decision, answer = form.cleaned_data["decision"], form.cleaned_data["reason"]
    (uphold_report if decision == AbuseState.UPHELD else dismiss_report)(report, answer, by=by)


def _about(organisation: Organisation) -> dict[str, object]:
    """Give what stands beside the form: the page, its team, what was decided and reported before."""
    return {
        "team": team_of(organisation).order_by("role", "pk"),
        "identifiers": organisation.identifiers.order_by("scheme", "pk"),
        "places": organisation.places.select_related("commune").order_by("-is_seat", "pk"),
        "links": organisation.links.order_by("kind", "pk"),
        "decisions": decisions_on(organisation),
        "latest": latest_decision(organisation),
        "reports": reports_on(organisation),
    }
