"""The directory, the page of an organisation, and its picture."""

from datetime import date

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_operator
from frenchimpact.community.calculations.legal_forms import LEGAL_FORMS
from frenchimpact.community.models import EssBasis, Organisation, Standing
from frenchimpact.community.models import Kind as OrganisationKind
from frenchimpact.community.queries.directory import kinds_present, map_of_organisations, themes_present
from frenchimpact.community.queries.memberships import names_shown
from frenchimpact.community.queries.moderation import first_published_at
from frenchimpact.community.queries.organisations import (
    now_at,
    numbers_of,
    organisations,
    places_of,
    statuses_of,
)
from frenchimpact.community.rules.memberships import may_edit, role_of
from frenchimpact.community.web.organisations.lists import ORGANISATIONS
from frenchimpact.documents.queries import open_document
from frenchimpact.documents.rules import may_open
from frenchimpact.geography.queries.maps import thumbnail_at
from frenchimpact.labels.models import Label
from frenchimpact.labels.queries import labels_of_organisation, own_labels_of, with_held_label
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.themes.calculations.goals import GOALS
from frenchimpact.ui.maps import Map
from frenchimpact.ui.marks import mark_of


@require_safe
@open_to(EVERYONE, "read organisations")
def directory(request: HttpRequest) -> HttpResponseBase:
    rows = (
        with_held_label(organisations(request.user), timezone.localdate())
        .with_seat()
        .with_themes()
        .select_related("logo")
    )
    listing = ORGANISATIONS.answer(request, rows)
    if isinstance(listing, HttpResponseBase):
        return listing
    page = {"listing": listing, "overview": None if listing.is_chosen else _overview(request)}
    return render(request, "community/organisations/directory.html", page)


@require_safe
@open_to(EVERYONE, "read organisation")
def organisation(request: HttpRequest, slug: str) -> HttpResponseBase:
    if (found := _readable(request, slug)) is None:
        moved = now_at(slug)
        if moved is None or _readable(request, moved.slug) is None:
            raise Http404
        return redirect(moved, permanent=True)
    return render(request, "community/organisations/organisation.html", _page(request, found))


@require_safe
@open_to(EVERYONE, "read logo of organisation")
def logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the picture once it is clean, and until then a mark drawn from the name."""
    if (found := _readable(request, slug)) is None:
        raise Http404
    person = _person(request)
    if found.logo and may_open(found.logo, person):
        return FileResponse(open_document(found.logo, for_person=person), content_type=found.logo.media_type)
    return HttpResponse(mark_of(found.name), content_type="image/svg+xml")


def _overview(request: HttpRequest) -> dict[str, object]:
    """Draw what there is, for whoever has not chosen anything yet."""
    return {
        "map": map_of_organisations(request.GET.get("zoom", "")),
        "kinds": kinds_present(),
        "themes": themes_present(),
    }


def _readable(request: HttpRequest, slug: str) -> Organisation | None:
    """Find what is published, what is one's own, and for operators what waits for them."""
    person = request.user
    rows = Organisation.objects.all() if is_operator(person, timezone.now()) else organisations(person)
    return rows.select_related("logo").filter(slug=slug).first()


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _ess_reason(found: Organisation) -> str:
    """Say what its belonging to the ESS was derived from."""
    if found.ess_basis == EssBasis.COMMERCIAL:
        return "d’après ses statuts déclarés, et leurs sources"
    if found.ess_basis == EssBasis.UNKNOWN:
        return "sa forme juridique ne le dit pas" if found.legal_category else "sa forme juridique n’est pas dite"
    return f"d’après sa forme juridique, catégorie {found.legal_category} de l’INSEE"


def _page(request: HttpRequest, found: Organisation) -> dict[str, object]:
    places = places_of(found)
    themes = list(found.themes.all())
    goals = sorted({goal for theme in themes for goal in theme.goals})
    return {
        "organisation": found,
        "kinds": [OrganisationKind(kind).label for kind in found.kinds],
        "has_logo": bool(found.logo and may_open(found.logo, _person(request))),
        "legal_form": LEGAL_FORMS.get(found.legal_category, found.legal_category),
        "ess_reason": _ess_reason(found),
        "numbers": numbers_of(found),
        "places": places,
        "map": _map(places[0].commune.longitude, places[0].commune.latitude, str(found)) if places else None,
        "statuses": statuses_of(found, timezone.localdate()),
        "themes": themes,
        "goals": [(goal, GOALS[goal]) for goal in goals if goal in GOALS],
        "links": list(found.links.order_by("pk")),
        "labels": (labels := labels_of_organisation(found)),
        "held_labels": (held := own_labels_of(found, timezone.localdate())),
        "names": list(names_shown(found)),
        "history": _history(found, [*held, *labels]),
        "may_edit": may_edit(found, request.user),
        "is_team": role_of(found, request.user) is not None,
        "is_waiting": found.standing == Standing.WAITING,
        "crumbs": [("Organisations", reverse("community:organisations")), (str(found), "")],
    }


def _history(found: Organisation, labels: list[Label]) -> list[tuple[date, str, str]]:
    """List the public facts, the latest first: date, words, address. Who did it is not told."""
    facts = [(localdate(found.created_at), "Page créée", "")]
    if published := first_published_at(found):
        facts.append((localdate(published), "Page publiée, après lecture par l’équipe du programme", ""))
    for label in labels:
        words = f"Label «\u00a0{label.name}\u00a0»"
        if label.territory:
            facts.append((label.announced_on, f"{words}\u00a0: {label.territory}", label.territory.get_absolute_url()))
        else:
            facts.append((label.announced_on, words, ""))
    return sorted(facts, reverse=True)


def _map(longitude: float | None, latitude: float | None, label: str) -> Map | None:
    if longitude is None or latitude is None:
        return None
    return thumbnail_at((longitude, latitude), label=label)
