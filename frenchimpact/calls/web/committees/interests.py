"""The yearly declaration of interests, made by the member alone, on a phone as well."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS
from frenchimpact.calls.actions.committees.interests import add_interest, remove_interest, sign_declaration
from frenchimpact.calls.actions.committees.members import end_seat
from frenchimpact.calls.models import CommitteeMember, DeclaredInterest
from frenchimpact.calls.rules.committees import declaration_in_force
from frenchimpact.calls.web.committees.doors import seat
from frenchimpact.calls.web.committees.forms import InterestForm, ReasonForm, SignForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


def crumbs(member: CommitteeMember, title: str) -> list[tuple[str, str]]:
    """Label and address of each step to a page of a member."""
    interests = ("Mes intérêts", reverse("calls:committee_interests", args=[member.committee.call.slug]))
    steps = [("Comité", reverse("calls:committee_space"))]
    return [*steps, (title, "")] if title == interests[0] else [*steps, interests, (title, "")]


@open_to(COMMITTEE_MEMBERS, "declare interests")
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: SignedInRequest, slug: str) -> HttpResponse:
    member, now = seat(request, slug), timezone.now()
    form = SignForm(request.POST or None)
    if carried_out(form, lambda: sign_declaration(member, by=request.user, at=now)):
        messages.success(request, "Votre déclaration est signée. Elle vaut un an\u00a0; tenez-la à jour.")
        return redirect("calls:committee_space")
    draft = member.declarations.filter(signed_at=None).first()
    in_force = declaration_in_force(member, now)
    written = draft or in_force  # a new declaration begins with what is in force
    page = {
        "member": member,
        "call": member.committee.call,
        "in_force": in_force,
        "declared": list(in_force.interests.order_by("pk")) if in_force else [],
        "interests": list(written.interests.order_by("pk")) if written else [],
        "form": form,
        "crumbs": crumbs(member, "Mes intérêts"),
    }
    return render(request, "calls/committee/interests.html", page)


@open_to(COMMITTEE_MEMBERS, "add interest")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    member = seat(request, slug)
    form = InterestForm(request.POST or None, committee=member.committee)
    if carried_out(form, lambda: add_interest(member, form.facts(), by=request.user, at=timezone.now())):
        messages.success(request, "Le lien est noté. N’oubliez pas de signer.")
        return redirect("calls:committee_interests", slug)
    page = {"member": member, "call": member.committee.call, "form": form, "crumbs": crumbs(member, "Ajouter un lien")}
    return render(request, "calls/committee/interest.html", page)


@open_to(COMMITTEE_MEMBERS, "remove interest")
@require_POST
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    member = seat(request, slug)
    interest = get_object_or_404(DeclaredInterest.objects.select_related("declaration__member"), pk=pk)
    get_object_or_404(member.declarations, pk=interest.declaration_id)
    remove_interest(interest, by=request.user, at=timezone.now())
    messages.success(request, "Le lien est retiré.")
    return redirect("calls:committee_interests", slug)


@open_to(COMMITTEE_MEMBERS, "leave committee")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    member, form = seat(request, slug), ReasonForm(request.POST or None)
    if carried_out(form, lambda: end_seat(member, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, "Vous ne siégez plus à ce comité. Merci d’y avoir pris part.")
        return redirect("portal:space")
    page = {"member": member, "call": member.committee.call, "form": form, "crumbs": crumbs(member, "Quitter")}
    return render(request, "calls/committee/leave.html", page)
