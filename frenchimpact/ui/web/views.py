"""The style guide: every component, with words that could be on a page."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.ui.samples import SAMPLE_LIST, SampleForm


@require_safe
@open_to(EVERYONE, "read the style guide")
def style(request: HttpRequest) -> HttpResponseBase:
    listing = SAMPLE_LIST.answer(request, ContentType.objects.all())
    if isinstance(listing, HttpResponseBase):
        return listing
    crumbs = [("Accueil", "/"), ("Carnet de style", "")]
    form = SampleForm({"email": "camille"})
    return render(request, "ui/style.html", {"crumbs": crumbs, "form": form, "listing": listing})
