"""Members of a collective: who commits, in which role."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.community.actions.engagements import MemberFacts, add_member, change_member, remove_member
from frenchimpact.community.models import Collective, CollectiveMember, Organisation
from frenchimpact.community.queries.collectives import former_members_of, members_of, signed_letter
from frenchimpact.community.rules.collectives import may_write
from frenchimpact.community.web.collectives.access import crumbs, read, written
from frenchimpact.community.web.collectives.copies import asked_of
from frenchimpact.community.web.collectives.forms import ConfirmForm, MemberForm
from frenchimpact.community.web.collectives.lists import MEMBERS, MEMBERS_OF_WRITERS
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out

SEARCH = "chercher"
MOST_FOUND = 8


@open_to(SIGNED_IN, "read members of own collective")
@require_safe
def members(request: SignedInRequest, public_id: str) -> HttpResponseBase:
    collective = read(request.user, public_id)
    writes = may_write(collective, request.user)
    rows = members_of(collective).select_related("collective")
    listing = (MEMBERS_OF_WRITERS if writes else MEMBERS).answer(request, rows)
    if isinstance(listing, HttpResponseBase):
        return listing
    page = {"listing": listing, "collective": collective, "may_write": writes, "former": former_members_of(collective)}
    page |= asked_of(collective) | {"crumbs": crumbs(collective, ("Membres", ""))}
    return render(request, "community/collectives/members.html", page)


@open_to(SIGNED_IN, "add member to own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, public_id: str) -> HttpResponse:
    collective = written(request.user, public_id)
    form = _form(request)
    if carried_out(form, lambda: add_member(collective, _facts(form), by=request.user)):
        messages.success(request, "Le membre est ajouté. Envoyez-lui maintenant sa lettre d’engagement.")
        return redirect("community:collective_members", public_id)
    page = {"form": form, "collective": collective, "crumbs": _crumbs(collective, "Ajouter un membre")}
    return render(request, "community/collectives/member.html", page)


@open_to(SIGNED_IN, "change member of own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, public_id: str, member: str) -> HttpResponse:
    collective = written(request.user, public_id)
    found = get_object_or_404(members_of(collective), public_id=member)
    form = _form(request, found)
    if carried_out(form, lambda: change_member(found, _facts(form, found), by=request.user)):
        messages.success(request, f"{found.name} est à jour.")
        return redirect("community:collective_members", public_id)
    page = {"form": form, "collective": collective, "member": found, "crumbs": _crumbs(collective, found.name)}
    return render(request, "community/collectives/member.html", page)


@open_to(SIGNED_IN, "remove member of own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedInRequest, public_id: str, member: str) -> HttpResponse:
    collective = written(request.user, public_id)
    found = get_object_or_404(members_of(collective), public_id=member)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: remove_member(found, by=request.user)):
        messages.success(request, f"{found.name} n’est plus membre du collectif.")
        return redirect("community:collective_members", public_id)
    page = {"form": form, "collective": collective, "member": found, "signed": signed_letter(found)}
    return render(
        request, "community/collectives/member_removal.html", page | {"crumbs": _crumbs(collective, "Retirer")}
    )


def _crumbs(collective: Collective, title: str) -> list[tuple[str, str]]:
    address = reverse("community:collective_members", args=[collective.public_id])
    return crumbs(collective, ("Membres", address), (title, ""))


def _form(request: SignedInRequest, member: CollectiveMember | None = None) -> MemberForm:
    """Make the form; while a search is asked, what was typed is shown again and nothing is sent."""
    found = _found(request.POST.get("name", "")) if request.method == "POST" else Organisation.objects.none()
    if request.method == "POST" and request.POST.get("do") != SEARCH:
        return MemberForm(request.POST, organisations=found)
    initial: dict[str, object] = {**request.POST.dict()} if request.method == "POST" else _initial(member)
    return MemberForm(initial=initial, organisations=found)


def _initial(member: CollectiveMember | None) -> dict[str, object]:
    names = ("name", "role", "contribution", "contact_name", "contact_email")
    return {name: getattr(member, name) for name in names} if member else {}


def _found(name: str) -> QuerySet[Organisation]:
    name = name.strip()[:200].replace("\x00", "")
    if not name:
        return Organisation.objects.none()
    near = Organisation.objects.shown().named_like(name).order_by("sort_key", "pk").values("pk")[:MOST_FOUND]
    return Organisation.objects.filter(pk__in=list(near.values_list("pk", flat=True))).order_by("sort_key", "pk")


def _facts(form: MemberForm, member: CollectiveMember | None = None) -> MemberFacts:
    data = form.cleaned_data
    known = member.organisation if member else None
    return MemberFacts(
        data["name"],
        data["role"],
        data["contribution"],
        data["contact_name"],
        data["contact_email"],
        organisation=known or data["organisation"],
    )
