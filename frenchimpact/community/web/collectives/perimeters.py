"""Founding a collective, and changing its perimeter: places are searched, ticked, counted and drawn before saving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.community.actions.collectives import CollectiveFacts, found_collective, move_collective
from frenchimpact.community.models import Collective, Organisation, Territory
from frenchimpact.community.web.collectives.access import crumbs, written
from frenchimpact.community.web.collectives.copies import copies_of
from frenchimpact.community.web.collectives.forms import ConfirmForm, FoundingForm
from frenchimpact.community.web.collectives.places import KEEP, Choice, preview_of
from frenchimpact.geography.queries.perimeters import official_codes
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.navigation import address


@open_to(SIGNED_IN, "found collective")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    territory = _territory(request)
    organisations = Organisation.objects.managed_by(request.user).order_by("sort_key", "pk")
    start = official_codes(territory.perimeter) if territory else []
    choice = Choice.of(request.POST) if request.method == "POST" else Choice(start)
    initial: dict[str, object] = {"name": territory.name if territory else "", "lead": organisations.first()}
    form = FoundingForm(
        request.POST if _is_sent(request) else None, initial=initial | _typed(request), organisations=organisations
    )
    made: list[Collective] = []
    if carried_out(form, lambda: made.append(_found(form, choice, territory, request))):
        messages.success(request, "Votre collectif est fondé. Ajoutez maintenant ses membres et ses défis.")
        return redirect("community:collective", made[0].public_id)
    page = {"form": form, "choice": choice, "preview": preview_of(choice), "territory": territory}
    page |= {"organisations": organisations, "create": address("community:organisation_new")}
    return render(request, "community/collectives/new.html", page)


@open_to(SIGNED_IN, "change perimeter of own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, public_id: str) -> HttpResponse:
    collective = written(request.user, public_id)
    is_post = request.method == "POST"
    choice = Choice.of(request.POST) if is_post else Choice(official_codes(collective.perimeter))
    form = ConfirmForm(request.POST if _is_sent(request) else None)
    if carried_out(form, lambda: move_collective(collective, choice.parts, by=request.user)):
        messages.success(request, "Le périmètre est enregistré.")
        return redirect("community:collective", public_id)
    page = {"form": form, "choice": choice, "preview": preview_of(choice, collective.name), "collective": collective}
    page |= copies_of(collective) | {"crumbs": crumbs(collective, ("Périmètre", ""))}
    return render(request, "community/collectives/perimeter.html", page)


def _territory(request: HttpRequest) -> Territory | None:
    slug = request.GET.get("territoire", "")
    return get_object_or_404(Territory.objects.measured(), slug=slug) if slug else None


def _is_sent(request: HttpRequest) -> bool:
    """Say whether the form itself is sent, and not a search or a place to add."""
    return request.method == "POST" and request.POST.get("do") == KEEP


def _typed(request: HttpRequest) -> dict[str, object]:
    names = ("name", "presentation", "lead", "why")
    return {name: request.POST[name] for name in names if name in request.POST}


def _found(form: FoundingForm, choice: Choice, territory: Territory | None, request: SignedInRequest) -> Collective:
    data = form.cleaned_data
    facts = CollectiveFacts(
        data["name"], choice.parts, data["lead"], data["presentation"], territory=territory, why=data["why"]
    )
    return found_collective(facts, by=request.user)
