"""Inviting somebody, and answering an invitation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.community.actions.invitations import (
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from frenchimpact.community.models import MembershipRole
from frenchimpact.community.queries.invitations import usable_invitation
from frenchimpact.community.queries.memberships import open_invitations
from frenchimpact.community.rules.memberships import INVITATION_IS_DEAD, is_for
from frenchimpact.community.web.members.forms import ConfirmForm, InviteForm
from frenchimpact.community.web.members.team import crumbs, led
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out


@open_to(SIGNED_IN, "invite into own team")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = led(request.user, slug)
    form = InviteForm(request.POST or None, initial={"role": MembershipRole.EDITOR})
    facts = form.cleaned_data if form.is_valid() else {}
    if carried_out(form, lambda: invite(organisation, facts["email"], MembershipRole(facts["role"]), by=request.user)):
        messages.success(request, f"L’invitation part à {facts['email']}. Elle est valable 14 jours.")
        return redirect("community:members", slug)
    page = {"form": form, "organisation": organisation, "crumbs": crumbs(organisation, "Inviter")}
    return render(request, "community/members/invite.html", page)


@open_to(SIGNED_IN, "send again invitation of own team")
@require_POST
def resend(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    invitation = get_object_or_404(open_invitations(led(request.user, slug)), pk=pk)
    resend_invitation(invitation, by=request.user)
    messages.success(request, "L’invitation repart avec un nouveau lien, valable 14 jours.")
    return redirect("community:members", slug)


@open_to(SIGNED_IN, "revoke invitation of own team")
@require_POST
def revoke(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    invitation = get_object_or_404(open_invitations(led(request.user, slug)), pk=pk)
    revoke_invitation(invitation, by=request.user)
    messages.success(request, "L’invitation est annulée : son lien ne fonctionne plus.")
    return redirect("community:members", slug)


@open_to(EVERYONE, "answer invitation")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first, join on POST only: programs that open every link of an e-mail must not spend this one."""
    invitation = usable_invitation(token, timezone.now())
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    person = request.user if isinstance(request.user, User) else None
    if person and carried_out(form, lambda: accept_invitation(token, by=person)):
        messages.success(request, f"Vous faites partie de l’équipe de {invitation.organisation if invitation else ''}.")
        return redirect("portal:space")
    is_mine = bool(invitation and person and is_for(invitation, person))
    page = {"form": form, "invitation": invitation, "is_mine": is_mine, "dead": INVITATION_IS_DEAD}
    return render(request, "community/members/invitation.html", page)
