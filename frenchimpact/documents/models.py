"""Files: one row a file given by somebody, the bytes by content hash beside the database."""

from __future__ import annotations

from typing import Self

from django.db import models

from frenchimpact.accounts.models import User
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData


class Scan(models.TextChoices):
    """What is known of a file’s safety; nothing is served to others before it is clean."""

    WAITING = "waiting", "en attente de contrôle"
    CLEAN = "clean", "contrôlé"
    INFECTED = "infected", "refusé"


class DocumentQuerySet(models.QuerySet["Document"]):
    def clean(self) -> Self:
        return self.filter(scan=Scan.CLEAN)


class Document(models.Model):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    name = models.CharField("nom", max_length=200)
    media_type = models.CharField("type", max_length=100)
    size = models.PositiveBigIntegerField("taille")  # bytes
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256: where the bytes are
    scan = models.CharField("contrôle", max_length=20, choices=Scan, default=Scan.WAITING)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("name", "added_by", "added_at"),
        purpose="Garder les fichiers que vous déposez, et savoir qui les a déposés.",
        basis=Basis.CONTRACT,
        retention="application",
    )

    class Meta:
        verbose_name = "document"
        constraints = [models.CheckConstraint(condition=models.Q(scan__in=Scan.values), name="scan_is_known")]

    def __str__(self) -> str:
        return self.name
