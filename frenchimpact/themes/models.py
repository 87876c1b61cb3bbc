"""Subjects, by which people look for projects and organisations."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Theme(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField("nom", max_length=100, unique=True)
    position = models.PositiveSmallIntegerField("rang")
    # Numbers, 1 to 17, of the Sustainable Development Goals: United Nations, resolution A/RES/70/1.
    goals = ArrayField(models.PositiveSmallIntegerField(), verbose_name="objectifs de développement durable")

    class Meta:
        verbose_name = "thème"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
