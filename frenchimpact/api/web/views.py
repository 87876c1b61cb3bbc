"""The page on which people try the API."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frenchimpact.api.web.guide import operations
from frenchimpact.shared.access import EVERYONE, open_to


@require_safe
@open_to(EVERYONE, "read api")
def home(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri("/api/v1/")
    return render(
        request,
        "api/home.html",
        {"operations": operations(request), "address": address, "limit": settings.API_REQUESTS_PER_MINUTE},
    )
