"""Whoever has a number or a certificate in hand verifies the label here."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from frenchimpact.labels.models import Label
from frenchimpact.labels.queries import label_numbered, standing_of, story_of
from frenchimpact.labels.web.certificate import pdf_of, picture_of
from frenchimpact.labels.web.forms import NumberForm
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.shared.errors import Refusal

CRUMBS = [("Labels", "labels:registry")]


@require_safe
@open_to(EVERYONE, "verify label")
def verify(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.GET if "numero" in request.GET else None)
    if form.is_valid():
        try:
            return redirect(label_numbered(form.cleaned_data["numero"]))
        except Refusal as refusal:
            form.add_error("numero", refusal.message)
    return render(request, "labels/verify.html", {"form": form, "crumbs": crumbs_to("Vérifier un label")})


@require_safe
@open_to(EVERYONE, "read label")
def label(request: HttpRequest, number: str) -> HttpResponse:
    """Another way of writing the number leads to the one way that it is written here."""
    found, today = _shown(number), localdate()
    if found.number != number:
        return redirect(found)
    page = {
        "label": found,
        "standing": standing_of(found, today),
        "facts": story_of(found, today),
        "crumbs": crumbs_to(number),
        "address": address_of(found),
    }
    return render(request, "labels/label.html", page)


@require_safe
@open_to(EVERYONE, "read QR code")
def qr(_request: HttpRequest, number: str) -> HttpResponse:
    return HttpResponse(picture_of(address_of(_shown(number))), content_type="image/svg+xml")


@require_safe
@open_to(EVERYONE, "read certificate")
def certificate(_request: HttpRequest, number: str) -> HttpResponse:
    """Refuses a certificate of what does not hold: a paper cannot say afterwards that it is over."""
    found = _shown(number)
    standing = standing_of(found, localdate())
    if not standing.is_valid:
        raise Refusal(f"{standing.sentence} Il n’a donc pas de certificat à télécharger.")
    response = HttpResponse(pdf_of(found, address_of(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificat-{found.number}.pdf"'
    return response


def address_of(label: Label) -> str:
    """Give the whole address, the one that a QR code carries for years: that of the site, never of a request."""
    return f"{settings.SITE_URL.rstrip('/')}{label.get_absolute_url()}"


def crumbs_to(title: str) -> list[tuple[str, str]]:
    return [(name, reverse(page)) for name, page in CRUMBS] + [(title, "")]


def _shown(number: str) -> Label:
    try:
        return label_numbered(number)
    except Refusal as refusal:
        raise Http404 from refusal
