"""The desk of the officers: every submitted application, and the page of one."""

from datetime import datetime, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import OFFICERS, OFFICERS_OR_DECIDERS
from frenchimpact.calls.models import Application, ApplicationQuerySet, Call, Stage
from frenchimpact.calls.queries.board import NOBODY, kept_of, views_for
from frenchimpact.calls.queries.desk import due_between, due_of, holders, on_desk, wave_of
from frenchimpact.calls.queries.files import NEXT_STEP, page_of
from frenchimpact.calls.rules.examination import is_tied, of_the_applicant
from frenchimpact.calls.web.officer_forms import AssignForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.listing import Column, List
from frenchimpact.ui.words import plural

LATE = {"oui": "en retard", "semaine": "à rendre sous sept jours"}
WEEK = timedelta(days=7)
ME = "moi"
ON_DESK = [choice for choice in Stage.choices if choice[0] != Stage.DRAFT]


def whom() -> list[tuple[str, str]]:
    """Offer oneself, nobody, then each officer by name."""
    return [
        (ME, "moi"),
        (NOBODY, "personne"),
        *((str(each.pk), str(each)) for each in holders(timezone.now())),
    ]


class DeskFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Collectif ou récépissé", method="by_text")
    etape = django_filters.MultipleChoiceFilter(
        label="Étape", field_name="stage", choices=ON_DESK, widget=forms.CheckboxSelectMultiple
    )
    vague = django_filters.NumberFilter(label="Vague", field_name="wave__number")
    retard = django_filters.ChoiceFilter(
        label="Délai", choices=list(LATE.items()), method="by_delay", empty_label="Tous"
    )
    appel = django_filters.ModelChoiceFilter(label="Appel", field_name="call", queryset=Call.objects.order_by("title"))
    a_qui = django_filters.ChoiceFilter(
        label="Confiée à", choices=whom, method="by_officer", empty_label="tout le monde"
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def by_text(self, rows: ApplicationQuerySet, _name: str, value: str) -> QuerySet[Application]:
        named = rows.filter(applicant_name__unaccent__icontains=value)  # type: ignore[misc]  # annotated
        return named | rows.filter(receipt_number__icontains=value)

    def by_delay(self, rows: ApplicationQuerySet, _name: str, value: str) -> QuerySet[Application]:
        now = timezone.now()
        return due_between(rows, None, now) if value == "oui" else due_between(rows, now, now + WEEK)

    def by_officer(self, rows: ApplicationQuerySet, _name: str, value: str) -> QuerySet[Application]:
        reader = self.request.user if self.request else None
        if value == ME:
            return rows.filter(officer=reader.pk if reader else None)
        return rows.filter(officer=None if value == NOBODY else int(value))


def time_left(due_at: datetime | None) -> str:
    """Say how long before the delay ends, or since when it has."""
    if due_at is None:
        return "–"
    days = (timezone.localdate(due_at) - timezone.localdate()).days
    if days < 0:
        return f"{-days} {plural(-days, 'jour')} de retard"
    return f"{days} {plural(days, 'jour')}" if days else "aujourd’hui"


def address_of(application: Application) -> str:
    return reverse("calls:officer_application", args=[application.public_id])


DESK = List[Application](
    name="candidatures",
    columns=[
        Column("candidat", "Qui candidate", lambda row: row.applicant, sort="applicant_name", link=address_of),
        Column("recepisse", "Récépissé", lambda row: row.receipt_number, sort="receipt_number"),
        Column("a_faire", "À faire", lambda row: NEXT_STEP.get(Stage(row.stage), "–")),
        Column("vague", "Vague", wave_of, sort="wave__number"),
        Column("etape", "Étape", lambda row: row.get_stage_display(), sort="stage"),
        Column("delai", "Délai", lambda row: time_left(due_of(row)), sort="due_at"),
        Column("confiee", "Confiée à", lambda row: row.officer, sort="officer__name"),
        Column("deposee", "Déposée le", lambda row: row.submitted_at, sort="submitted_at"),
    ],
    default_sort="delai",
    filters=DeskFilters,
    noun="candidature,candidatures",
    empty="Aucune candidature déposée ne répond à ces choix.",
)


def crumbs(title: str, application: Application | None = None) -> list[tuple[str, str]]:
    to_it = [(str(application.applicant), address_of(application))] if application else []
    return [("Candidatures", reverse("calls:officer_desk")), *to_it, (title, "")]


@open_to(OFFICERS, "read desk")
@require_safe
def desk(request: HttpRequest) -> HttpResponseBase:
    answer = DESK.answer(request, on_desk())
    if isinstance(answer, HttpResponseBase):
        return answer
    assert isinstance(request.user, User)  # noqa: S101  # the audience says so
    views = views_for(request.user)
    own = [view for view in views if view.owner_id == request.user.pk]
    page = {"listing": answer, "views": views, "own_views": own, "query": kept_of(request.GET.urlencode())}
    return render(request, "calls/officer_desk.html", page)


def filtered(request: HttpRequest) -> QuerySet[Application]:
    """Give the applications that the filters of this address keep."""
    chosen = DeskFilters(request.GET, queryset=on_desk(), request=request)
    return chosen.qs if chosen.is_valid() else on_desk().none()  # a choice that is no longer one keeps nothing


@open_to(OFFICERS_OR_DECIDERS, "read application")
@require_safe
def application(request: HttpRequest, public_id: str) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101  # the audience says so
    found = file_for(request.user, public_id)
    page = {
        "application": found,
        "file": page_of(found, request.user, timezone.now()),
        "left": time_left(due_of(found)),
        "assign": AssignForm(),
        "crumbs": crumbs(str(found.applicant)),
    }
    return render(request, "calls/officer_application.html", page)


def file_for(reader: User, public_id: str) -> Application:
    """Give a file to who examines or decides; refuses whoever works for the applicant, in any role."""
    found = get_object_or_404(on_desk(), public_id=public_id)
    if is_tied(reader, found):
        raise Refusal(of_the_applicant(found))
    return found
