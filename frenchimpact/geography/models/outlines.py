"""Shapes of places, for maps."""

from django.db import models

from frenchimpact.geography.models.places import PlaceKind


class Outline(models.Model):
    """The outline of a place: polygons of rings of [longitude, latitude] in degrees WGS 84, as GeoJSON MultiPolygon."""

    kind = models.CharField(max_length=20, choices=PlaceKind)
    code = models.CharField(max_length=9)
    polygons = models.JSONField()
    source = models.CharField("source", max_length=200)

    class Meta:
        verbose_name = "contour"
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_outline_per_place")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"
