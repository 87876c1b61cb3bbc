"""Pages of territories."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from frenchimpact.community.models import Territory
from frenchimpact.community.queries.emblems import with_emblems
from frenchimpact.community.queries.maps import map_of_territories
from frenchimpact.community.queries.organisations import count_in
from frenchimpact.community.queries.territories import regions_of, territories_alike, territories_around
from frenchimpact.community.web.lists import COMMUNES, TERRITORIES
from frenchimpact.geography.models import Commune
from frenchimpact.geography.queries.area import area_of
from frenchimpact.geography.queries.comparisons import comparisons_of
from frenchimpact.geography.queries.indicators import indicators_of
from frenchimpact.geography.queries.maps import thumbnail
from frenchimpact.geography.queries.parts import named_parts
from frenchimpact.geography.queries.perimeter_maps import map_of_perimeter
from frenchimpact.labels.queries import challenges_of, history_of, labelled, members_of
from frenchimpact.shared.access import EVERYONE, open_to


@require_safe
@open_to(EVERYONE, "read territories")
def territories(request: HttpRequest) -> HttpResponseBase:
    listing = TERRITORIES.answer(request, labelled().measured())
    if isinstance(listing, HttpResponseBase):
        return listing
    with_emblems(listing.rows)
    page = {"listing": listing, "map": map_of_territories(request.GET.get("zoom", ""))}
    return render(request, "community/territories.html", page)


@require_safe
@open_to(EVERYONE, "read territory")
def territory(request: HttpRequest, slug: str) -> HttpResponseBase:
    held = Territory.objects.measured().select_related("label__application__call", "perimeter")
    found = get_object_or_404(held, slug=slug)
    communes = Commune.objects.filter(in_perimeters__perimeter=found.perimeter).select_related("departement")
    listing = COMMUNES.answer(request, communes, total=found.commune_count)
    if isinstance(listing, HttpResponseBase):
        return listing
    figures, regions = indicators_of(found.perimeter), list(regions_of(found))
    page = {
        "territory": found,
        **_label_of(found),
        "regions": ", ".join(region.name for region in regions),
        "parts": named_parts(found.perimeter),
        "area": area_of(found.perimeter, found.population, figures),
        "thumbnail": thumbnail(found.perimeter),
        "map": map_of_perimeter(found.perimeter),
        "indicators": figures,
        "comparisons": comparisons_of(found.name, figures, regions),
        "organisation_count": count_in(commune__in_perimeters__perimeter=found.perimeter_id),
        **_others_beside(found),
        "listing": listing,
        "crumbs": [("Territoires", reverse("community:territories")), (found.name, "")],
        "contact": settings.CONTACT_EMAIL,
        "preview": request.build_absolute_uri(reverse("portal:territory_preview", args=[slug])),
    }
    return render(request, "community/territory.html", page)


def _others_beside(territory: Territory) -> dict[str, list[Territory]]:
    around, alike = list(territories_around(territory).measured().order_by("sort_key")), territories_alike(territory)
    with_emblems([*around, *alike])
    return {"around": around, "alike": alike}


def _label_of(territory: Territory) -> dict[str, object]:
    """Bring the label that it holds, with those it held, its frozen challenges and who signed."""
    label = getattr(territory, "label", None)
    return {
        "label": label,
        "labels": history_of(territory),
        "challenges": challenges_of(label) if label else [],
        "members": members_of(label) if label else [],
    }
