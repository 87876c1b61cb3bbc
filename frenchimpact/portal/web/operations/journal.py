"""The journal as the team reads it: filtered, sorted, exported."""

from collections.abc import Callable

from django import forms
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from frenchimpact.accounts.models import User
from frenchimpact.accounts.proofs import with_fresh_proof_to_export
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.journal.kinds import known
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import ERASED, THE_SITE, with_subjects
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.shared.access import open_to
from frenchimpact.ui.listing import Column, List


class DayInput(forms.DateInput):
    input_type = "date"


class JournalFilters(FilterSet):
    fait = ChoiceFilter(
        field_name="verb",
        label="Fait",
        choices=sorted(((kind.code, kind.phrase) for kind in known.values()), key=lambda choice: choice[1]),
    )
    par = CharFilter(field_name="actor_name", lookup_expr="icontains", label="Par")
    du = DateFilter(field_name="at", lookup_expr="date__gte", label="À partir du", widget=DayInput(format="%Y-%m-%d"))
    au = DateFilter(field_name="at", lookup_expr="date__lte", label="Jusqu’au", widget=DayInput(format="%Y-%m-%d"))

    class Meta:
        model = Event
        fields: list[str] = []


def actor_of(event: Event) -> str:
    if event.actor_id is None:
        return THE_SITE
    return getattr(event, "actor_name", None) or ERASED


def phrase_of(event: Event) -> str:
    return known[event.verb].phrase if event.verb in known else event.verb


def subject_link(event: Event) -> str:
    """Return where the subject is shown, if it still exists and has a page."""
    address: Callable[[], str] | None = getattr(event.subject, "get_absolute_url", None)
    return address() if address else ""


JOURNAL = List(
    name="journal",
    columns=[
        Column("quand", "Quand", lambda event: f"{localtime(event.at):%d/%m/%Y %H:%M:%S}", sort="at"),
        Column("par", "Par", actor_of, sort="actor_name"),
        Column("fait", "Fait", phrase_of, sort="verb"),
        Column("sujet", "Sujet", lambda event: str(event.subject or ""), link=subject_link),
    ],
    default_sort="-quand",
    noun="fait,faits",
    filters=JournalFilters,
    empty="Aucun fait ne répond à ces choix.",
)


@open_to(OPERATORS, "read journal")
@require_safe
@with_fresh_proof_to_export
def journal(request: HttpRequest) -> HttpResponseBase:
    actor = User.objects.filter(pk=OuterRef("actor_id")).values("name")[:1]
    answer = JOURNAL.answer(request, with_subjects(Event.objects.annotate(actor_name=Subquery(actor))))
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "portal/operations/journal.html", {"listing": answer, "crumbs": crumbs_to("Journal")})
