"""Labels held by territories (later: by support structures too)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frenchimpact.calls.models import Application
from frenchimpact.community.models import ChallengeKind, Collective, Territory
from frenchimpact.ui.words import figure, long_date


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", "jour"
    MONTH = "month", "mois"
    YEAR = "year", "année"


class State(models.TextChoices):
    """Where a label stands. The 27 of 2019 are historical: whether they still hold is to be confirmed."""

    TO_CONFIRM = "to_confirm", "validité à confirmer"
    ACTIVE = "active", "en cours de validité"


class LabelQuerySet(models.QuerySet["Label"]):
    def historical(self) -> Self:
        return self.filter(state=State.TO_CONFIRM)

    def shown(self) -> Self:
        """Those that the public may see: historical ones, and those whose publication date has come."""
        return self.filter(published_at__isnull=False)

    def of_wave(self, wave: int) -> Self:
        return self.filter(wave=wave)


class Label(models.Model):
    """The label « Territoire French Impact ».

    Issued to a collective in the transaction that notifies it; the territory is given at the publication, so that
    nothing public can lead to a label that is not published yet.
    """

    territory = models.OneToOneField(Territory, models.PROTECT, null=True, related_name="label")  # the one it shows
    former_territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="former_labels")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, related_name="labels")  # empty: historical
    application = models.OneToOneField(Application, models.PROTECT, null=True, related_name="label")
    wave = models.PositiveSmallIntegerField("vague")
    issued_at = models.DateTimeField("délivré le", null=True)
    publication_at = models.DateTimeField("publication prévue le", null=True)
    published_at = models.DateTimeField("publié le", null=True)
    replaced_at = models.DateTimeField("remplacé le", null=True)  # by a later label: territory becomes the former one
    valid_until = models.DateField("valable jusqu’au", null=True)  # the last day
    announced_on = models.DateField("annonce")  # the first day of what is known: see precision
    precision = models.CharField("précision de la date", max_length=10, choices=Precision)
    state = models.CharField("état", max_length=20, choices=State, default=State.TO_CONFIRM)
    source = models.CharField("source", max_length=300)

    objects = LabelQuerySet.as_manager()

    class Meta:
        verbose_name = "label"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="label_state_is_known"),
            models.CheckConstraint(condition=models.Q(precision__in=Precision.values), name="precision_is_known"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False, territory__isnull=False, former_territory=None)
                | models.Q(published_at__isnull=False, replaced_at__isnull=False, former_territory__isnull=False)
                | models.Q(published_at=None, territory=None, former_territory=None, collective__isnull=False),
                name="a_published_label_has_a_territory",
            ),
        ]

    def __str__(self) -> str:
        return f"Territoire French Impact : {self.territory or self.former_territory or self.collective}"

    @property
    def wave_title(self) -> str:
        """Name the wave for people, « vague 1 de 2019 » or that of the call; bring `application__call` along."""
        return wave_title(self.wave, self.announced_on, self.application.call.title if self.application else "")

    @property
    def validity(self) -> str:
        """Say for people how long it holds: « validité à confirmer », « valable jusqu’au 3 mars 2030 »."""
        return f"valable jusqu’au {long_date(self.valid_until)}" if self.valid_until else self.get_state_display()

    @property
    def in_short(self) -> str:
        """Say since when and how long, on one line: « Labellisé en 2019, validité à confirmer »."""
        return f"Labellisé en {self.announced_on.year}, {self.validity}"


def wave_title(rank: int, announced_on: date, call: str) -> str:
    return f"{call}, vague {rank}" if call else f"vague {rank} de {announced_on.year}"


class LabelChallenge(models.Model):
    """A challenge as it stood at the award: its baseline never changes; what is measured later is compared with it."""

    label = models.ForeignKey(Label, models.PROTECT, related_name="challenges")
    position = models.PositiveSmallIntegerField("rang")
    kinds = ArrayField(models.CharField(max_length=20, choices=ChallengeKind), verbose_name="natures", default=list)
    title = models.CharField("intitulé", max_length=160)
    statement = models.TextField("énoncé", blank=True)
    indicator = models.CharField("indicateur", max_length=200)
    unit = models.CharField("unité", max_length=40, blank=True)
    baseline = models.DecimalField("valeur de départ", max_digits=16, decimal_places=3)
    baseline_source = models.CharField("source", max_length=300)
    baseline_year = models.PositiveSmallIntegerField("millésime")
    target = models.DecimalField("cible", max_digits=16, decimal_places=3)
    deadline = models.DateField("échéance")

    class Meta:
        verbose_name = "défi figé au label"
        verbose_name_plural = "défis figés aux labels"
        constraints = [models.UniqueConstraint(fields=["label", "position"], name="frozen_challenges_are_ranked")]

    def __str__(self) -> str:
        return self.title

    @property
    def told_kinds(self) -> list[str]:
        return [str(ChallengeKind(kind).label) for kind in self.kinds if kind in ChallengeKind.values]

    @property
    def told_baseline(self) -> str:
        return _told(self.baseline, self.unit)

    @property
    def told_target(self) -> str:
        return _told(self.target, self.unit)


def _told(value: Decimal, unit: str) -> str:
    """Write « 12,5 % »: no more decimals than the number has, and the unit on the same line."""
    return f"{figure(value)}\u00a0{unit}".strip()
