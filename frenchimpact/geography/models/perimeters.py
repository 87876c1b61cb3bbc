"""A perimeter: a dated set of typed official codes, resolved to communes."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frenchimpact.geography.models.places import Commune, PlaceKind


class PerimeterQuerySet(models.QuerySet["Perimeter"]):
    def holding(self, commune: Commune) -> Self:
        return self.filter(communes=commune)

    def overlapping(self, other: Perimeter) -> Self:
        shared = PerimeterCommune.objects.filter(commune__in_perimeters__perimeter=other).values("perimeter")
        return self.filter(pk__in=shared).exclude(pk=other.pk)


class Perimeter(models.Model):
    name = models.CharField("nom", max_length=200)
    communes = models.ManyToManyField(Commune, through="PerimeterCommune", related_name="perimeters")
    cog_year = models.PositiveSmallIntegerField("millésime du COG", null=True)  # of the resolution below
    # What the resolution adds up to, written with it: lists and maps read these at no cost.
    commune_count = models.PositiveIntegerField("communes", default=0)
    population = models.PositiveIntegerField("population municipale", default=0)
    departement_codes = ArrayField(models.CharField(max_length=3), default=list)
    region_codes = ArrayField(models.CharField(max_length=3), default=list)
    # The middle of the people: mean of the communes' points, weighted by population; empty where no point is known.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # Changes whenever the parts or the communes do: what is computed from them may be kept under this mark.
    mark = models.CharField(max_length=32, blank=True)

    objects = PerimeterQuerySet.as_manager()

    class Meta:
        verbose_name = "périmètre"

    def __str__(self) -> str:
        return self.name


class PerimeterPartQuerySet(models.QuerySet["PerimeterPart"]):
    def in_force(self, on: date) -> Self:
        begun = models.Q(valid_from=None) | models.Q(valid_from__lte=on)
        return self.filter(begun, models.Q(valid_until=None) | models.Q(valid_until__gt=on))


class PerimeterPart(models.Model):
    """One official code of a perimeter, with the days on which it counts (empty: always)."""

    perimeter = models.ForeignKey(Perimeter, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=20, choices=PlaceKind)
    code = models.CharField(max_length=9)
    valid_from = models.DateField("depuis le", null=True)
    valid_until = models.DateField("jusqu’au", null=True)  # the first day on which it no longer counts

    objects = PerimeterPartQuerySet.as_manager()

    class Meta:
        verbose_name = "partie de périmètre"
        constraints = [
            models.UniqueConstraint(
                fields=["perimeter", "kind", "code", "valid_from"], nulls_distinct=False, name="one_part_per_code"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="part_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class PerimeterCommune(models.Model):
    """The resolution of a perimeter to today’s communes; rebuilt when its parts or the geography change."""

    perimeter = models.ForeignKey(Perimeter, models.CASCADE, related_name="in_communes")
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="in_perimeters")

    class Meta:
        verbose_name = "commune d’un périmètre"
        constraints = [models.UniqueConstraint(fields=["perimeter", "commune"], name="a_commune_counts_once")]

    def __str__(self) -> str:
        return f"{self.perimeter_id} ∋ {self.commune_id}"
