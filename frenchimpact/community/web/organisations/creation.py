"""A page in three short steps; what was typed waits in the session until the last one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.community.actions import OrganisationFacts, create_organisation
from frenchimpact.community.models import IdentifierScheme, Organisation
from frenchimpact.community.models import Kind as OrganisationKind
from frenchimpact.community.queries.organisations import alike, bearing
from frenchimpact.community.rules.organisations import require_free_number, require_number
from frenchimpact.community.web.organisations.forms import WhatForm, WhereForm, WhoForm
from frenchimpact.community.web.organisations.places import written
from frenchimpact.geography.queries.places import commune_at
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.shared.errors import Refusal

DRAFT = "new_organisation"
STEPS = ("Qui", "Où", "Quoi")


@open_to(SIGNED_IN, "start page of organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: SignedInRequest) -> HttpResponse:
    draft = request.session.get(DRAFT, {})
    form = WhoForm(request.POST or None, initial=draft.get("who"))
    page: dict[str, object] = {"form": form, "same": None, "alike": []}
    if carried_out(form, lambda: _require_free(form)):
        passed = form.cleaned_data.pop("is_none_of_them")
        page["alike"] = [] if passed else alike(form.cleaned_data["name"], request.user)
        if not page["alike"]:
            request.session[DRAFT] = draft | {"who": form.cleaned_data}
            return redirect("community:organisation_where")
    page["same"] = _same(form, request)
    return _step(request, page, at=0)


@open_to(SIGNED_IN, "place new organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: SignedInRequest) -> HttpResponse:
    draft = request.session.get(DRAFT, {})
    if "who" not in draft:
        return redirect("community:organisation_new")
    form = WhereForm(request.POST if request.method == "POST" else None, initial=draft.get("where"))
    if form.is_valid():
        commune = form.cleaned_data["commune"]
        kept = form.cleaned_data | {"commune": written(commune) if commune else "", "code": commune and commune.pk}
        request.session[DRAFT] = draft | {"where": kept}
        return redirect("community:organisation_what")
    return _step(request, {"form": form}, at=1)


@open_to(SIGNED_IN, "create page of organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def what(request: SignedInRequest) -> HttpResponse:
    draft = request.session.get(DRAFT, {})
    if "where" not in draft:
        return redirect("community:organisation_new")
    form = WhatForm(request.POST if request.method == "POST" else None)
    made: list[Organisation] = []
    if carried_out(form, lambda: made.append(create_organisation(_facts(draft, form), by=request.user))):
        del request.session[DRAFT]
        messages.success(request, "La page est créée\u00a0: l’équipe du programme la lit avant de la publier.")
        return redirect(made[0])
    return _step(request, {"form": form}, at=2)


def _step(request: SignedInRequest, page: dict[str, object], *, at: int) -> HttpResponse:
    states = ["done" if each < at else "current" if each == at else "todo" for each in range(len(STEPS))]
    return render(request, "community/organisations/new.html", page | {"steps": list(zip(STEPS, states, strict=True))})


def _require_free(form: WhoForm) -> None:
    given = form.cleaned_data
    if given["scheme"] and given["value"]:
        value = require_number(IdentifierScheme(given["scheme"]), given["value"])
        require_free_number(given["scheme"], value, of=Organisation())


def _same(form: WhoForm, request: SignedInRequest) -> Organisation | None:
    given = getattr(form, "cleaned_data", {})
    if not (form.non_field_errors() and given.get("scheme") and given.get("value")):
        return None
    try:
        value = require_number(IdentifierScheme(given["scheme"]), given["value"])
    except Refusal:
        return None
    return bearing(given["scheme"], value, request.user)


def _facts(draft: dict[str, dict[str, str]], form: WhatForm) -> OrganisationFacts:
    who, where, given = draft["who"], draft["where"], form.cleaned_data
    number = [(IdentifierScheme(who["scheme"]), who["value"])] if who["scheme"] and who["value"] else []
    return OrganisationFacts(
        name=who["name"],
        short_name=who["short_name"],
        kinds=[OrganisationKind(kind) for kind in who["kinds"]],
        legal_category=who["legal_category"],
        numbers=number,
        commune=commune_at(where["code"]) if where["code"] else None,
        street=where["street"],
        postcode=where["postcode"],
        hides_address=bool(where["hides_address"]),
        themes=list(given["themes"]),
        description=given["description"],
    )
