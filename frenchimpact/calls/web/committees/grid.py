"""The committee of a call and its grid of criteria, as the team writes it and as a reader will see it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.assessments.models import ANCHORS, Criterion, GridVersion
from frenchimpact.assessments.queries import current_version
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.calls.actions.committees.settings import (
    drop_criterion,
    weigh_criteria,
    write_criterion,
)
from frenchimpact.calls.models import Committee
from frenchimpact.calls.web.committees.doors import committee_of
from frenchimpact.calls.web.operator_calls import crumbs
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

LONGEST_ANCHOR = 200


class WeightsForm(forms.Form):
    """One weight a criterion."""

    def __init__(self, data: object, *, version: GridVersion) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        for one in version.criteria.all():
            self.fields[f"poids-{one.key}"] = forms.IntegerField(
                label=one.title, min_value=0, max_value=100, initial=one.weight
            )

    def weights(self) -> dict[str, int]:
        return {name.removeprefix("poids-"): value for name, value in self.cleaned_data.items()}


class CriterionForm(forms.Form):
    title = forms.CharField(label="Critère", max_length=120)
    question = forms.CharField(label="Question posée à qui lit", max_length=300)

    def __init__(self, data: object, *, criterion: Criterion | None = None) -> None:
        given = {"title": criterion.title, "question": criterion.question} if criterion else {}
        super().__init__(data, initial=given)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.key = criterion.key if criterion else ""
        for score in range(ANCHORS):
            self.fields[f"anchor_{score}"] = forms.CharField(
                label=f"Note {score}",
                max_length=LONGEST_ANCHOR,
                initial=criterion.anchors[score] if criterion else "",
                help_text="Ce qui vaut cette note, en une phrase." if score == 0 else "",
            )

    def facts(self) -> CriterionFacts:
        told = self.cleaned_data
        anchors = tuple(told[f"anchor_{score}"] for score in range(ANCHORS))
        return CriterionFacts(self.key, told["title"], told["question"], 0, anchors)


@open_to(OPERATORS, "write grid")
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_of(slug)
    form = WeightsForm(request.POST or None, version=current_version(committee.grid))
    if carried_out(form, lambda: weigh_criteria(committee, form.weights(), by=request.user)):
        messages.success(request, "Les poids sont enregistrés.")
        return redirect("calls:operator_grid", slug)
    version = current_version(committee.grid)
    page = {"version": version, "criteria": list(version.criteria.all()), "form": form}
    return _page(request, "calls/committee/grid.html", committee, "Grille de critères", page)


@open_to(OPERATORS, "add criterion")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest, slug: str) -> HttpResponse:
    committee, form = committee_of(slug), CriterionForm(request.POST or None)
    if carried_out(form, lambda: write_criterion(committee, form.facts(), by=request.user)):
        messages.success(request, "Le critère est ajouté, sans poids\u00a0: donnez-lui le sien.")
        return redirect("calls:operator_grid", slug)
    return _page(request, "calls/committee/criterion.html", committee, "Nouveau critère", {"form": form})


@open_to(OPERATORS, "change criterion")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    committee = committee_of(slug)
    criterion = get_object_or_404(Criterion, version=current_version(committee.grid), key=key)
    form = CriterionForm(request.POST or None, criterion=criterion)
    if carried_out(form, lambda: write_criterion(committee, form.facts(), by=request.user)):
        messages.success(request, "Le critère est enregistré.")
        return redirect("calls:operator_grid", slug)
    page = {"form": form, "criterion": criterion}
    return _page(request, "calls/committee/criterion.html", committee, criterion.title, page)


@open_to(OPERATORS, "remove criterion")
@require_POST
def remove(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    drop_criterion(committee_of(slug), key, by=request.user)
    messages.success(request, "Le critère est retiré de la grille.")
    return redirect("calls:operator_grid", slug)


def _page(
    request: SignedInRequest, template: str, committee: Committee, title: str, page: dict[str, object]
) -> HttpResponse:
    address = reverse("calls:operator_grid", args=[committee.call.slug])
    trail = crumbs(title, committee.call)
    trail.insert(-1, ("Comité", reverse("calls:operator_committee", args=[committee.call.slug])))
    if "version" not in page:
        trail.insert(-1, ("Grille de critères", address))
    return render(request, template, {"committee": committee, "call": committee.call, "crumbs": trail} | page)
