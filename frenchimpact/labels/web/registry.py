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
    return [(wave.key, wave.title) for wave in waves()]


class LabelFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Territoire", method="by_name")
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
        return queryset.of_territories_named(value)

    def by_wave(self, queryset: LabelQuerySet, _name: str, value: str) -> QuerySet[Label]:
        return labels_in_wave(queryset, value)


REGISTRY = List[Label](
    name="labels",
    columns=[
        Column(
            "territoire",
            "Territoire",
            lambda row: row.holder,
            sort="holder_key",
            link=lambda row: row.get_absolute_url(),
        ),
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
