"""The model of a wave, computed once for the scores that are there and kept: pages only read it."""

from __future__ import annotations

from django.db import models

from frenchimpact.calls.models.calls import Wave


class KeptRanking(models.Model):
    """What `calibrate` says of a wave; true as long as `digest` is that of its scores and places."""

    wave = models.OneToOneField(Wave, models.CASCADE, related_name="kept_ranking")
    digest = models.CharField("empreinte des notes", max_length=64)
    result = models.JSONField("résultat")  # see queries.committees.modelling.result_of
    at = models.DateTimeField("calculé le")

    class Meta:
        verbose_name = "classement calculé"
        verbose_name_plural = "classements calculés"

    def __str__(self) -> str:
        return f"{self.wave_id} {self.digest[:8]}"
