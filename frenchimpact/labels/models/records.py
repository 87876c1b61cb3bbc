"""The public record of a decided wave, written once; the database refuses that it change."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frenchimpact.calls.models import Call, Wave
from frenchimpact.labels.models.proofs import SigningKey


class WaveRecordQuerySet(models.QuerySet["WaveRecord"]):
    def shown(self, at: datetime) -> Self:
        """Those that the public may know of: at the publication of the labels of their wave, not before."""
        return self.filter(wave__publication_at__lte=at, wave__call__in=Call.objects.shown())


class WaveRecord(models.Model):
    """Scores under pseudonyms, and all that the ranking of a wave needs to be made again; signed."""

    wave = models.OneToOneField(Wave, models.PROTECT, related_name="record")
    content = models.TextField("relevé")  # the canonical JSON of calls.calculations.record: what the digest is of
    digest = models.CharField("empreinte SHA-256", max_length=64)
    signature = models.TextField("signature")  # a compact JWS over the digest
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="records")
    applications = models.PositiveIntegerField("candidatures")
    readers = models.PositiveIntegerField("lecteurs")
    readings = models.PositiveIntegerField("lectures")
    fewest_readers = models.PositiveSmallIntegerField("lecteurs à partir desquels le relevé est ouvert")  # of the call
    written_at = models.DateTimeField("écrit le")

    objects = WaveRecordQuerySet.as_manager()

    named_with = ("wave__call",)

    class Meta:
        verbose_name = "relevé de vague"
        verbose_name_plural = "relevés de vagues"
        constraints = [
            models.CheckConstraint(condition=Q(readers__gte=1, applications__gte=1), name="a_record_tells_of_readings"),
            models.CheckConstraint(condition=Q(readings__gte=F("applications")), name="each_ranked_file_was_read"),
        ]

    def __str__(self) -> str:
        return f"Relevé de la {str(self.wave).lower()}, {self.wave.call}"

    def get_absolute_url(self) -> str:
        return reverse("labels:wave_record", args=[self.wave.call.slug, self.wave.number])

    @property
    def is_open(self) -> bool:
        """Say whether everybody reads it whole: with few readers, a pseudonym hides nobody."""
        return self.readers >= self.fewest_readers
