"""A list over a table that every Django site has."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.test import RequestFactory
from django_filters import CharFilter, ChoiceFilter, FilterSet, MultipleChoiceFilter, NumericRangeFilter

from frenchimpact.ui.list_page import ListPage
from frenchimpact.ui.listing import Column, List

CHOICES = [("shelter", "Refuge"), ("garden", "Jardin")]


class KindFilters(FilterSet):
    q = CharFilter(field_name="model", lookup_expr="icontains", label="Nom")
    app = ChoiceFilter(field_name="app_label", choices=CHOICES, label="Lieu", empty_label="Tous")
    several = MultipleChoiceFilter(field_name="app_label", choices=CHOICES, label="Lieux")
    id_range = NumericRangeFilter(field_name="pk", lookup_expr="range", label="Numéro")


KINDS: List[ContentType] = List(
    name="essais",
    columns=[
        Column("nom", "Nom", lambda kind: kind.model, sort="model", link=lambda kind: f"/{kind.pk}/"),
        Column("lieu", "Lieu", lambda kind: kind.app_label, sort="app_label"),
        Column("lettres", "Lettres", lambda kind: len(kind.model), numeric=True),
    ],
    default_sort="nom",
    filters=KindFilters,
    per_page=2,
    empty="Aucun essai ne répond à ces choix.",
)


def make_kinds(*names: str, place: str = "shelter") -> None:
    ContentType.objects.bulk_create(ContentType(app_label=place, model=name) for name in names)


def answer(address: str = "/") -> ListPage | HttpResponseBase:
    rows = ContentType.objects.filter(app_label__in=["shelter", "garden"])
    return KINDS.answer(RequestFactory().get(address), rows)


def page(address: str = "/", **parameters: Any) -> ListPage:  # noqa: ANN401  # whatever a visitor writes
    rows = ContentType.objects.filter(app_label__in=["shelter", "garden"])
    got = KINDS.answer(RequestFactory().get(address, parameters or None), rows)
    assert isinstance(got, ListPage)
    return got


def names(of: ListPage) -> list[str]:
    return [line.cells[0].text for line in of.lines]


def written(of: ListPage) -> HttpResponse:
    request: HttpRequest = RequestFactory().get("/")
    return render(request, "ui/style/_listing.html", {"listing": of})
