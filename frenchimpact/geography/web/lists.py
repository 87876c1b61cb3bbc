"""Lists of official places."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse

from frenchimpact.geography.models import Commune, Departement, Region
from frenchimpact.ui.listing import Column, List

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from frenchimpact.geography.queries.places import Counted

REGIONS: "List[WithAnnotations[Region, Counted]]" = List(
    name="regions",
    columns=[
        Column(
            "nom",
            "Région",
            lambda row: row.name,
            sort="sort_key",
            link=lambda row: reverse("geography:region", args=[row.slug]),
        ),
        Column("code", "Code", lambda row: row.pk, sort="pk"),
        Column("habitants", "Habitants", lambda row: row.population, sort="population", numeric=True),
        Column("communes", "Communes", lambda row: row.commune_count, sort="commune_count", numeric=True),
    ],
    default_sort="nom",
    per_page=30,
    noun="région ou collectivité,régions et collectivités",
    empty="La géographie n’est pas chargée : lancez « frenchimpact load geography ».",
)

DEPARTEMENTS: "List[WithAnnotations[Departement, Counted]]" = List(
    name="departements",
    columns=[
        Column("code", "Code", lambda row: row.pk, sort="pk"),
        Column(
            "nom",
            "Département",
            lambda row: row.name,
            sort="sort_key",
            link=lambda row: reverse("geography:departement", args=[row.pk]),
        ),
        Column("region", "Région", lambda row: row.region.name, sort="region__sort_key"),
        Column("habitants", "Habitants", lambda row: row.population, sort="population", numeric=True),
        Column("communes", "Communes", lambda row: row.commune_count, sort="commune_count", numeric=True),
    ],
    default_sort="code",
    per_page=60,
    noun="département ou collectivité,départements et collectivités",
    empty="La géographie n’est pas chargée : lancez « frenchimpact load geography ».",
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
        Column(
            "intercommunalite", "Intercommunalité", lambda row: row.epci.name if row.epci else "", sort="epci__name"
        ),
        Column("habitants", "Habitants", lambda row: row.population, sort="population", numeric=True),
    ],
    default_sort="-habitants",
    noun="commune,communes",
    empty="Aucune commune ici.",
)

MEMBERS = replace(  # of an intercommunality: it need not be named on each line
    COMMUNES,
    columns=[
        *COMMUNES.columns[:2],
        Column("departement", "Département", lambda row: row.departement.name, sort="departement__sort_key"),
        COMMUNES.columns[3],
    ],
)
