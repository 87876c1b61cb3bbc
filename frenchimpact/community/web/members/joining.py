"""Asking to join a team, and the answer of its leads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.community.actions.joining import (
    accept_join_request,
    ask_to_join,
    refuse_join_request,
    withdraw_join_request,
)
from frenchimpact.community.models import JoinRequest, MembershipRole, Organisation
from frenchimpact.community.queries.memberships import join_requests_of, open_join_requests
from frenchimpact.community.rules.memberships import has_lead, is_member
from frenchimpact.community.web.members.forms import REFUSE, AnswerForm, JoinForm
from frenchimpact.community.web.members.team import crumbs, led
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out


@open_to(SIGNED_IN, "ask to join team")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: ask_to_join(organisation, form.cleaned_data["message"], by=request.user)):
        messages.success(request, "Votre demande est transmise aux responsables : leur réponse viendra ici.")
        return redirect("portal:space")
    page = {"form": form, "organisation": organisation, "has_lead": has_lead(organisation)}
    page["is_member"] = is_member(organisation, request.user)
    return render(request, "community/members/join.html", page)


@open_to(SIGNED_IN, "answer request to join own team")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = led(request.user, slug)
    asked = get_object_or_404(open_join_requests(organisation), pk=pk)
    form = AnswerForm(request.POST or None)
    if carried_out(form, lambda: _answer(asked, form.cleaned_data, by=request.user)):
        messages.success(request, f"Votre réponse est envoyée à {asked.person}.")
        return redirect("community:members", slug)
    page = {"form": form, "organisation": organisation, "asked": asked, "crumbs": crumbs(organisation, "Demande")}
    return render(request, "community/members/answer.html", page)


@open_to(SIGNED_IN, "withdraw own request to join")
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    withdraw_join_request(get_object_or_404(join_requests_of(request.user), pk=pk), by=request.user)
    messages.success(request, "Votre demande est retirée.")
    return redirect("portal:space")


def _answer(asked: JoinRequest, given: dict[str, str], *, by: User) -> None:
    if given["answer"] == REFUSE:
        refuse_join_request(asked, given["reason"], by=by)
    else:
        accept_join_request(asked, MembershipRole(given["answer"]), by=by)
