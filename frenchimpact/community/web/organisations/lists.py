"""The directory: filters, columns and cards."""

import django_filters
from django.db.models import QuerySet
from django.utils.timezone import localdate

from frenchimpact.community.models import EssBasis, Organisation, OrganisationQuerySet, Territory
from frenchimpact.community.models import Kind as OrganisationKind
from frenchimpact.community.queries.organisations import found_by
from frenchimpact.community.web.organisations.cards import cards_of, kinds_of
from frenchimpact.community.web.organisations.place_filter import PlaceFilter
from frenchimpact.geography.models import Departement, Region
from frenchimpact.themes.models import Theme
from frenchimpact.ui.listing import Column, List


class OrganisationFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Nom, sigle, ville ou numéro", method="by_text", max_length=150)
    nature = django_filters.ChoiceFilter(
        label="Nature",
        choices=OrganisationKind.choices,
        empty_label="Toutes",
        field_name="kinds",
        lookup_expr="contains",
        method="by_kind",
    )
    theme = django_filters.ModelChoiceFilter(
        label="Thème",
        queryset=Theme.objects.order_by("position"),
        to_field_name="slug",
        field_name="themes",
        empty_label="Tous",
    )
    region = django_filters.ModelChoiceFilter(
        label="Région", queryset=Region.objects.order_by("sort_key", "pk"), empty_label="Toutes", method="by_region"
    )
    departement = django_filters.ModelChoiceFilter(
        label="Département",
        queryset=Departement.objects.order_by("sort_key", "pk"),
        empty_label="Tous",
        method="by_departement",
    )
    lieu = PlaceFilter(label="Commune ou intercommunalité", max_length=150)
    territoire = django_filters.ModelChoiceFilter(
        label="Territoire French Impact",
        queryset=Territory.objects.filter(label__isnull=False).order_by("sort_key", "pk"),
        to_field_name="slug",
        empty_label="Tous",
        method="by_territory",
    )
    ess = django_filters.ChoiceFilter(
        label="Appartenance à l’ESS", choices=EssBasis.choices, empty_label="Toutes", field_name="ess_basis"
    )

    label = django_filters.ChoiceFilter(
        label="Label", choices=[("oui", "labellisées")], empty_label="Toutes", method="by_label"
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_text(self, rows: OrganisationQuerySet, _name: str, value: str) -> QuerySet[Organisation]:
        return found_by(value, rows)

    def by_label(self, rows: OrganisationQuerySet, _name: str, _value: str) -> QuerySet[Organisation]:
        return rows.exclude(held_label=None)  # type: ignore[misc]  # annotated

    def by_kind(self, rows: OrganisationQuerySet, _name: str, value: str) -> QuerySet[Organisation]:
        return rows.filter(kinds__contains=[value])

    def by_region(self, rows: OrganisationQuerySet, _name: str, value: Region) -> QuerySet[Organisation]:
        return rows.placed(commune__region=value)

    def by_departement(self, rows: OrganisationQuerySet, _name: str, value: Departement) -> QuerySet[Organisation]:
        return rows.placed(commune__departement=value)

    def by_territory(self, rows: OrganisationQuerySet, _name: str, value: Territory) -> QuerySet[Organisation]:
        return rows.placed(commune__in_perimeters__perimeter=value.perimeter_id)


ORGANISATIONS = List[Organisation](
    name="organisations",
    columns=[
        Column("nom", "Organisation", lambda row: row.name, sort="sort_key", link=lambda row: row.get_absolute_url()),
        Column("sigle", "Nom d’usage", lambda row: row.short_name),
        Column("nature", "Nature", kinds_of),
        Column("commune", "Commune du siège", lambda row: getattr(row, "seat_name", "") or "", sort="seat_key"),
        Column(
            "departement",
            "Département",
            lambda row: getattr(row, "seat_departement", "") or "",
            sort="seat_departement",
        ),
        Column("ess", "Appartenance à l’ESS", lambda row: row.get_ess_basis_display().split(" (")[0], sort="ess_basis"),
        Column("label", "Label", lambda row: getattr(row, "held_label", "") or ""),
        Column("themes", "Thèmes", lambda row: ", ".join(getattr(row, "theme_names", []))),
        Column("creee", "Page créée le", lambda row: localdate(row.created_at), sort="created_at"),
    ],
    default_sort="nom",
    card="community/organisations/_card.html",
    shown=cards_of,
    per_page=24,
    filters=OrganisationFilters,
    noun="organisation,organisations",
    empty="Aucune organisation ne répond à ces choix\u00a0: retirez-en un, ou créez la page de la vôtre.",
)
