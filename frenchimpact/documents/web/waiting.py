"""Files that no antivirus has seen: the team opens them to others one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.documents.actions import release_document
from frenchimpact.documents.models import Document, Scan
from frenchimpact.shared.access import open_to
from frenchimpact.ui.listing import Column, List

WAITING = List[Document](
    name="documents",
    columns=[
        Column(
            "nom",
            "Document",
            lambda one: one.name,
            sort="name",
            link=lambda one: reverse("documents:release", args=[one.public_id]),
        ),
        Column("type", "Type", lambda one: one.media_type, sort="media_type"),
        Column("taille", "Octets", lambda one: one.size, sort="size", numeric=True),
        Column("ajoute", "Ajouté le", lambda one: f"{localtime(one.added_at):%d/%m/%Y %H:%M}", sort="added_at"),
    ],
    default_sort="-ajoute",
    noun="document,documents",
    empty="Aucun document n’attend.",
)


@open_to(OPERATORS, "list waiting documents")
@require_safe
def waiting(request: HttpRequest) -> HttpResponseBase:
    answer = WAITING.answer(request, Document.objects.filter(scan=Scan.WAITING))
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "documents/waiting.html", {"listing": answer, "crumbs": _crumbs("Documents en attente")})


@open_to(OPERATORS, "release document")
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: SignedInRequest, public_id: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.filter(scan=Scan.WAITING), public_id=public_id)
    if request.method == "POST":
        release_document(document, at=timezone.now(), by=request.user)
        messages.success(request, "Le document est ouvert à celles et ceux qui peuvent lire son dossier.")
        return redirect("documents:waiting")
    return render(request, "documents/release.html", {"document": document, "crumbs": _crumbs("Ouvrir")})


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [("Espace équipe", reverse("portal:operations")), (title, "")]
