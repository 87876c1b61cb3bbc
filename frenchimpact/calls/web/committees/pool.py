"""How the team sets up a committee and appoints its members."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.calls.actions.committees.members import appoint_member, change_committee, change_member, end_seat
from frenchimpact.calls.actions.committees.settings import set_up_committee
from frenchimpact.calls.models import Call, Committee, CommitteeMember
from frenchimpact.calls.queries.committees.members import members_of
from frenchimpact.calls.web.committees.doors import committee_of
from frenchimpact.calls.web.committees.forms import CommitteeForm, MemberForm, NewMemberForm, ReasonForm
from frenchimpact.calls.web.operator_calls import crumbs
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import Column, List


def address_of(member: CommitteeMember) -> str:
    return reverse("calls:operator_member", args=[member.committee.call.slug, member.public_id])


MEMBERS = List[CommitteeMember](
    name="membres",
    columns=[
        Column("nom", "Membre", str, sort="person__name", link=address_of),
        Column("role", "Rôle", lambda row: "préside" if row.is_chair else "membre", sort="is_chair"),
        Column("college", "Collège", lambda row: row.get_college_display(), sort="college"),
        Column("organisation", "Organisation", lambda row: row.organisation, sort="organisation__name"),
        Column("interets", "Intérêts", lambda row: "déclarés" if getattr(row, "has_declared") else "à déclarer"),  # noqa: B009  # annotated
        Column("charge", "Au plus", attrgetter("max_load"), sort="max_load", numeric=True),
        Column("absence", "Indisponible jusqu’au", lambda row: row.away_until, sort="away_until"),
    ],
    default_sort="nom",
    noun="membre,membres",
    empty="Personne ne siège encore\u00a0: nommez d’abord qui préside.",
)


@open_to(OPERATORS, "set up committee")
@require_POST
def set_up(request: SignedInRequest, slug: str) -> HttpResponse:
    set_up_committee(get_object_or_404(Call, slug=slug), by=request.user)
    messages.success(request, "Le comité est constitué. Sa grille est un point de départ\u00a0: relisez-la.")
    return redirect("calls:operator_committee", slug)


@open_to(OPERATORS, "conduct committee")
@require_http_methods(["GET", "HEAD", "POST"])
def committee(request: SignedInRequest, slug: str) -> HttpResponseBase:
    found = committee_of(slug)
    listing = MEMBERS.answer(request, members_of(found, timezone.now()))
    if isinstance(listing, HttpResponseBase):
        return listing
    form = CommitteeForm.of(request.POST, found)
    if carried_out(form, lambda: change_committee(found, form.facts(), by=request.user)):
        messages.success(request, "Les réglages du comité sont enregistrés.")
        return redirect("calls:operator_committee", slug)
    page = {"committee": found, "call": found.call, "listing": listing, "form": form}
    return render(request, "calls/committee/pool.html", page | {"crumbs": crumbs("Comité", found.call)})


@open_to(OPERATORS, "appoint committee member")
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: SignedInRequest, slug: str) -> HttpResponse:
    found, form = committee_of(slug), NewMemberForm(request.POST or None)
    if carried_out(form, lambda: appoint_member(found, form.who(), form.facts(), by=request.user)):
        messages.success(request, f"{form.who().name} siège au comité, et l’apprend par courriel.")
        return redirect("calls:operator_committee", slug)
    return _page(request, "calls/committee/member.html", found, "Nommer un membre", {"form": form})


@open_to(OPERATORS, "change committee member")
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedInRequest, slug: str, public_id: str) -> HttpResponse:
    committee_found, found = committee_of(slug), _member(slug, public_id)
    form = MemberForm.of(request.POST, found)
    if carried_out(form, lambda: change_member(found, form.facts(), by=request.user)):
        messages.success(request, "La place est modifiée.")
        return redirect("calls:operator_committee", slug)
    page = {"form": form, "member": found}
    return _page(request, "calls/committee/member.html", committee_found, str(found), page)


@open_to(OPERATORS, "end committee seat")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, slug: str, public_id: str) -> HttpResponse:
    found, form = _member(slug, public_id), ReasonForm(request.POST or None)
    if carried_out(form, lambda: end_seat(found, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, f"{found} ne siège plus au comité.")
        return redirect("calls:operator_committee", slug)
    page = {"form": form, "member": found}
    return _page(request, "calls/committee/member_end.html", found.committee, f"Fin de la place de {found}", page)


def _member(slug: str, public_id: str) -> CommitteeMember:
    related = ("person", "organisation", "committee__call", "committee__grid")
    rows = CommitteeMember.objects.select_related(*related).filter(ended_at=None)
    return get_object_or_404(rows, committee__call__slug=slug, public_id=public_id)


def _page(
    request: SignedInRequest, template: str, committee: Committee, title: str, page: dict[str, object]
) -> HttpResponse:
    trail = crumbs(title, committee.call)
    trail.insert(-1, ("Comité", reverse("calls:operator_committee", args=[committee.call.slug])))
    return render(request, template, {"committee": committee, "call": committee.call, "crumbs": trail} | page)
