"""What every page needs to know of the site. Nothing here asks the database."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

SCHEME_COOKIE = "scheme"
SCHEMES = {"light", "dark"}
APPEARANCES = (("auto", "Selon l’appareil"), ("light", "Clair"), ("dark", "Sombre"))


def site(request: HttpRequest) -> dict[str, object]:
    address = _site_address(request)
    return {
        "site_name": settings.SITE_NAME,
        "theme": settings.THEME,
        "is_demo": settings.DEMO,
        "scheme": scheme if (scheme := request.COOKIES.get(SCHEME_COOKIE)) in SCHEMES else "",
        "appearances": APPEARANCES,
        "site_address": address,
        "page_address": f"{address}{request.path}",
        "has_dsfr": settings.THEME == "etat" and apps.is_installed("dsfr"),
    }


def _site_address(request: HttpRequest) -> str:
    """Give the address by which one came; the page that refuses a forged name is shown with our own."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return settings.SITE_URL.rstrip("/")
