"""One address of each page that anybody may open, by its name: arguments lead to the richest example in France."""

from django.urls import reverse

from tests.permissions.walk import EVERY_DOOR, routes
from tests.showcase.looks import LOOKS, VISITOR

ARGUMENTS: dict[str, dict[str, object]] = {
    "geography:region": {"slug": "bretagne"},
    "geography:departement": {"code": "974"},
    "geography:epci": {"siren": "200054807"},
    "geography:commune": {"code": "59512"},
    "community:territory": {"slug": "territoire-ledonien-clusterjura"},
    "portal:territory_preview": {"slug": "roubaix"},
    "api-v1:read": {"slug": "roubaix"},
    "accounts:use_link": {"token": "inconnu"},
    "community:invitation": {"token": "inconnu"},
    "community:letter": {"token": "inconnu"},
    "community:seat_offer": {"token": "inconnu"},
    "accounts:first_operator": {"token": "inconnu"},
    "accounts:cancel_loss": {"token": "inconnu"},
    "accounts:address_undo": {"token": "inconnu"},
}
QUERIES = {"api-v1:findPlaces": "?q=roubaix"}  # of what is no page; LOOKS has those of pages


def address_of(name: str) -> str:
    query = LOOKS[name].query if name in LOOKS else QUERIES.get(name, "")
    return reverse(name, kwargs=ARGUMENTS.get(name, {}), urlconf=EVERY_DOOR) + query


def public_pages() -> list[str]:
    """Name the pages for everybody that need nobody’s things, found in the resolver itself."""
    looks = {name for name, look in LOOKS.items() if look.role == VISITOR}
    return [
        route.name for route in routes() if route.name in looks and (not route.parameters or route.name in ARGUMENTS)
    ]
