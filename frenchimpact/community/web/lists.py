"""Lists of territories and of their communes."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from frenchimpact.community.models import Certainty, Territory, TerritoryQuerySet
from frenchimpact.community.queries.territories import regions_with_territories
from frenchimpact.geography.models import Commune
from frenchimpact.labels.queries import in_wave, waves
from frenchimpact.ui.listing import Column, List
from frenchimpact.ui.words import date_with_precision


def _wave_choices() -> list[tuple[str, str]]:
    return [(wave.key, f"{wave.title} ({date_with_precision(wave.announced_on, wave.precision)})") for wave in waves()]


def _region_choices() -> list[tuple[str, str]]:
    return list(regions_with_territories().values_list("code", "name"))


class TerritoryFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Nom", method="by_name")
    wave = django_filters.ChoiceFilter(
        label="Vague", method="by_wave", choices=_wave_choices, empty_label="Toutes les vagues"
    )
    region = django_filters.ChoiceFilter(
        label="Région", choices=_region_choices, method="by_region", empty_label="Toutes les régions"
    )
    certainty = django_filters.ChoiceFilter(
        label="Périmètre", choices=Certainty.choices, empty_label="Toutes les certitudes"
    )

    class Meta:
        model = Territory
        fields: list[str] = []

    def by_name(self, queryset: TerritoryQuerySet, _name: str, value: str) -> QuerySet[Territory]:
        return queryset.named_like(value)

    def by_wave(self, queryset: TerritoryQuerySet, _name: str, value: str) -> QuerySet[Territory]:
        return in_wave(queryset, value)

    def by_region(self, queryset: TerritoryQuerySet, _name: str, value: str) -> QuerySet[Territory]:
        return queryset.in_region(value)


TERRITORIES = List[Territory](
    name="territoires",
    columns=[
        Column("nom", "Territoire", lambda row: row.name, sort="sort_key", link=lambda row: row.get_absolute_url()),
        Column("vague", "Vague", lambda row: row.label.wave_title, sort="label__announced_on"),
        Column(
            "annonce",
            "Annonce",
            lambda row: date_with_precision(row.label.announced_on, row.label.precision),
            sort="label__announced_on",
        ),
        Column("etat", "Label", lambda row: row.label.get_state_display()),
        Column("departements", "Départements", lambda row: row.departements),
        Column("habitants", "Habitants", lambda row: row.population, sort="perimeter__population", numeric=True),
        Column("communes", "Communes", lambda row: row.commune_count, sort="perimeter__commune_count", numeric=True),
        Column("perimetre", "Périmètre", lambda row: row.get_certainty_display(), sort="certainty"),
    ],
    default_sort="nom",
    filters=TerritoryFilters,
    per_page=30,
    card="community/_territory_row.html",
    noun="territoire,territoires",
    empty="Aucun territoire ne répond à ces choix : retirez-en un.",
)

COMMUNES = List[Commune](
    name="communes",
    columns=[
        Column(
            "nom",
            "Commune",
            lambda row: row.name,
            sort="sort_key",
            link=lambda row: reverse("geography:commune", args=[row.pk]),
        ),
        Column("code", "Code INSEE", lambda row: row.pk, sort="pk"),
        Column("departement", "Département", lambda row: row.departement.name, sort="departement__sort_key"),
        Column("habitants", "Habitants", lambda row: row.population, sort="population", numeric=True),
    ],
    default_sort="-habitants",
    noun="commune,communes",
    empty="Ce périmètre ne contient aucune commune.",
)
