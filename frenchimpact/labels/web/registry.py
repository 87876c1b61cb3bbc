"""The registry: every label that is public, whatever became of it."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frenchimpact.labels.models import Label, LabelQuerySet, State
from frenchimpact.labels.queries import labels_in_wave, waves
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.ui.listing import Column, List
from frenchimpact.ui.words import date_with_precision


def _wave_choices() -> list[tuple[str, str]]:
    return [(wave.key, wave.title) for wave in waves(Label.objects.shown())]


TERRITORIES = "territoires"
BEARERS = [(TERRITORIES, "un territoire"), ("structures", "une structure d’accompagnement")]


class LabelFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Qui le porte", method="by_name")
    porteur = django_filters.ChoiceFilter(
        label="Porté par", method="by_bearer", choices=BEARERS, empty_label="Tous les porteurs"
    )
    etat = django_filters.ChoiceFilter(
        label="État", field_name="state", choices=State.choices, empty_label="Tous les états"
    )
    vague = django_filters.ChoiceFilter(
        label="Vague", method="by_wave", choices=_wave_choices, empty_label="Toutes les vagues"
    )

    class Meta:
        model = Label
        fields: list[str] = []

    def by_name(self, queryset: LabelQuerySet, _name: str, value: str) -> QuerySet[Label]:
        return queryset.of_holders_named(value)

    def by_bearer(self, queryset: LabelQuerySet, _name: str, value: str) -> QuerySet[Label]:
        return queryset.filter(organisation__isnull=value == TERRITORIES)

    def by_wave(self, queryset: LabelQuerySet, _name: str, value: str) -> QuerySet[Label]:
        return labels_in_wave(queryset, value)


REGISTRY = List[Label](
    name="labels",
    columns=[
        Column(
            "porteur",
            "Qui le porte",
            lambda row: row.holder,
            sort="holder_key",
            link=lambda row: row.get_absolute_url(),
        ),
        Column("label", "Label", lambda row: row.name),
        Column("numero", "Numéro", lambda row: row.number or "sans numéro (2019)"),
        Column("etat", "État", lambda row: row.get_state_display(), sort="state"),
        Column("vague", "Vague", lambda row: row.wave_title),
        Column(
            "annonce",
            "Annonce",
            lambda row: date_with_precision(row.announced_on, row.precision),
            sort="announced_on",
        ),
        Column("terme", "Dernier jour", lambda row: row.valid_until or "à confirmer", sort="valid_until"),
    ],
    default_sort="-annonce",
    filters=LabelFilters,
    noun="label,labels",
    empty="Aucun label ne répond à ces choix : retirez-en un.",
)


@require_safe
@open_to(EVERYONE, "read registry of labels")
def registry(request: HttpRequest) -> HttpResponseBase:
    answer = REGISTRY.answer(request, Label.objects.shown().with_holder())
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "labels/registry.html", {"listing": answer})
