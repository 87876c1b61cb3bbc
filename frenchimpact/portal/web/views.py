"""Home and search."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from frenchimpact.calls.queries.calls import open_calls
from frenchimpact.community.queries.emblems import with_emblems
from frenchimpact.community.queries.maps import map_of_territories
from frenchimpact.community.queries.territories import reach_of_all
from frenchimpact.geography.models import Dataset
from frenchimpact.labels.models import Label
from frenchimpact.labels.queries import labelled, waves, years_of
from frenchimpact.search.queries import search as search_everything
from frenchimpact.search.registry import sources
from frenchimpact.shared.access import EVERYONE, open_to

LATEST_SHOWN = 6
LONGEST_NUMBER = 3  # digits of a page
LONGEST_QUERY = 200  # characters given back in the box


@require_safe
@open_to(EVERYONE, "read home")
def home(request: HttpRequest) -> HttpResponse:
    latest = (
        Label.objects.shown()
        .exclude(territory=None)
        .select_related("territory")
        .order_by("-announced_on", "territory__name")[:LATEST_SHOWN]
    )
    shown = waves()
    page = {
        "calls": open_calls(),
        "reach": reach_of_all(),
        "waves": shown,
        "years": years_of(shown),
        "has_calls": any(wave.call for wave in shown),
        "latest": latest,
        "territories": with_emblems(labelled().order_by("sort_key")),
        "map": map_of_territories(request.GET.get("zoom", "")),
        "geography": Dataset.objects.filter(name="geography").first(),
    }
    return render(request, "portal/home.html", page)


@require_safe
@open_to(EVERYONE, "search everything")
def search(request: HttpRequest) -> HttpResponse:
    """Find in everything, or in one kind of things, a page at a time; what is typed stays in the box."""
    text, kind = request.GET.get("q", ""), request.GET.get("quoi", "")
    if len(text) > LONGEST_QUERY:  # it would stand in every link of the page
        return redirect(f"{request.path}?{urlencode({'q': text[:LONGEST_QUERY]})}")
    results = search_everything(text, [kind] if kind else [], _page_number(request.GET.get("page", "")))
    page = {"q": text[:LONGEST_QUERY], "kind": kind, "results": results, "sources": sources()}
    return render(request, "portal/search.html", page)


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 1
