"""The programme team: which collective is the one of which labelled territory, and the words of the letter."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.community.actions.collectives import accept_territory_claim, refuse_territory_claim
from frenchimpact.community.actions.engagements import word_letter
from frenchimpact.community.models import EngagementText
from frenchimpact.community.queries.collectives import competing_claims, current_text, territory_claims
from frenchimpact.community.web.collectives.forms import DecisionForm, WordingForm
from frenchimpact.community.web.collectives.lists import CLAIMS
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

TITLE = "Collectifs des territoires"


@open_to(OPERATORS, "read claims of territories")
@require_safe
def claims(request: SignedInRequest) -> HttpResponseBase:
    listing = CLAIMS.answer(request, territory_claims())
    if isinstance(listing, HttpResponseBase):
        return listing
    return render(request, "community/collectives/claims.html", {"listing": listing, "crumbs": _crumbs((TITLE, ""))})


@open_to(OPERATORS, "decide claim of territory")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedInRequest, public_id: str) -> HttpResponse:
    claim = get_object_or_404(territory_claims(), public_id=public_id)
    form = DecisionForm(request.POST or None)

    def act() -> None:
        is_yes = form.cleaned_data["answer"] == "accept"
        answer = accept_territory_claim if is_yes else refuse_territory_claim
        answer(claim, form.cleaned_data["reason"], by=request.user)

    if carried_out(form, act):
        messages.success(request, "Votre décision est enregistrée : le collectif en est prévenu.")
        return redirect("community:territory_claims")
    steps = _crumbs((TITLE, reverse("community:territory_claims")), (claim.territory.name, ""))
    page = {"form": form, "claim": claim, "others": competing_claims(claim), "crumbs": steps}
    return render(request, "community/collectives/claim.html", page)


@open_to(OPERATORS, "word letter")
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: SignedInRequest) -> HttpResponse:
    form = WordingForm(request.POST or None, initial={"body": current_text().body})
    if carried_out(form, lambda: word_letter(form.cleaned_data["body"], by=request.user)):
        messages.success(request, "La nouvelle version est enregistrée : les prochaines lettres la reprennent.")
        return redirect("community:letter_wording")
    texts = EngagementText.objects.select_related("by").order_by("-number")
    page = {"form": form, "texts": texts, "crumbs": _crumbs(("Lettre d’engagement", ""))}
    return render(request, "community/collectives/wording.html", page)


def _crumbs(*titles: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Espace équipe", reverse("portal:operations")), *titles]
