"""The list of a team, as its members and as its leads see it."""

import django_filters
from django.urls import reverse

from frenchimpact.community.models import Membership, MembershipRole
from frenchimpact.ui.listing import Column, List


class TeamFilters(django_filters.FilterSet):
    nom = django_filters.CharFilter(label="Nom", field_name="person__name", lookup_expr="unaccent__icontains")
    role = django_filters.ChoiceFilter(label="Rôle", choices=MembershipRole.choices, empty_label="Tous les rôles")

    class Meta:
        model = Membership
        fields: list[str] = []


def _manage_link(row: Membership) -> str:
    return reverse("community:member", args=[row.organisation.slug, row.pk])


COLUMNS = [
    Column[Membership]("nom", "Personne", lambda row: row.person, sort="person__name"),
    Column[Membership]("role", "Rôle", lambda row: row.get_role_display(), sort="role"),
    Column[Membership]("depuis", "Depuis le", lambda row: row.since, sort="since"),
    Column[Membership]("par", "Décidé par", lambda row: row.by, sort="by__name"),
]
TEAM = List[Membership](
    name="equipe",
    columns=COLUMNS,
    default_sort="nom",
    filters=TeamFilters,
    noun="personne,personnes",
    empty="Personne ne répond à ces choix.",
)
TEAM_OF_LEADS = List[Membership](
    name="equipe",
    columns=[*COLUMNS, Column[Membership]("gerer", "Rôle et départ", lambda _: "Gérer", link=_manage_link)],
    default_sort="nom",
    filters=TeamFilters,
    noun="personne,personnes",
    empty="Personne ne répond à ces choix.",
)
