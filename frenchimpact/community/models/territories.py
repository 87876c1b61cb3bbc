"""Territories: places that act together."""

from __future__ import annotations

import unicodedata
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify

from frenchimpact.geography.models import Commune, Perimeter, PerimeterCommune

LONGEST_SLUG = 100  # characters
CODES_SHOWN = 4  # of départements, on a card


class Certainty(models.TextChoices):
    """How sure it is that the perimeter is the one that was meant."""

    CERTAIN = "certain", "certain"
    PROBABLE = "probable", "probable"
    HYPOTHESIS = "hypothese", "hypothèse"


def sort_key_of(text: str) -> str:
    """Write a text as `Territory.sort_key` is written: without accents, in lower case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def slug_of(name: str) -> str:
    """Write the name of a territory as its address is written."""
    return slugify(name.replace("’", "'"))[:LONGEST_SLUG].strip("-")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Vocabulary: territories where they are, and how large they are."""

    def in_region(self, code: str) -> Self:
        return self._holding(commune__region=code)

    def in_departement(self, code: str) -> Self:
        return self._holding(commune__departement=code)

    def in_intercommunality(self, siren: str) -> Self:
        return self._holding(Q(commune__epci=siren) | Q(commune__ept=siren))

    def holding(self, commune: Commune) -> Self:
        return self._holding(commune=commune)

    def named_like(self, text: str) -> Self:
        """Find by a part of the name, blind to case and accents."""
        return self.filter(sort_key__contains=sort_key_of(text))

    def measured(self) -> Self:
        """Bring the perimeter along, with what it adds up to."""
        return self.select_related("perimeter")

    def _holding(self, *conditions: Q, **lookups: object) -> Self:
        return self.filter(
            perimeter__in=PerimeterCommune.objects.filter(*conditions, **lookups).order_by().values("perimeter")
        )


class Territory(models.Model):
    """A territory that acts together; its perimeter says where it is."""

    name = models.CharField("nom", max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    perimeter = models.OneToOneField(Perimeter, models.PROTECT, related_name="territory")
    certainty = models.CharField("certitude du périmètre", max_length=20, choices=Certainty)
    certainty_note = models.CharField("pourquoi", max_length=300, blank=True)

    sort_key = models.GeneratedField(
        expression=Lower(models.Func(models.F("name"), function="immutable_unaccent", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = TerritoryQuerySet.as_manager()
    emblem: SafeString = SafeString()  # drawn by queries.emblems, for lists and cards

    class Meta:
        verbose_name = "territoire"
        constraints = [
            models.CheckConstraint(condition=models.Q(certainty__in=Certainty.values), name="certainty_is_known")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:territory", args=[self.slug])

    @property
    def population(self) -> int:
        """Inhabitants of its communes (municipal population)."""
        return self.perimeter.population

    @property
    def commune_count(self) -> int:
        return self.perimeter.commune_count

    @property
    def departements(self) -> str:
        """Codes of the départements it touches, for people: « 13, 83, 84 »."""
        return ", ".join(self.perimeter.departement_codes)

    @property
    def departements_in_short(self) -> str:
        """The same with the word, and no more than a line holds: « Départements 14, 27, 50… »."""
        codes = self.perimeter.departement_codes
        word = "Départements" if len(codes) > 1 else "Département"
        return f"{word} {', '.join(codes[:CODES_SHOWN])}{'…' if len(codes) > CODES_SHOWN else ''}" if codes else ""
