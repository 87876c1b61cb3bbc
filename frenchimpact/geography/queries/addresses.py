"""The page of each official place."""

from __future__ import annotations

from django.urls import reverse

from frenchimpact.geography.models import PlaceKind

PAGES = {
    PlaceKind.COMMUNE: "geography:commune",
    PlaceKind.FORMER_COMMUNE: "geography:commune",
    PlaceKind.ARRONDISSEMENT: "geography:commune",
    PlaceKind.EPCI: "geography:epci",
    PlaceKind.EPT: "geography:epci",
    PlaceKind.DEPARTEMENT: "geography:departement",
    PlaceKind.REGION: "geography:region",
}


def address_of_code(kind: PlaceKind, code: str, slug: str = "") -> str:
    """Give the address of a place’s page; a région’s takes its slug, or else its code."""
    return reverse(PAGES[kind], args=[slug or code])
