"""The pages on which a team changes its organisation's page; whoever may not gets 404."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.community.actions.organisations import remove_detail, remove_logo
from frenchimpact.community.models import Organisation
from frenchimpact.community.rules.organisations import StaleVersionError
from frenchimpact.community.web.organisations.sections import ROWS, SECTIONS, Section
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.errors import Refusal

VERSION = "version"


def edited(person: User, slug: str) -> Organisation:
    """Fetch an organisation whose page this person may change, or 404."""
    return get_object_or_404(Organisation.objects.managed_by(person), slug=slug)


@open_to(SIGNED_IN, "edit own organisation")
@require_safe
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = edited(request.user, slug)
    sections = [(key, section, section.state(organisation)) for key, section in SECTIONS.items()]
    page = {"organisation": organisation, "sections": sections, "crumbs": _crumbs(organisation, "")}
    return render(request, "community/organisations/edit.html", page)


@open_to(SIGNED_IN, "edit section of own organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: SignedInRequest, slug: str, section: str) -> HttpResponse:
    organisation, asked = edited(request.user, slug), _section(section)
    bound = request.method == "POST"
    form = asked.form(request.POST if bound else None, request.FILES or None, initial=dict(asked.initial(organisation)))
    conflict: list[tuple[str, object]] = []
    if form.is_valid():
        try:
            asked.act(organisation, form.cleaned_data, _version(request), request.user)
        except StaleVersionError as stale:
            organisation.refresh_from_db()
            conflict = _stored(asked, organisation)
            form.add_error(None, stale.message)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "C’est enregistré.")
            back = (organisation.slug, section) if asked.rows else (organisation.slug,)
            return redirect("community:organisation_section" if asked.rows else "community:organisation_edit", *back)
    return render(request, "community/organisations/section.html", _page(organisation, section, form, conflict))


@open_to(SIGNED_IN, "remove detail of own organisation")
@require_POST
def remove(request: SignedInRequest, slug: str, section: str, pk: int) -> HttpResponse:
    organisation = edited(request.user, slug)
    if section not in ROWS:
        raise Http404
    detail = get_object_or_404(ROWS[section]._default_manager.filter(organisation=organisation), pk=pk)
    remove_detail(detail, by=request.user)  # type: ignore[arg-type]  # one of the four of ROWS
    messages.success(request, "C’est retiré.")
    return redirect("community:organisation_section", slug, section)


@open_to(SIGNED_IN, "remove logo of own organisation")
@require_POST
def logo_removal(request: SignedInRequest, slug: str) -> HttpResponse:
    remove_logo(edited(request.user, slug), by=request.user)
    messages.success(request, "Le logo est retiré.")
    return redirect("community:organisation_edit", slug)


def _section(key: str) -> Section:
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key]


def _version(request: SignedInRequest) -> int:
    data: QueryDict = request.POST
    text = data.get(VERSION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004  # fits a column


def _stored(asked: Section, organisation: Organisation) -> list[tuple[str, object]]:
    """Give what the other person has written, as the fields show it."""
    form = asked.form(initial=dict(asked.initial(organisation)))
    return [(str(field.label), _told(field)) for field in form]


def _told(field: forms.BoundField) -> str:
    value = field.value()
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    if isinstance(value, list):
        return ", ".join(choices.get(str(each), str(each)) for each in value) or "–"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return choices.get(str(value), str(value or "–"))


def _page(
    organisation: Organisation, key: str, form: forms.Form, conflict: list[tuple[str, object]]
) -> dict[str, object]:
    asked = SECTIONS[key]
    return {
        "organisation": organisation,
        "key": key,
        "section": asked,
        "form": form,
        "conflict": conflict,
        "rows": asked.rows(organisation) if asked.rows else None,
        "is_multipart": form.is_multipart(),
        "crumbs": _crumbs(organisation, asked.title),
    }


def _crumbs(organisation: Organisation, title: str) -> list[tuple[str, str]]:
    edit_page = reverse("community:organisation_edit", args=[organisation.slug]) if title else ""
    here = [("Modifier", edit_page), *([(title, "")] if title else [])]
    return [("Mon espace", reverse("portal:space")), (str(organisation), organisation.get_absolute_url()), *here]
