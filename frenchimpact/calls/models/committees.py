"""The committee of a call: with which grid and how many readers; a call without one is decided without."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.assessments.models import Grid
from frenchimpact.calls.models.calls import Call
from frenchimpact.shared.personal_data import Basis, PersonalData


class Committee(models.Model):
    call = models.OneToOneField(Call, models.PROTECT, related_name="committee")
    grid = models.OneToOneField(Grid, models.PROTECT, related_name="committee")
    readers = models.PositiveSmallIntegerField("lecteurs par dossier", default=3)
    quorum = models.PositiveSmallIntegerField("quorum (% des membres)", default=50, db_default=50)
    reading_days = models.PositiveSmallIntegerField("délai de lecture (jours)", default=21)
    # With fewer readers than that, only the digest of the record of a wave is public: a pseudonym would hide nobody.
    record_readers = models.PositiveSmallIntegerField(
        "lecteurs à partir desquels le relevé d’une vague est public", default=10, db_default=10
    )
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("constitué le", auto_now_add=True)

    personal_data = PersonalData(
        fields=("created_by",),
        purpose="Savoir qui a constitué le comité d’un appel.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "comité de sélection"
        verbose_name_plural = "comités de sélection"
        constraints = [
            models.CheckConstraint(condition=Q(readers__range=(1, 9)), name="a_file_has_one_to_nine_readers"),
            models.CheckConstraint(condition=Q(quorum__range=(1, 100)), name="a_quorum_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"Comité de l’appel «\u00a0{self.call}\u00a0»"
