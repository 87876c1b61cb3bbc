"""What proves a label to machines: keys, signed credentials, signed lists of those that hold no more."""

from django.db import models
from django.db.models import Q

from frenchimpact.labels.models.labels import Label


class Purpose(models.TextChoices):
    """As Bitstring Status List names them."""

    REVOCATION = "revocation", "retrait, terme, remplacement"
    SUSPENSION = "suspension", "suspension"


class SigningKey(models.Model):
    """The public half of a key that signs; the private half is a file of `.data/secrets`, of the same name.

    A retired key signs nothing more, and stays published: what it signed still verifies.
    """

    name = models.CharField("nom", max_length=40, unique=True)
    public_pem = models.TextField("clé publique")
    made_at = models.DateTimeField("faite le")
    retired_at = models.DateTimeField("retirée le", null=True)

    class Meta:
        verbose_name = "clé de signature"
        verbose_name_plural = "clés de signature"
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(retired_at=None), name="one_key_signs"),
        ]

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """The Open Badges 3.0 credential of a label, as it was signed at its publication."""

    label = models.OneToOneField(Label, models.PROTECT, related_name="credential")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="credentials")
    token = models.TextField("attestation signée")  # a compact JWT
    signed_at = models.DateTimeField("signée le")

    class Meta:
        verbose_name = "attestation"

    def __str__(self) -> str:
        return f"{self.label_id} {self.key_id}"


class StatusList(models.Model):
    """Which credentials hold no more, or not for now: one signed list a purpose (W3C Bitstring Status List)."""

    purpose = models.CharField("objet", max_length=20, choices=Purpose, unique=True)
    token = models.TextField("liste signée")  # a compact JWT
    signed_at = models.DateTimeField("signée le")

    class Meta:
        verbose_name = "liste d’états"
        verbose_name_plural = "listes d’états"
        constraints = [models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="purpose_is_known")]

    def __str__(self) -> str:
        return self.purpose
