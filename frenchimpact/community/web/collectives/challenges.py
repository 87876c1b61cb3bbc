"""Challenges of a collective: the list in its order, and one form for each, which two people may open at once."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.community.actions.challenges import (
    ChallengeFacts,
    add_challenge,
    change_challenge,
    rank_challenge,
    remove_challenge,
)
from frenchimpact.community.models import Challenge, Collective
from frenchimpact.community.queries.collectives import challenges_of, gaps_of
from frenchimpact.community.rules.collectives import may_write
from frenchimpact.community.web.collectives.access import crumbs, read, written
from frenchimpact.community.web.collectives.copies import asked_of, copies_of
from frenchimpact.community.web.collectives.forms import ChallengeForm, ConfirmForm
from frenchimpact.community.web.collectives.pages import number_of
from frenchimpact.community.web.collectives.pictures import picture_of
from frenchimpact.geography.queries.indicators import indicators_of
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out

TAKE = "reprendre:"
FIELDS = tuple(ChallengeFacts.__dataclass_fields__)


@open_to(SIGNED_IN, "read challenges of own collective")
@require_safe
def challenges(request: SignedInRequest, public_id: str) -> HttpResponse:
    collective = read(request.user, public_id)
    rows = [(each, gaps_of(each), picture_of(each)) for each in challenges_of(collective)]
    page = {
        "collective": collective,
        "rows": rows,
        "may_write": may_write(collective, request.user),
        "crumbs": crumbs(collective, ("Défis", "")),
        **asked_of(collective),
    }
    return render(request, "community/collectives/challenges.html", page)


@open_to(SIGNED_IN, "write challenge of own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, public_id: str) -> HttpResponse:
    collective = written(request.user, public_id)
    form = _form(request, collective)
    if carried_out(form, lambda: add_challenge(collective, ChallengeFacts(**form.cleaned_data), by=request.user)):
        messages.success(request, "Le défi est écrit.")
        return redirect("community:challenges", public_id)
    return _page(request, collective, form)


@open_to(SIGNED_IN, "change challenge of own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, public_id: str, challenge: str) -> HttpResponse:
    collective = written(request.user, public_id)
    found = get_object_or_404(challenges_of(collective), public_id=challenge)
    form, version = _form(request, collective, found), number_of(request.POST.get("version", ""))

    def act() -> None:
        change_challenge(found, ChallengeFacts(**form.cleaned_data), version=version, by=request.user)

    if carried_out(form, act):
        messages.success(request, "Le défi est enregistré.")
        return redirect("community:challenges", public_id)
    return _page(request, collective, form, found, version)


@open_to(SIGNED_IN, "remove challenge of own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedInRequest, public_id: str, challenge: str) -> HttpResponse:
    collective = written(request.user, public_id)
    found = get_object_or_404(challenges_of(collective), public_id=challenge)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: remove_challenge(found, by=request.user)):
        messages.success(request, f"Le défi « {found.title} » est retiré.")
        return redirect("community:challenges", public_id)
    page = {"form": form, "collective": collective, "challenge": found, "crumbs": _crumbs(collective, "Retirer")}
    return render(request, "community/collectives/challenge_removal.html", page)


@open_to(SIGNED_IN, "rank challenge of own collective")
@require_POST
def rank(request: SignedInRequest, public_id: str, challenge: str) -> HttpResponse:
    collective = written(request.user, public_id)
    found = get_object_or_404(challenges_of(collective), public_id=challenge)
    rank_challenge(found, up=request.POST.get("sens") == "haut", by=request.user)
    return redirect("community:challenges", public_id)


def _crumbs(collective: Collective, title: str) -> list[tuple[str, str]]:
    address = reverse("community:challenges", args=[collective.public_id])
    return crumbs(collective, ("Défis", address), (title, ""))


def _form(request: SignedInRequest, collective: Collective, found: Challenge | None = None) -> ChallengeForm:
    """Make the form; « reprendre » fills in a figure of the territory beside what was typed, and sends nothing."""
    do = request.POST.get("do", "")
    if request.method == "POST" and not do.startswith(TAKE):
        return ChallengeForm(request.POST)
    initial: dict[str, object] = {name: _written(getattr(found, name)) for name in FIELDS} if found else {}
    if request.method == "POST":
        initial = {**request.POST.dict(), "kinds": request.POST.getlist("kinds")} | _figure(collective, do)
    return ChallengeForm(initial=initial)


def _written(value: object) -> object:
    """Write a measure without the zeros that the database adds: « 120,000 » reads as a hundred and twenty thousand."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def _figure(collective: Collective, do: str) -> dict[str, object]:
    for figure in indicators_of(collective.perimeter):
        if figure.code == do.removeprefix(TAKE) and figure.value is not None:
            return {
                "indicator": figure.label,
                "unit": figure.unit,
                "baseline": round(figure.value, 3),
                "baseline_source": figure.source,
                "baseline_year": figure.year,
            }
    return {}


def _page(
    request: SignedInRequest,
    collective: Collective,
    form: ChallengeForm,
    found: Challenge | None = None,
    version: int = 0,
) -> HttpResponse:
    is_conflict = bool(found and form.is_bound and found.version != version)
    shown = version if found and request.method == "POST" and not form.is_bound else found.version if found else 0
    page = {
        "form": form,
        "collective": collective,
        "challenge": found,
        "version": shown,
        "theirs": found if is_conflict else None,
        "figures": [figure for figure in indicators_of(collective.perimeter) if figure.value is not None],
        "crumbs": _crumbs(collective, found.title if found else "Écrire un défi"),
        **copies_of(collective),
    }
    return render(request, "community/collectives/challenge.html", page)
