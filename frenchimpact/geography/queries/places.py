"""Régions, départements, intercommunalities and communes, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from frenchimpact.geography.models import Commune, Departement, FormerCommune, Intercommunality, PlaceKind, Region

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

FRENCH_ORDER = ("sort_key", "pk")  # two places of one name keep their order from page to page


class Counted(TypedDict):
    """What is told of a place beside its own columns."""

    commune_count: int


@dataclass(frozen=True)
class Totals:
    """Communes, and the sum of their municipal populations; those without a known population count as none."""

    communes: int
    population: int


def totals_of(communes: QuerySet[Commune]) -> Totals:
    found = communes.order_by().aggregate(communes=Count("pk"), population=Sum("population"))
    return Totals(found["communes"], found["population"] or 0)


def communes_in(place: Region | Departement | Intercommunality) -> QuerySet[Commune]:
    """Find the communes of a place, in French order, with their département."""
    match place:
        case Region():
            inside = Q(region=place)
        case Departement():
            inside = Q(departement=place)
        case _:
            inside = Q(ept=place) if place.place_kind == PlaceKind.EPT else Q(epci=place)
    return Commune.objects.filter(inside).select_related("departement").order_by(*FRENCH_ORDER)


def regions() -> QuerySet[WithAnnotations[Region, Counted]]:
    """Give all régions and collectivités d'outre-mer, with `commune_count`."""
    return Region.objects.annotate(commune_count=_communes_with("region")).order_by(*FRENCH_ORDER)


def departements(region: Region | None = None) -> QuerySet[WithAnnotations[Departement, Counted]]:
    """Give the départements, of a région or all, with `commune_count`, by code as people know them."""
    inside = Departement.objects.filter(region=region) if region else Departement.objects.all()
    return inside.select_related("region").annotate(commune_count=_communes_with("departement")).order_by("code")


def _communes_with(field: str) -> Coalesce:
    """Count in the index of the field: grouping all communes of the country takes ten times as long."""
    inside = Commune.objects.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(inside.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)


def intercommunalities_in(place: Region | Departement) -> QuerySet[Intercommunality]:
    """Find the EPCI and EPT that have a commune there, in French order; they may reach beyond its borders."""
    communes = communes_in(place).order_by()
    has_some = Q(pk__in=communes.values("epci")) | Q(pk__in=communes.values("ept"))
    return Intercommunality.objects.filter(has_some).order_by(*FRENCH_ORDER)


def region_at(slug: str) -> Region | None:
    return Region.objects.filter(slug=slug).first()


def departement_at(code_or_slug: str) -> Departement | None:
    return Departement.objects.select_related("region").filter(Q(code=code_or_slug) | Q(slug=code_or_slug)).first()


def intercommunality_at(siren: str) -> Intercommunality | None:
    return Intercommunality.objects.filter(pk=siren).first()


def commune_at(code: str) -> Commune | None:
    """Find a commune by its code, or by one that it had before (where another page should be shown)."""
    related = Commune.objects.select_related("departement", "region", "epci", "ept")
    if commune := related.filter(pk=code).first():
        return commune
    return related.filter(former_communes__code=code).first()


def former_communes_of(commune: Commune) -> QuerySet[FormerCommune]:
    """Find the named communes that became part of this one, and its arrondissements, by name."""
    return commune.former_communes.exclude(name="").order_by("name", "code")
