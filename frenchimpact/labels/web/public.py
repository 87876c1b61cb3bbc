"""Whoever has a number or a certificate in hand verifies the label here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.labels.models import Credential, Label
from frenchimpact.labels.queries import (
    address_of,
    check_credential,
    label_numbered,
    standing_of,
    story_of,
    successor_of,
)
from frenchimpact.labels.rules import is_holder
from frenchimpact.labels.web.certificate import pdf_of, picture_of
from frenchimpact.labels.web.forms import CredentialForm, NumberForm
from frenchimpact.labels.web.proofs import for_other_sites
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.shared.errors import Refusal

CRUMBS = [("Labels", "labels:registry")]


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EVERYONE, "verify label")
def verify(request: HttpRequest) -> HttpResponse:
    """Verify a number (in the address, so that it can be sent to somebody) or a credential (posted, kept nowhere)."""
    form = NumberForm(request.GET if "numero" in request.GET else None)
    given = CredentialForm(request.POST, request.FILES) if request.method == "POST" else CredentialForm()
    if form.is_valid():
        try:
            return redirect(label_numbered(form.cleaned_data["numero"]))
        except Refusal as refusal:
            form.add_error("numero", refusal.message)
    checked = check_credential(given.cleaned_data["text"]) if given.is_bound and given.is_valid() else None
    page = {"form": form, "given": given, "checked": checked, "crumbs": crumbs_to("Vérifier un label")}
    return render(request, "labels/verify.html", page)


@require_safe
@open_to(EVERYONE, "read label")
def label(request: HttpRequest, number: str) -> HttpResponse:
    """Another way of writing the number leads to the one way that it is written here."""
    found, today = shown_or_404(number), localdate()
    if found.number != number:
        return redirect(found)
    page = {
        "label": found,
        "standing": standing_of(found, today),
        "facts": story_of(found, today),
        "successor": successor_of(found),
        "crumbs": crumbs_to(number),
        "address": address_of(found),
        "snippet": snippet_of(found),
        "has_credential": Credential.objects.filter(label=found).exists(),
        "is_mine": request.user.is_authenticated and is_holder(found, request.user),
    }
    return render(request, "labels/label.html", page)


@require_safe
@open_to(EVERYONE, "read QR code")
def qr(_request: HttpRequest, number: str) -> HttpResponse:
    return for_other_sites(HttpResponse(picture_of(address_of(shown_or_404(number))), content_type="image/svg+xml"))


@require_safe
@open_to(EVERYONE, "read certificate")
def certificate(_request: HttpRequest, number: str) -> HttpResponse:
    """Refuses a certificate of what does not hold: a paper cannot say afterwards that it is over."""
    found = shown_or_404(number)
    standing = standing_of(found, localdate())
    if not standing.is_valid:
        raise Refusal(f"{standing.sentence} Il n’a donc pas de certificat à télécharger.")
    response = HttpResponse(pdf_of(found, address_of(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificat-{found.number}.pdf"'
    return response


def snippet_of(label: Label) -> str:
    """Write what a holder pastes: a link and a picture; its words do not say that the label holds, the picture does."""
    address, name = address_of(label), escape(f"{label.name}, label {label.number}")
    return f'<a href="{address}"><img src="{address}badge.svg" width="300" height="72" alt="{name}"></a>'


def crumbs_to(title: str) -> list[tuple[str, str]]:
    return [(name, reverse(page)) for name, page in CRUMBS] + [(title, "")]


def shown_or_404(number: str) -> Label:
    try:
        return label_numbered(number)
    except Refusal as refusal:
        raise Http404 from refusal
