"""Ties between people and organisations that no other table says: declared, with a source and since when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from frenchimpact.accounts.models import User
from frenchimpact.community.models.organisations import Organisation
from frenchimpact.shared.personal_data import Basis, PersonalData


class RelationKind(models.TextChoices):
    EMPLOYED = "employed", "y travaille, ou y a travaillé depuis moins de trois ans"
    BOARD = "board", "siège dans ses instances"
    FAMILY = "family", "y a un lien familial ou personnel proche"
    FUNDS = "funds", "le finance, ou décide de son financement"
    MENTORS = "mentors", "l’accompagne ou le conseille"
    PARTNER = "partner", "mène un projet avec lui"
    OTHER = "other", "a un autre lien avec lui"


class RelationQuerySet(models.QuerySet["Relation"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on))


class Relation(models.Model):
    """Somebody, or an organisation, is tied to an organisation. Ended, never deleted but by an erasure."""

    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="relations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="relations")
    to = models.ForeignKey(Organisation, models.CASCADE, related_name="relations_to")
    kind = models.CharField("lien", max_length=20, choices=RelationKind)
    source = models.CharField("d’où on le tient", max_length=200)  # « déclaration d’intérêts du 3 mars 2027 »
    since = models.DateField("depuis", null=True)
    until = models.DateField("jusqu’au", null=True)  # the last day
    declared_at = models.DateTimeField("déclaré le", auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = RelationQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "kind", "source", "since", "until", "by"),
        purpose="Écarter d’un dossier qui a un lien avec qui le porte.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "lien déclaré"
        verbose_name_plural = "liens déclarés"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_is_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False), name="a_relation_is_of_somebody"
            ),
            models.CheckConstraint(condition=~Q(organisation=F("to")), name="nobody_is_tied_to_itself"),
            models.UniqueConstraint(
                fields=["person", "organisation", "to", "kind"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="one_open_relation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.organisation_id} → {self.to_id} ({self.kind})"
