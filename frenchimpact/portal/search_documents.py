"""Places in the search box: geography stands below the search engine, so the portal presents its finder."""

from collections.abc import Sequence

from frenchimpact.geography.models import PlaceKind, Region
from frenchimpact.geography.queries.addresses import address_of_code
from frenchimpact.geography.queries.finder import FoundPlace, find_places
from frenchimpact.search.registry import Hit, Source, register
from frenchimpact.ui.words import number


def find_hits(text: str, limit: int) -> Sequence[Hit]:
    places = find_places(text, limit=limit)
    slugs = dict(Region.objects.values_list("code", "slug")) if any(map(_is_region, places)) else {}
    return [
        Hit(place.name, place.kind.label, _address(place, slugs), _which(place), rank)
        for rank, place in enumerate(places)
    ]


def _is_region(place: FoundPlace) -> bool:
    return place.kind == PlaceKind.REGION


def _address(place: FoundPlace, slugs: dict[str, str]) -> str:
    slug = slugs[place.code] if _is_region(place) else ""  # a département may bear the code of a région
    return address_of_code(place.kind, place.leads_to or place.code, slug)


def _which(place: FoundPlace) -> str:
    """Say in a line which place it is: « Ille-et-Vilaine · 35000, 35200 · 227 830 habitants »."""
    parts = [
        f"aujourd’hui {place.leads_to_name}" if place.kind == PlaceKind.FORMER_COMMUNE else "",
        place.departement_name,
        ", ".join(place.postcodes[:3]) + ("…" if place.postcodes[3:] else ""),
        f"{number(place.population)} habitants" if place.population else "",
    ]
    return " · ".join(filter(None, parts))


register(Source("lieux", "Lieux", find_hits, order=20))
