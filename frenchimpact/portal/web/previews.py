"""Preview pictures, for those who share a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frenchimpact.community.models import Territory
from frenchimpact.community.queries.maps import map_of_territories
from frenchimpact.geography.queries.perimeter_maps import map_of_perimeter
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.ui.pictures import preview_picture

A_DAY = 24 * 3600  # seconds


@require_safe
@open_to(EVERYONE, "see preview of the site")
@cache_control(public=True, max_age=A_DAY)
def site_preview(_request: HttpRequest) -> HttpResponse:
    picture = preview_picture(
        "Ici, quelqu’un a déjà essayé.",
        "L’accélérateur national d’innovation sociale",
        map_of_territories(),
    )
    return HttpResponse(picture, content_type="image/png")


@require_safe
@open_to(EVERYONE, "see preview of a territory")
@cache_control(public=True, max_age=A_DAY)
def territory_preview(_request: HttpRequest, slug: str) -> HttpResponse:
    territory = get_object_or_404(Territory.objects.select_related("perimeter"), slug=slug)
    picture = preview_picture(territory.name, "Territoire French Impact", map_of_perimeter(territory.perimeter))
    return HttpResponse(picture, content_type="image/png")
