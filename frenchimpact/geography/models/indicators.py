"""Figures per commune, from official files, with their year and source."""

from django.db import models

from frenchimpact.geography.models.places import Commune


class Indicator(models.Model):
    """A figure known per commune, and how it adds up over several."""

    class Aggregation(models.TextChoices):
        SUM = "sum", "somme"
        WEIGHTED_MEAN = "weighted_mean", "moyenne pondérée"

    code = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField("millésime")
    label = models.CharField("libellé", max_length=150)
    unit = models.CharField("unité", max_length=20, blank=True)
    aggregation = models.CharField(max_length=20, choices=Aggregation)
    weight = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # of a weighted mean
    source = models.CharField("source", max_length=200)

    class Meta:
        verbose_name = "indicateur"
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_indicator_per_year")]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"


class IndicatorValue(models.Model):
    # Without indexes of their own: figures are asked by commune, and the constraint's index answers alone.
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values", db_index=False)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="indicator_values", db_index=False)
    value = models.FloatField()

    class Meta:
        verbose_name = "valeur d’un indicateur"
        constraints = [
            models.UniqueConstraint(fields=["commune", "indicator"], include=["value"], name="one_value_of_a_commune")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.commune_id} {self.value}"
