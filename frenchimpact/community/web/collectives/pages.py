"""The page of a collective, the list of one's own, and its presentation."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.calls.queries.demands import demand_on
from frenchimpact.community.actions.collectives import close_collective, describe_collective
from frenchimpact.community.models import Collective
from frenchimpact.community.queries.collectives import (
    challenges_of,
    collectives_visible_to,
    letter_state,
    members_of,
    missing_of,
    overlaps_of,
    people_of,
    signed_letter,
    territory_claims,
)
from frenchimpact.community.rules.collectives import may_lead, may_write, seat_role
from frenchimpact.community.web.collectives.access import crumbs, led, read, written
from frenchimpact.community.web.collectives.copies import copies_of
from frenchimpact.community.web.collectives.forms import ConfirmForm, DescriptionForm
from frenchimpact.community.web.collectives.lists import COLLECTIVES
from frenchimpact.geography.queries.parts import named_parts
from frenchimpact.geography.queries.perimeter_maps import map_of_perimeter
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import lines
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out

LATEST = 20


@open_to(SIGNED_IN, "read own collectives")
@require_safe
def collectives(request: SignedInRequest) -> HttpResponseBase:
    listing = COLLECTIVES.answer(request, collectives_visible_to(request.user, timezone.now()))
    if isinstance(listing, HttpResponseBase):
        return listing
    return render(request, "community/collectives/list.html", {"listing": listing})


@open_to(SIGNED_IN, "read own collective")
@require_safe
def collective(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = read(request.user, public_id)
    demand = demand_on(found)
    page = {
        "collective": found,
        "role": seat_role(found, request.user),
        "may_write": may_write(found, request.user),
        "may_lead": may_lead(found, request.user),
        "missing": missing_of(found, challenges=demand.challenges, members=demand.members),
        "demand": demand,
        "crumbs": crumbs(found),
        **copies_of(found),
        **_content(found),
    }
    return render(request, "community/collectives/collective.html", page)


@open_to(SIGNED_IN, "describe own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = written(request.user, public_id)
    initial = {"name": found.name, "presentation": found.presentation}
    form = DescriptionForm(request.POST or None, initial=initial)
    version = number_of(request.POST.get("version", ""))
    if carried_out(form, lambda: describe_collective(found, **form.cleaned_data, version=version, by=request.user)):
        messages.success(request, "La présentation est enregistrée.")
        return redirect("community:collective", public_id)
    theirs = found if form.is_bound and version != found.version else None
    page = {"form": form, "collective": found, "theirs": theirs, "crumbs": crumbs(found, ("Présentation", ""))}
    return render(request, "community/collectives/edit.html", page | copies_of(found))


@open_to(SIGNED_IN, "close own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = led(request.user, public_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: close_collective(found, by=request.user, at=timezone.now())):
        messages.success(request, "Le collectif est clos : il reste lisible, et ne change plus.")
        return redirect("community:collective", public_id)
    page = {"form": form, "collective": found, "crumbs": crumbs(found, ("Clore", ""))}
    return render(request, "community/collectives/close.html", page)


def _content(found: Collective) -> dict[str, object]:
    members = list(members_of(found))
    return {
        "map": map_of_perimeter(found.perimeter) if found.perimeter.commune_count else None,
        "parts": named_parts(found.perimeter),
        "overlaps": list(overlaps_of(found)),
        "members": members,
        "signed": sum(signed_letter(member) is not None for member in members),
        "letters": [(member, letter_state(member), signed_letter(member) is not None) for member in members],
        "challenges": list(challenges_of(found)),
        "people": people_of(found),
        "claim": territory_claims().filter(collective=found).order_by("-made_at", "-pk").first(),
        "lines": lines(Event.objects.about(found).order_by("-pk")[:LATEST]),
    }


def number_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004  # fits a column
