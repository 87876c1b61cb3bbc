"""Team: second factors that people have lost."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.actions import answer_loss
from frenchimpact.accounts.models import FactorLoss, SignedInRequest
from frenchimpact.accounts.proofs import with_fresh_proof, with_fresh_proof_to_export
from frenchimpact.accounts.queries import open_losses
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.accounts.web.forms import LossAnswerForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import Column, List

LOSSES: List[FactorLoss] = List(
    name="facteurs-perdus",
    columns=[
        Column(
            "personne",
            "Personne",
            lambda loss: loss.person.name,
            sort="person__name",
            link=lambda loss: reverse("accounts:loss", args=[loss.public_id]),
        ),
        Column("adresse", "Adresse électronique", lambda loss: loss.person.email, sort="person__email"),
        Column("demande", "Demandé le", lambda loss: loss.asked_at, sort="asked_at"),
        Column("delai", "Réponse possible à partir du", lambda loss: loss.due_at, sort="due_at"),
    ],
    default_sort="demande",
    noun="demande,demandes",
    empty="Personne n’attend de réponse.",
)


@open_to(OPERATORS, "list lost factors")
@require_safe
@with_fresh_proof_to_export
def losses(request: SignedInRequest) -> HttpResponseBase:
    answer = LOSSES.answer(request, open_losses())
    if isinstance(answer, HttpResponseBase):
        return answer
    page = {"listing": answer, "crumbs": _crumbs_to("Seconds facteurs perdus")}
    return render(request, "accounts/losses.html", page)


@open_to(OPERATORS, "answer lost factor")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def loss(request: SignedInRequest, public_id: str) -> HttpResponse:
    asked = get_object_or_404(FactorLoss.objects.select_related("person", "answered_by"), public_id=public_id)
    form = LossAnswerForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        accepted = form.cleaned_data["decision"] == "accept"
        return answer_loss(asked, accepted=accepted, reason=form.cleaned_data["reason"], by=request.user)

    if carried_out(form, act):
        messages.success(request, f"Votre réponse est enregistrée, {asked.person} est prévenu·e par courriel.")
        return redirect("accounts:losses")
    page = {
        "loss": asked,
        "form": form,
        "is_due": asked.is_due(timezone.now()),
        "crumbs": _crumbs_to("Second facteur perdu"),
    }
    return render(request, "accounts/loss.html", page)


def _crumbs_to(title: str) -> list[tuple[str, str]]:
    return [("Espace équipe", reverse("portal:operations")), (title, "")]
