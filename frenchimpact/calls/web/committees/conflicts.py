"""Ties between members and applicants: the team and the chair read them, the chair alone settles."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS, COMMITTEE_OR_TEAM
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts, settle_conflict
from frenchimpact.calls.models import Conflict, Degree, Ruling
from frenchimpact.calls.queries.committees.members import conflicts_of
from frenchimpact.calls.rules.committees import presides
from frenchimpact.calls.web.committees.doors import followed, presided
from frenchimpact.calls.web.committees.forms import RulingForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import Column, List


def address_of(conflict: Conflict) -> str:
    """Lead to the page where it is settled; the other degrees have none."""
    if conflict.degree != Degree.TO_SETTLE:
        return ""
    return reverse("calls:committee_conflict", args=[conflict.member.committee.call.slug, conflict.pk])


def told_ruling(conflict: Conflict) -> str:
    if conflict.degree == Degree.TO_SETTLE and not conflict.ruling:
        return "à apprécier"
    return f"{conflict.get_ruling_display()}\u00a0: {conflict.ruling_reason}" if conflict.ruling else "–"


CONFLICTS = List[Conflict](
    name="liens",
    columns=[
        Column("membre", "Membre", attrgetter("member"), sort="member__person__name", link=address_of),
        Column("candidat", "Candidat", attrgetter("application.applicant"), sort="applicant_name"),
        Column("degre", "Degré", lambda row: row.get_degree_display(), sort="degree"),
        Column("raisons", "Raisons", lambda row: "\u00a0; ".join(row.told_reasons)),
        Column("appreciation", "Appréciation", told_ruling, sort="ruling"),
    ],
    default_sort="-degre",
    noun="lien,liens",
    empty="Aucun lien n’a été trouvé entre les membres et les candidats.",
)


def crumbs(slug: str, title: str) -> list[tuple[str, str]]:
    """Label and address of each step to a page of the chair."""
    here = ("Liens et déports", reverse("calls:committee_conflicts", args=[slug]))
    steps = [("Comité", reverse("calls:committee_space"))]
    return [*steps, (title, "")] if title == here[0] else [*steps, here, (title, "")]


@open_to(COMMITTEE_OR_TEAM, "read conflicts")
@require_safe
def conflicts(request: SignedInRequest, slug: str) -> HttpResponseBase:
    committee = followed(request, slug)
    rows = conflicts_of(committee).select_related("member__committee__call")
    listing = CONFLICTS.answer(request, rows)
    if isinstance(listing, HttpResponseBase):
        return listing
    page = {
        "committee": committee,
        "call": committee.call,
        "listing": listing,
        "waiting": rows.to_settle().count(),
        "presides": presides(committee, request.user, timezone.now()),
        "crumbs": crumbs(slug, "Liens et déports"),
    }
    return render(request, "calls/committee/conflicts.html", page)


@open_to(COMMITTEE_OR_TEAM, "look for conflicts")
@require_POST
def look(request: SignedInRequest, slug: str) -> HttpResponse:
    refresh_conflicts(followed(request, slug), by=request.user, at=timezone.now())
    messages.success(request, "Les liens sont à jour.")
    return redirect("calls:committee_conflicts", slug)


@open_to(COMMITTEE_MEMBERS, "settle conflict")
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    committee = presided(request, slug)
    found = get_object_or_404(conflicts_of(committee).filter(degree=Degree.TO_SETTLE), pk=pk)
    form = RulingForm(request.POST or None)

    def act() -> object:
        told = form.cleaned_data
        return settle_conflict(found, Ruling(told["ruling"]), told["reason"], by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "Votre appréciation est enregistrée.")
        return redirect("calls:committee_conflicts", slug)
    page = {"conflict": found, "call": committee.call, "form": form, "crumbs": crumbs(slug, str(found.member))}
    return render(request, "calls/committee/conflict.html", page)
