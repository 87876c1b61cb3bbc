"""Lists of collectives, of their members and of claims."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from frenchimpact.community.models import (
    Collective,
    CollectiveMember,
    MemberRole,
    RequestState,
    TerritoryClaim,
)
from frenchimpact.community.queries.collectives import letter_state
from frenchimpact.ui.listing import Column, List


class CollectiveFilters(django_filters.FilterSet):
    nom = django_filters.CharFilter(label="Nom", field_name="name", lookup_expr="unaccent__icontains")

    class Meta:
        model = Collective
        fields: list[str] = []


def _page(row: Collective) -> str:
    return reverse("community:collective", args=[row.public_id])


def _people_of(row: Collective) -> int:
    return row.perimeter.population


COLLECTIVES = List[Collective](
    name="collectifs",
    columns=[
        Column("nom", "Territoire", lambda row: row.name, sort="name", link=_page),
        Column("chef", "Chef de file", lambda row: row.lead.name, sort="lead__sort_key"),
        Column(
            "communes",
            "Communes",
            lambda row: row.perimeter.commune_count,
            sort="perimeter__commune_count",
            numeric=True,
        ),
        Column("habitants", "Habitants", _people_of, sort="perimeter__population", numeric=True),
        Column("fonde", "Fondé le", lambda row: row.created_at, sort="created_at"),
        Column("etat", "État", lambda row: "clos" if row.closed_at else "en cours"),
    ],
    default_sort="nom",
    filters=CollectiveFilters,
    noun="collectif,collectifs",
    empty="Vous ne travaillez dans aucun collectif : fondez le vôtre, ou demandez à être invité·e.",
)


class MemberFilters(django_filters.FilterSet):
    nom = django_filters.CharFilter(label="Nom", field_name="name", lookup_expr="unaccent__icontains")
    role = django_filters.ChoiceFilter(label="Rôle", choices=MemberRole.choices, empty_label="Tous les rôles")
    lettre = django_filters.ChoiceFilter(
        label="Lettre",
        choices=[("signee", "signée"), ("attendue", "attendue")],
        method="by_letter",
        empty_label="Toutes",
    )

    class Meta:
        model = CollectiveMember
        fields: list[str] = []

    def by_letter(self, members: QuerySet[CollectiveMember], _name: str, value: str) -> QuerySet[CollectiveMember]:
        signed = members.filter(engagements__signed_at__isnull=False).values("pk")
        return members.filter(pk__in=signed) if value == "signee" else members.exclude(pk__in=signed)


def _letter(row: CollectiveMember) -> str:
    return reverse("community:collective_letter", args=[row.collective.public_id, row.public_id])


def _manage(row: CollectiveMember) -> str:
    return reverse("community:collective_member", args=[row.collective.public_id, row.public_id])


READ = [
    Column[CollectiveMember]("nom", "Organisation", lambda row: row.name, sort="name"),
    Column[CollectiveMember]("role", "Rôle", lambda row: row.get_role_display(), sort="role"),
    Column[CollectiveMember]("contribution", "Contribution", lambda row: row.contribution or None),
    Column[CollectiveMember]("lettre", "Lettre d’engagement", letter_state, link=_letter),
]
MEMBERS = List[CollectiveMember](
    name="membres",
    columns=READ,
    default_sort="nom",
    filters=MemberFilters,
    noun="membre,membres",
    empty="Aucun membre ne répond à ces choix.",
)
MEMBERS_OF_WRITERS = List[CollectiveMember](
    name="membres",
    columns=[*READ, Column[CollectiveMember]("gerer", "Modifier", lambda _: "Modifier", link=_manage)],
    default_sort="nom",
    filters=MemberFilters,
    noun="membre,membres",
    empty="Aucun membre ne répond à ces choix.",
)


class ClaimFilters(django_filters.FilterSet):
    etat = django_filters.ChoiceFilter(
        label="État", field_name="state", choices=RequestState.choices, empty_label="Tous les états"
    )

    class Meta:
        model = TerritoryClaim
        fields: list[str] = []


CLAIMS = List[TerritoryClaim](
    name="demandes",
    columns=[
        Column(
            "territoire",
            "Territoire",
            lambda row: row.territory.name,
            sort="territory__sort_key",
            link=lambda row: reverse("community:territory_claim", args=[row.public_id]),
        ),
        Column("collectif", "Collectif", lambda row: row.collective.name, sort="collective__name"),
        Column("chef", "Chef de file", lambda row: row.collective.lead.name, sort="collective__lead__sort_key"),
        Column("par", "Demandé par", lambda row: row.person, sort="person__name"),
        Column("le", "Le", lambda row: row.made_at, sort="made_at"),
        Column("etat", "État", lambda row: row.get_state_display(), sort="state"),
        Column("decide", "Décidé par", lambda row: row.answered_by),
    ],
    default_sort="-le",
    filters=ClaimFilters,
    noun="demande,demandes",
    empty="Aucun collectif ne demande un territoire.",
)
