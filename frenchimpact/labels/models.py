"""Labels held by territories (later: by support structures too)."""

from __future__ import annotations

from typing import Self

from django.db import models

from frenchimpact.community.models import Territory


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", "jour"
    MONTH = "month", "mois"
    YEAR = "year", "année"


class State(models.TextChoices):
    """Where a label stands. The 27 of 2019 are historical: whether they still hold is to be confirmed."""

    TO_CONFIRM = "to_confirm", "validité à confirmer"


class LabelQuerySet(models.QuerySet["Label"]):
    def historical(self) -> Self:
        return self.filter(state=State.TO_CONFIRM)

    def of_wave(self, wave: int) -> Self:
        return self.filter(wave=wave)


class Label(models.Model):
    """The label « Territoire French Impact » of one territory."""

    territory = models.OneToOneField(Territory, models.PROTECT, related_name="label")
    wave = models.PositiveSmallIntegerField("vague")
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
        ]

    def __str__(self) -> str:
        return f"Territoire French Impact : {self.territory}"
