"""What waits for the operators, in three lists: pages, claims, reports."""

from datetime import datetime

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from frenchimpact.community.models import (
    AbuseReport,
    AbuseState,
    Organisation,
    OrganisationQuerySet,
    PageClaim,
    RequestState,
    Standing,
)
from frenchimpact.ui.listing import Column, List


class PageFilters(django_filters.FilterSet):
    nom = django_filters.CharFilter(label="Nom", method="by_name")
    etat = django_filters.ChoiceFilter(
        label="État", field_name="standing", choices=Standing.choices, empty_label="Tous les états"
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_name(self, queryset: OrganisationQuerySet, _name: str, value: str) -> QuerySet[Organisation]:
        return queryset.named_like(value)


class ClaimFilters(django_filters.FilterSet):
    etat = django_filters.ChoiceFilter(
        label="État", field_name="state", choices=RequestState.choices, empty_label="Tous les états"
    )
    reprise = django_filters.BooleanFilter(label="Reprise d’une page gérée", field_name="is_takeover")

    class Meta:
        model = PageClaim
        fields: list[str] = []


class ReportFilters(django_filters.FilterSet):
    etat = django_filters.ChoiceFilter(
        label="État", field_name="state", choices=AbuseState.choices, empty_label="Tous les états"
    )
    motif = django_filters.ChoiceFilter(
        label="Motif", field_name="reason", choices=AbuseReport.Reason.choices, empty_label="Tous les motifs"
    )

    class Meta:
        model = AbuseReport
        fields: list[str] = []


def days_since(began: datetime) -> int:
    """Count whole days: what has waited longest must be seen first."""
    return (timezone.now() - began).days


PAGES = List[Organisation](
    name="pages",
    columns=[
        Column(
            "nom",
            "Organisation",
            lambda row: row.name,
            sort="sort_key",
            link=lambda row: reverse("community:page_decision", args=[row.slug]),
        ),
        Column("creee", "Créée le", lambda row: row.created_at, sort="created_at"),
        Column("age", "Âge (jours)", lambda row: days_since(row.created_at), numeric=True),
        Column("par", "Par", lambda row: row.created_by, sort="created_by__name"),
        Column("etat", "État", lambda row: row.get_standing_display(), sort="is_done"),
    ],
    default_sort="etat",
    filters=PageFilters,
    noun="page,pages",
    empty="Aucune page ne répond à ces choix.",
)
CLAIMS = List[PageClaim](
    name="revendications",
    columns=[
        Column(
            "organisation",
            "Organisation",
            lambda row: row.organisation.name,
            sort="organisation__sort_key",
            link=lambda row: reverse("community:claim_decision", args=[row.public_id]),
        ),
        Column("personne", "Demandée par", lambda row: row.person, sort="person__name"),
        Column("faite", "Faite le", lambda row: row.made_at, sort="made_at"),
        Column("age", "Âge (jours)", lambda row: days_since(row.made_at), numeric=True),
        Column("reprise", "Reprise", lambda row: row.is_takeover, sort="is_takeover"),
        Column("opposition", "Opposition", lambda row: bool(row.objection)),
        Column("etat", "État", lambda row: row.get_state_display(), sort="is_done"),
    ],
    default_sort="etat",
    filters=ClaimFilters,
    noun="revendication,revendications",
    empty="Aucune revendication ne répond à ces choix.",
)
REPORTS = List[AbuseReport](
    name="signalements",
    columns=[
        Column(
            "organisation",
            "Organisation",
            lambda row: row.organisation.name,
            sort="organisation__sort_key",
            link=lambda row: reverse("community:report_decision", args=[row.public_id]),
        ),
        Column("motif", "Motif", lambda row: row.get_reason_display(), sort="reason"),
        Column("signale", "Signalé le", lambda row: row.at, sort="at"),
        Column("age", "Âge (jours)", lambda row: days_since(row.at), numeric=True),
        Column("etat", "État", lambda row: row.get_state_display(), sort="is_done"),
    ],
    default_sort="etat",
    filters=ReportFilters,
    noun="signalement,signalements",
    empty="Aucun signalement ne répond à ces choix.",
)
