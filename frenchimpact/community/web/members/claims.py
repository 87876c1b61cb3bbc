"""Claiming a page, objecting to a claim, taking one's own back, and the proof that was given."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import is_operator
from frenchimpact.community.actions.claims import ClaimFacts, claim_page, object_to_claim, withdraw_claim
from frenchimpact.community.models import Organisation, PageClaim
from frenchimpact.community.queries.memberships import claims_of, takeovers_of
from frenchimpact.community.rules.memberships import has_lead
from frenchimpact.community.web.members.forms import ClaimForm, ObjectionForm
from frenchimpact.community.web.members.team import crumbs, led
from frenchimpact.documents.queries import open_document
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out


@open_to(SIGNED_IN, "claim page")
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    form = ClaimForm(request.POST or None, request.FILES or None)
    if carried_out(form, lambda: claim_page(organisation, ClaimFacts(**form.cleaned_data), by=request.user)):
        messages.success(request, "Votre demande est transmise à l’équipe du programme : sa réponse viendra ici.")
        return redirect("portal:space")
    page = {"form": form, "organisation": organisation, "is_takeover": has_lead(organisation)}
    return render(request, "community/members/claim.html", page)


@open_to(SIGNED_IN, "object to claim of own page")
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: SignedInRequest, slug: str, public_id: str) -> HttpResponse:
    organisation = led(request.user, slug)
    found = get_object_or_404(takeovers_of(organisation), public_id=public_id)
    form = ObjectionForm(request.POST or None, initial={"text": found.objection})
    if carried_out(form, lambda: object_to_claim(found, form.cleaned_data["text"], by=request.user)):
        messages.success(request, "Votre opposition est transmise à l’équipe du programme.")
        return redirect("community:members", slug)
    page = {"form": form, "organisation": organisation, "claim": found, "crumbs": crumbs(organisation, "Reprise")}
    return render(request, "community/members/objection.html", page)


@open_to(SIGNED_IN, "withdraw own claim")
@require_POST
def withdraw(request: SignedInRequest, public_id: str) -> HttpResponse:
    withdraw_claim(get_object_or_404(claims_of(request.user), public_id=public_id), by=request.user)
    messages.success(request, "Votre demande est retirée.")
    return redirect("portal:space")


@open_to(SIGNED_IN, "open proof of claim")
@require_safe
def proof(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give the document to the claimant and to the operators, always as a file to keep, never shown by the browser."""
    seen = PageClaim.objects.all() if is_operator(request.user, timezone.now()) else claims_of(request.user)
    found = get_object_or_404(seen.filter(proof__isnull=False).select_related("proof"), public_id=public_id)
    assert found.proof is not None  # noqa: S101  # the queryset says so
    with open_document(found.proof, for_person=request.user) as file:  # small: a deed, an extract of a register
        response = HttpResponse(file.read(), content_type=found.proof.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.proof.name)
    return response
