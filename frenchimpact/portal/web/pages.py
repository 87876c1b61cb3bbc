"""Pages that explain: what the programme is, what the site promises."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from frenchimpact.accounts.retention import retention_of
from frenchimpact.calls.queries.calls import open_calls
from frenchimpact.community.models import Organisation, Territory
from frenchimpact.geography.models import Dataset, Departement, Region
from frenchimpact.labels.queries import labelled, waves
from frenchimpact.shared.access import EVERYONE, open_to

SCHEMES = {"light", "dark", "auto"}
A_YEAR = 365 * 24 * 3600  # seconds


@require_safe
@open_to(EVERYONE, "read about")
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@require_safe
@open_to(EVERYONE, "read where an idea may begin")
def idea(request: HttpRequest) -> HttpResponse:
    page = {"organisations": Organisation.objects.shown().count(), "territories": labelled().count()}
    return render(request, "portal/idea.html", page)


@require_safe
@open_to(EVERYONE, "read the label explained")
def label(request: HttpRequest) -> HttpResponse:
    shown = waves()
    page = {"waves": shown, "has_history": any(not wave.call for wave in shown), "calls": open_calls()}
    return render(request, "portal/label.html", page)


@require_safe
@open_to(EVERYONE, "read the six axes")
def axes(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/axes.html")


@require_safe
@open_to(EVERYONE, "read open source and data")
def open_source(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/open_source.html", {"datasets": Dataset.objects.order_by("name")})


@require_safe
@open_to(EVERYONE, "read the accessibility declaration")
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
@open_to(EVERYONE, "read legal notice")
def legal(request: HttpRequest) -> HttpResponse:
    page = {"publisher": settings.PUBLISHER, "host": settings.HOST, "contact": settings.CONTACT_EMAIL}
    return render(request, "portal/legal.html", page)


@require_safe
@open_to(EVERYONE, "read privacy notice")
def privacy(request: HttpRequest) -> HttpResponse:
    account = retention_of("account")
    page = {"contact": settings.CONTACT_EMAIL, "publisher": settings.PUBLISHER, "account": account}
    return render(request, "portal/privacy.html", page)


@require_safe
@open_to(EVERYONE, "read site map")
def site_map(request: HttpRequest) -> HttpResponse:
    page = {
        "territories": Territory.objects.order_by("name"),
        "regions": Region.objects.order_by("sort_key"),
        "departements": Departement.objects.order_by("code"),
    }
    return render(request, "portal/site_map.html", page)


@csrf_exempt  # a token is a cookie on every page for everybody, to protect the choice of a look: see the privacy page
@require_POST
@open_to(EVERYONE, "choose light or dark")
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie that says nothing else, and go back to the page."""
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)  # any other word would name a view
    response = redirect(back if is_ours else reverse("portal:home"))
    if (scheme := request.POST.get("scheme", "")) in SCHEMES:
        response.set_cookie("scheme", scheme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
