"""The three queues of moderation, and publishing several pages at once."""

from typing import TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.community.actions.moderation import publish_pages
from frenchimpact.community.queries.moderation import (
    claims_to_decide,
    pages_to_moderate,
    queue,
    reports_to_handle,
)
from frenchimpact.community.web.moderation.forms import PublishForm
from frenchimpact.community.web.moderation.lists import CLAIMS, PAGES, REPORTS
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import List

Row = TypeVar("Row", bound=Model)


def crumbs(title: str = "") -> list[tuple[str, str]]:
    team = ("Espace équipe", reverse("portal:operations"))
    queue_page = ("Modération", reverse("community:moderation") if title else "")
    return [team, queue_page, (title, "")] if title else [team, queue_page]


@open_to(OPERATORS, "read pages to moderate")
@require_safe
def pages(request: HttpRequest) -> HttpResponseBase:
    return _queue(request, PAGES, pages_to_moderate(), "pages")


@open_to(OPERATORS, "read claims")
@require_safe
def claims(request: HttpRequest) -> HttpResponseBase:
    return _queue(request, CLAIMS, claims_to_decide(), "claims")


@open_to(OPERATORS, "read abuse reports")
@require_safe
def reports(request: HttpRequest) -> HttpResponseBase:
    return _queue(request, REPORTS, reports_to_handle(), "reports")


@open_to(OPERATORS, "publish several pages")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest) -> HttpResponse:
    """Choose, then confirm: the second POST alone publishes."""
    form = PublishForm(request.POST if request.method == "POST" else None)
    chosen = list(form.cleaned_data.get("pages", [])) if form.is_valid() else []
    is_confirmed = bool(chosen) and form.cleaned_data["confirmed"]
    if is_confirmed and carried_out(form, lambda: publish_pages(chosen, by=request.user)):
        messages.success(request, f"Pages publiées : {len(chosen)}.")
        return redirect("community:moderation")
    page = {"form": form, "chosen": chosen, "crumbs": crumbs("Publier plusieurs pages")}
    return render(request, "community/moderation/publish.html", page)


def _queue(request: HttpRequest, declared: "List[Row]", rows: "QuerySet[Row]", tab: str) -> HttpResponseBase:
    answer = declared.answer(request, rows)
    if isinstance(answer, HttpResponseBase):
        return answer
    page = {"listing": answer, "queue": queue(), "tab": tab, "crumbs": crumbs()}
    return render(request, "community/moderation/queue.html", page)
