"""Pages of régions, départements, intercommunalities and communes."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from frenchimpact.community.models import Territory
from frenchimpact.community.queries.emblems import with_emblems
from frenchimpact.community.queries.maps import map_of_regions
from frenchimpact.community.queries.organisations import count_in
from frenchimpact.geography.models import Commune, PlaceKind
from frenchimpact.geography.queries import places
from frenchimpact.geography.queries.addresses import address_of_code
from frenchimpact.geography.queries.comparisons import comparisons_of
from frenchimpact.geography.queries.datasets import vintage_of
from frenchimpact.geography.queries.finder import find_places
from frenchimpact.geography.queries.indicators import indicators_of
from frenchimpact.geography.queries.maps import national_map, neighbours_of_departement
from frenchimpact.geography.web import lists
from frenchimpact.geography.web.facts import facts_of
from frenchimpact.geography.web.pictures import pictures_of, pictures_of_commune
from frenchimpact.labels.queries import labelled
from frenchimpact.shared.access import EVERYONE, open_to

ALL_REGIONS = "Régions et départements"
SUGGESTIONS = 8


@require_safe
@open_to(EVERYONE, "read regions")
def regions(request: HttpRequest) -> HttpResponseBase:
    listing = lists.REGIONS.answer(request, places.regions())
    if isinstance(listing, HttpResponseBase):
        return listing
    slugs = {region.pk: region.slug for region in places.regions()}
    drawing = map_of_regions(slugs, request.GET.get("zoom", ""))
    return render(request, "geography/regions.html", {"listing": listing, "map": drawing})


@require_safe
@open_to(EVERYONE, "read departements")
def departements(request: HttpRequest) -> HttpResponseBase:
    listing = lists.DEPARTEMENTS.answer(request, places.departements())
    if isinstance(listing, HttpResponseBase):
        return listing
    codes = places.departements().values_list("pk", flat=True)
    addresses = {code: reverse("geography:departement", args=[code]) for code in codes}
    drawing = national_map().with_shapes(hrefs=addresses).zoomed(request.GET.get("zoom", ""))
    return render(request, "geography/departements.html", {"listing": listing, "map": drawing})


@require_safe
@open_to(EVERYONE, "read region")
def region(request: HttpRequest, slug: str) -> HttpResponseBase:
    if (place := places.region_at(slug)) is None:
        raise Http404
    listing = lists.DEPARTEMENTS.answer(request, places.departements(place))
    if isinstance(listing, HttpResponseBase):
        return listing
    page = {
        "place": place,
        "kind": "Région" if place.is_region else "Collectivité d’outre-mer",
        "facts": facts_of(place),
        "territories": with_emblems(labelled(Territory.objects.in_region(place.pk)).measured()),
        **_organisations_in("region", place.pk),
        **pictures_of(place),
        "listing": listing,
        "listing_title": "Ses départements",
        "crumbs": [(ALL_REGIONS, reverse("geography:regions")), (place.name, "")],
    }
    return render(request, "geography/place.html", page)


@require_safe
@open_to(EVERYONE, "read departement")
def departement(request: HttpRequest, code: str) -> HttpResponseBase:
    if (place := places.departement_at(code.upper())) is None:
        raise Http404
    if code != place.code:
        return redirect("geography:departement", place.code, permanent=True)
    listing = lists.COMMUNES.answer(request, places.communes_in(place).select_related("epci"))
    if isinstance(listing, HttpResponseBase):
        return listing
    above = (place.region.name, reverse("geography:region", args=[place.region.slug]))
    page = {
        "place": place,
        "kind": "Département" if place.is_departement else "Collectivité d’outre-mer",
        "facts": facts_of(place),
        "neighbours": neighbours_of_departement(place.pk),
        "territories": with_emblems(labelled(Territory.objects.in_departement(place.pk)).measured()),
        **_organisations_in("departement", place.pk),
        **pictures_of(place),
        "listing": listing,
        "listing_title": "Ses communes",
        "crumbs": [(ALL_REGIONS, reverse("geography:regions")), above, (place.name, "")],
    }
    return render(request, "geography/place.html", page)


@require_safe
@open_to(EVERYONE, "read intercommunality")
def intercommunality(request: HttpRequest, siren: str) -> HttpResponseBase:
    if (place := places.intercommunality_at(siren)) is None:
        raise Http404
    listing = lists.MEMBERS.answer(request, places.communes_in(place))
    if isinstance(listing, HttpResponseBase):
        return listing
    page = {
        "place": place,
        "kind": PlaceKind(place.place_kind).label.capitalize(),
        "facts": facts_of(place),
        "territories": with_emblems(labelled(Territory.objects.in_intercommunality(place.pk)).measured()),
        **_organisations_in(place.place_kind, place.pk),
        **pictures_of(place),
        "listing": listing,
        "listing_title": "Ses communes",
        "crumbs": [(ALL_REGIONS, reverse("geography:regions")), (place.name, "")],
    }
    return render(request, "geography/place.html", page)


@require_safe
@open_to(EVERYONE, "read commune")
def commune(request: HttpRequest, code: str) -> HttpResponseBase:
    if (place := places.commune_at(code.upper())) is None:
        raise Http404
    if code != place.code:
        return redirect("geography:commune", place.code, permanent=place.code == code.upper())
    figures = indicators_of(Commune.objects.filter(pk=place.pk))
    page = {
        "commune": place,
        "former": ", ".join(former.name for former in places.former_communes_of(place)),
        "territories": with_emblems(labelled(Territory.objects.holding(place)).measured()),
        **pictures_of_commune(place),
        "organisation_count": count_in(commune=place.pk),
        "indicators": figures,
        "comparisons": comparisons_of(place.name, figures, [place.region]),
        "vintage": vintage_of("geography"),
        "crumbs": [
            (place.region.name, reverse("geography:region", args=[place.region.slug])),
            (place.departement.name, reverse("geography:departement", args=[place.departement_id])),
            (place.name, ""),
        ],
    }
    return render(request, "geography/commune.html", page)


@require_safe
@open_to(EVERYONE, "find places")
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """Show, while one types, the places that may be meant; a list of links, without JavaScript too."""
    query = request.GET.get("q", "")
    found = [
        (place, address_of_code(place.kind, place.leads_to or place.code))
        for place in find_places(query, limit=SUGGESTIONS)
    ]
    template = "geography/_suggestions.html" if request.headers.get("HX-Request") else "geography/suggestions.html"
    answer = render(request, template, {"query": query, "found": found})
    patch_vary_headers(answer, ["HX-Request"])  # no cache gives the list alone to whoever asks for the page
    return answer


FILTERS = {"region": "region", "departement": "departement"}  # of the directory; communes and their groups: « lieu »


def _organisations_in(kind: str, code: str) -> dict[str, object]:
    """Count the published organisations of a place, and name the filter of the directory that shows them."""
    count = count_in(**{f"commune__{kind}": code})
    return {"organisation_count": count, "organisation_filter": FILTERS.get(kind, "lieu")}
