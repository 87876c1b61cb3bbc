"""How often a network asks: a counter that may be lost in a crash, so the table is unlogged."""

from django.db import models


class RequestCount(models.Model):
    """Requests of one network in one minute."""

    network = models.CharField(max_length=32)  # a keyed digest: the address itself is not kept
    minute = models.DateTimeField()
    requests = models.PositiveIntegerField()

    class Meta:
        verbose_name = "compteur de requêtes"
        constraints = [models.UniqueConstraint(fields=["minute", "network"], name="one_count_per_minute")]

    def __str__(self) -> str:
        return f"{self.network} {self.minute:%H:%M} : {self.requests}"
