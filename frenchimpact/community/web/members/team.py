"""The page of a team, and what its leads do there; whoever is not of the team gets 404."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.community.actions.memberships import (
    change_role,
    leave_organisation,
    remove_member,
    show_name,
    transfer_lead,
)
from frenchimpact.community.actions.moderation import ask_again
from frenchimpact.community.models import Membership, MembershipRole, Organisation
from frenchimpact.community.queries.memberships import (
    names_shown,
    open_invitations,
    open_join_requests,
    organisations_of,
    takeovers_of,
    team_of,
)
from frenchimpact.community.queries.moderation import latest_decision
from frenchimpact.community.rules.memberships import role_of
from frenchimpact.community.web.members.forms import ConfirmForm, ReasonForm, RoleForm
from frenchimpact.community.web.members.lists import TEAM, TEAM_OF_LEADS
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import lines
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out

LATEST = 20


def led(person: User, slug: str) -> Organisation:
    """Fetch an organisation that this person is responsible for, or 404."""
    return get_object_or_404(organisations_of(person, MembershipRole.LEAD), slug=slug)


def crumbs(organisation: Organisation, title: str = "") -> list[tuple[str, str]]:
    members = reverse("community:members", args=[organisation.slug])
    here = [("Équipe", members), (title, "")] if title else [("Équipe", "")]
    return [("Mon espace", reverse("portal:space")), (str(organisation), organisation.get_absolute_url()), *here]


@open_to(SIGNED_IN, "read own team")
@require_safe
def members(request: SignedInRequest, slug: str) -> HttpResponseBase:
    organisation = get_object_or_404(organisations_of(request.user), slug=slug)
    role = role_of(organisation, request.user)
    is_lead = role == MembershipRole.LEAD
    answer = (TEAM_OF_LEADS if is_lead else TEAM).answer(request, team_of(organisation).select_related("organisation"))
    if isinstance(answer, HttpResponseBase):
        return answer
    page = {"organisation": organisation, "listing": answer, "is_lead": is_lead, "crumbs": crumbs(organisation)}
    page["is_named"] = names_shown(organisation).filter(person=request.user).exists()
    return render(request, "community/members/members.html", page | _around(organisation, role))


@open_to(SIGNED_IN, "change role in own team")
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = led(request.user, slug)
    found = _member(organisation, pk)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    if carried_out(form, lambda: change_role(found, MembershipRole(form.cleaned_data["role"]), by=request.user)):
        messages.success(request, f"Le rôle de {found.person} est changé.")
        return redirect("community:members", slug)
    page = {"form": form, "organisation": organisation, "member": found}
    return render(request, "community/members/member.html", page | {"crumbs": crumbs(organisation, str(found.person))})


@open_to(SIGNED_IN, "remove somebody of own team")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = led(request.user, slug)
    found = _member(organisation, pk)
    form = ReasonForm(request.POST or None)
    if carried_out(form, lambda: remove_member(found, form.cleaned_data["reason"], by=request.user)):
        messages.success(request, f"{found.person} ne fait plus partie de l’équipe.")
        return redirect("community:members", slug)
    page = {"form": form, "organisation": organisation, "member": found}
    return render(request, "community/members/remove.html", page | {"crumbs": crumbs(organisation, "Retirer")})


@open_to(SIGNED_IN, "transfer lead of own team")
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = led(request.user, slug)
    found = _member(organisation, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: transfer_lead(found, by=request.user)):
        messages.success(request, f"{found.person} est maintenant responsable, et vous contribuez à la page.")
        return redirect("community:members", slug)
    page = {"form": form, "organisation": organisation, "member": found}
    return render(request, "community/members/transfer.html", page | {"crumbs": crumbs(organisation, "Transmettre")})


@open_to(SIGNED_IN, "leave own team")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_of(request.user), slug=slug)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: leave_organisation(organisation, by=request.user)):
        messages.success(request, f"Vous ne faites plus partie de l’équipe de {organisation}.")
        return redirect("portal:space")
    page = {"form": form, "organisation": organisation, "crumbs": crumbs(organisation, "Quitter l’équipe")}
    return render(request, "community/members/leave.html", page)


@open_to(SIGNED_IN, "show own name on page of organisation")
@require_POST
def show(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_of(request.user), slug=slug)
    held = show_name(organisation, shows=request.POST.get("montrer") == "oui", by=request.user)
    shown = "Votre nom est montré" if held.is_public else "Votre nom n’est pas montré"
    messages.success(request, f"{shown} sur la page de {organisation}.")
    return redirect("community:members", slug)


@open_to(SIGNED_IN, "ask for a new check of own page")
@require_POST
def check_again(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(
        organisations_of(request.user, MembershipRole.LEAD, MembershipRole.EDITOR), slug=slug
    )
    ask_again(organisation, by=request.user)
    messages.success(request, "L’équipe du programme va vérifier la page de nouveau.")
    return redirect("community:members", slug)


def _member(organisation: Organisation, pk: int) -> Membership:
    return get_object_or_404(team_of(organisation), pk=pk)


def _around(organisation: Organisation, role: MembershipRole | None) -> dict[str, object]:
    """Give what stands around the list: what waits for the leads, the last decision, the latest facts."""
    is_lead = role == MembershipRole.LEAD
    return {
        "may_edit": role in {MembershipRole.LEAD, MembershipRole.EDITOR},
        "invitations": list(open_invitations(organisation)) if is_lead else [],
        "requests": list(open_join_requests(organisation)) if is_lead else [],
        "takeovers": list(takeovers_of(organisation)) if is_lead else [],
        "decision": latest_decision(organisation),
        "lines": lines(Event.objects.about(organisation).order_by("-pk")[:LATEST]),
        "now": timezone.now(),
    }
