"""How the team conducts the waves of a call."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.calls.actions import (
    change_wave,
    delete_wave,
    draft_wave,
    open_wave,
    preview_wave,
    prorogue_wave,
    undo_preview,
)
from frenchimpact.calls.models import Call, Wave
from frenchimpact.calls.web.operator_calls import crumbs
from frenchimpact.calls.web.operator_forms import ProrogueForm, WaveForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

STEPS = {
    "annonce": (preview_wave, "La vague est annoncée : le public la voit « à venir »."),
    "retrait": (undo_preview, "L’annonce est retirée."),
    "ouverture": (open_wave, "La vague est ouverte : elle acceptera les dépôts à partir de sa date d’ouverture."),
    "suppression": (delete_wave, "Le brouillon de vague est supprimé."),
}


@open_to(OPERATORS, "draft wave")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(Call, slug=slug)
    form = WaveForm.of(request.POST)
    if carried_out(form, lambda: draft_wave(call, form.facts(), by=request.user)):
        messages.success(request, "La vague est préparée. Annoncez-la quand ses dates sont sûres.")
        return redirect("calls:operator_call", slug)
    page = {"form": form, "call": call, "crumbs": crumbs("Nouvelle vague", call)}
    return render(request, "calls/operator_wave_form.html", page)


@open_to(OPERATORS, "change wave")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    wave = _wave(slug, number)
    form = WaveForm.of(request.POST, wave)
    if carried_out(form, lambda: change_wave(wave, form.facts(), by=request.user)):
        messages.success(request, "Les dates sont enregistrées.")
        return redirect("calls:operator_call", slug)
    page = {"form": form, "call": wave.call, "wave": wave, "crumbs": crumbs(f"Vague {number}", wave.call)}
    return render(request, "calls/operator_wave_form.html", page)


@open_to(OPERATORS, "prorogue wave")
@require_http_methods(["GET", "HEAD", "POST"])
def prorogue(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    wave = _wave(slug, number)
    form = ProrogueForm(request.POST or None)
    if carried_out(form, lambda: prorogue_wave(wave, form.after(), form.cleaned_data["reason"], by=request.user)):
        messages.success(request, "La date limite est repoussée. Toutes les personnes concernées sont prévenues.")
        return redirect("calls:operator_call", slug)
    page = {"form": form, "wave": wave, "crumbs": crumbs(f"Proroger la vague {number}", wave.call)}
    return render(request, "calls/operator_wave_prorogue.html", page)


@open_to(OPERATORS, "move wave")
@require_POST
def step(request: SignedInRequest, slug: str, number: int, name: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    act, done = STEPS[name]
    act(_wave(slug, number), by=request.user)
    messages.success(request, done)
    return redirect("calls:operator_call", slug)


def _wave(slug: str, number: int) -> Wave:
    return get_object_or_404(Wave.objects.select_related("call"), call__slug=slug, number=number)
