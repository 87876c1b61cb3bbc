"""How the team conducts calls: settings, opening, closing."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.calls.actions import (
    change_call,
    close_call,
    create_call,
    open_call,
    ship_support_call,
    ship_territory_call,
)
from frenchimpact.calls.models import ApplicantKind, Call, Committee
from frenchimpact.calls.queries.calendar import calendar_of, calls_with_counts
from frenchimpact.calls.queries.eligibility import sentences_of
from frenchimpact.calls.rules.calls import implicit_days, is_slower_than_silence, left_to_fill_in, own_delay_days
from frenchimpact.calls.web.operator_forms import CallForm, NewCallForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import Column, List

TEAM = ("Espace équipe", "portal:operations")

CALLS = List[Call](
    name="appels",
    columns=[
        Column("titre", "Appel", str, sort="title", link=lambda call: reverse("calls:operator_call", args=[call.slug])),
        Column("etat", "État", lambda call: call.get_stage_display(), sort="stage"),
        Column("vagues", "Vagues", attrgetter("wave_count"), sort="wave_count", numeric=True),
        Column("depots", "Candidatures", attrgetter("submitted_count"), sort="submitted_count", numeric=True),
        Column("ouverture", "Ouvert le", lambda call: call.opened_at, sort="opened_at"),
    ],
    default_sort="titre",
    noun="appel,appels",
    empty="Aucun appel n’existe encore. Créez l’appel Territoire French Impact, prêt à relire.",
)


def crumbs(title: str, call: Call | None = None) -> list[tuple[str, str]]:
    """Label and address of each step to a page of the team about calls."""
    to_call = [(str(call), reverse("calls:operator_call", args=[call.slug]))] if call else []
    return [(TEAM[0], reverse(TEAM[1])), ("Appels", reverse("calls:operator_calls")), *to_call, (title, "")]


@open_to(OPERATORS, "read calls of the team")
@require_safe
def calls(request: HttpRequest) -> HttpResponseBase:
    answer = CALLS.answer(request, calls_with_counts())
    if isinstance(answer, HttpResponseBase):
        return answer
    page = {"listing": answer, "crumbs": [(TEAM[0], reverse(TEAM[1])), ("Appels", "")]}
    return render(request, "calls/operator_calls.html", page)


@open_to(OPERATORS, "create call")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    form = NewCallForm(request.POST or None)

    def act() -> object:
        chosen = form.cleaned_data
        return create_call(form.facts(), chosen["form"], by=request.user, applicant=ApplicantKind(chosen["applicant"]))

    if carried_out(form, act):
        messages.success(request, "L’appel est prêt. Personne ne le voit avant son ouverture.")
        return redirect("calls:operator_calls")
    return render(request, "calls/operator_call_form.html", {"form": form, "crumbs": crumbs("Nouvel appel")})


@open_to(OPERATORS, "create the territory call")
@require_POST
def ship(request: SignedInRequest) -> HttpResponse:
    call = ship_territory_call(by=request.user)
    messages.success(request, "L’appel est là : relisez-le et complétez ses réglages avant de l’ouvrir.")
    return redirect("calls:operator_call", call.slug)


@open_to(OPERATORS, "create the call for support structures")
@require_POST
def ship_support(request: SignedInRequest) -> HttpResponse:
    call = ship_support_call(by=request.user)
    messages.success(request, "L’appel est là\u00a0: relisez-le et complétez ses réglages avant de l’ouvrir.")
    return redirect("calls:operator_call", call.slug)


@open_to(OPERATORS, "conduct call")
@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Call.objects.select_related("form"), slug=slug)
    page = {
        "call": found,
        "committee": Committee.objects.filter(call=found).first(),
        "waves": calendar_of(found, timezone.now()),
        "own_days": own_delay_days(found),
        "implicit_days": implicit_days(found),
        "is_slow": is_slower_than_silence(found),
        "missing": left_to_fill_in(found),
        "sentences": sentences_of(found),
        "crumbs": crumbs(str(found)),
    }
    return render(request, "calls/operator_call.html", page)


@open_to(OPERATORS, "change call")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Call, slug=slug)
    form = CallForm(request.POST or None, instance=Call.objects.get(pk=found.pk))
    if carried_out(form, lambda: change_call(found, form.facts(), by=request.user)):
        messages.success(request, "Les réglages sont enregistrés.")
        return redirect("calls:operator_call", slug)
    page = {"form": form, "call": found, "crumbs": crumbs("Réglages", found)}
    return render(request, "calls/operator_call_form.html", page)


@open_to(OPERATORS, "open call")
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: SignedInRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Call, slug=slug)
    if request.method == "POST":
        open_call(found, by=request.user)
        messages.success(request, "L’appel est ouvert : tout le monde le voit.")
        return redirect("calls:operator_call", slug)
    page = {"call": found, "missing": left_to_fill_in(found), "is_slow": is_slower_than_silence(found)}
    return render(request, "calls/operator_call_open.html", page | {"crumbs": crumbs("Ouvrir", found)})


@open_to(OPERATORS, "close call")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Call, slug=slug)
    if request.method == "POST":
        close_call(found, by=request.user)
        messages.success(request, "L’appel est clos : ce qui a été déposé sera examiné jusqu’au bout.")
        return redirect("calls:operator_call", slug)
    return render(request, "calls/operator_call_close.html", {"call": found, "crumbs": crumbs("Clore", found)})
