"""What proves that it is you beyond an e-mail: passkeys, an application, recovery codes; and what mends a loss."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from frenchimpact.accounts.models.people import User
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData


class Passkey(models.Model):
    """A key kept by a phone, a computer or a token: only its public half is here."""

    person = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    name = models.CharField("nom", max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()  # AttestedCredentialData of WebAuthn: public key and identifier
    sign_count = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField("ajoutée le")
    used_at = models.DateTimeField("utilisée le", null=True)

    personal_data = PersonalData(
        fields=("person", "name", "credential_id", "credential", "added_at", "used_at"),
        purpose="Vous connecter sans mot de passe avec votre appareil (seule la moitié publique de la clé est ici).",
        basis=Basis.CONTRACT,
        retention="account",
    )

    class Meta:
        verbose_name = "clé d’accès"
        verbose_name_plural = "clés d’accès"

    def __str__(self) -> str:
        return self.name


class Totp(models.Model):
    """The secret shared with an application that shows six digits every 30 seconds; encrypted."""

    person = models.OneToOneField(User, models.CASCADE, related_name="totp")
    secret = models.TextField("secret chiffré")
    last_step = models.BigIntegerField()  # the 30 seconds whose code was used: none serves twice
    added_at = models.DateTimeField("ajoutée le")

    personal_data = PersonalData(
        fields=("person", "secret", "added_at"),
        purpose="Vérifier le code à six chiffres de votre application.",
        basis=Basis.CONTRACT,
        retention="account",
    )

    class Meta:
        verbose_name = "application de codes"
        verbose_name_plural = "applications de codes"

    def __str__(self) -> str:
        return f"{self.person_id} {self.added_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """A code written down for the day when everything else is lost; serves once, only its hash is kept."""

    person = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)  # HMAC-SHA-256 of person and code, hexadecimal
    made_at = models.DateTimeField("fait le")
    used_at = models.DateTimeField("utilisé le", null=True)

    personal_data = PersonalData(
        fields=("person", "made_at", "used_at"),
        purpose="Vous laisser entrer si vous perdez votre second facteur.",
        basis=Basis.CONTRACT,
        retention="account",
    )

    class Meta:
        verbose_name = "code de secours"
        verbose_name_plural = "codes de secours"
        constraints = [models.UniqueConstraint(fields=["person", "code_hash"], name="recovery_code_is_one")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"


class AddressChange(models.Model):
    """An address left for another; the old one may take it back for seven days."""

    person = models.ForeignKey(User, models.CASCADE, related_name="address_changes")
    old_email = models.EmailField("ancienne adresse")
    new_email = models.EmailField("nouvelle adresse")
    token_hash = models.CharField(max_length=64, unique=True)  # of the link by which the old address objects
    at = models.DateTimeField("le")
    undo_until = models.DateTimeField("annulable jusqu’au")
    undone_at = models.DateTimeField("annulé le", null=True)

    personal_data = PersonalData(
        fields=("person", "old_email", "new_email", "at", "undone_at"),
        purpose="Vous laisser annuler un changement d’adresse que vous n’avez pas fait.",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="security",
    )

    class Meta:
        verbose_name = "changement d’adresse"
        verbose_name_plural = "changements d’adresse"

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d %H:%M}"


class FactorLossQuerySet(models.QuerySet["FactorLoss"]):
    def open(self) -> Self:
        return self.filter(answered_at=None, cancelled_at=None)


class FactorLoss(models.Model):
    """« I lost my second factor »: answered by an operator, 48 hours later at the soonest."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="factor_losses")
    message = models.CharField("message", max_length=500, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)  # of the link by which the person cancels
    asked_at = models.DateTimeField("demandé le")
    due_at = models.DateTimeField("réponse possible à partir du")
    cancelled_at = models.DateTimeField("annulé le", null=True)
    answered_at = models.DateTimeField("répondu le", null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField("accepté", null=True)
    answer = models.CharField("motif", max_length=300, blank=True)

    objects = FactorLossQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "message", "asked_at", "cancelled_at", "answered_at", "answered_by", "answer"),
        purpose="Vous rendre l’accès à votre compte sans le donner à quelqu’un d’autre.",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="security",
    )

    class Meta:
        verbose_name = "second facteur perdu"
        verbose_name_plural = "seconds facteurs perdus"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(answered_at=None, cancelled_at=None),
                name="one_open_loss_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(answered_at__gte=models.F("due_at")),
                name="loss_is_answered_after_the_delay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%Y-%m-%d %H:%M}"

    def is_due(self, at: datetime) -> bool:
        return at >= self.due_at


class Identity(models.Model):
    """Who a person is for an identity provider (ProConnect): its own identifier, and the employer it told."""

    person = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.CharField("fournisseur", max_length=200)
    subject = models.CharField("identifiant", max_length=255)
    siret = models.CharField("SIRET de l’employeur", max_length=14, blank=True)
    since = models.DateTimeField("depuis")
    used_at = models.DateTimeField("utilisée le")

    personal_data = PersonalData(
        fields=("person", "subject", "siret", "since", "used_at"),
        purpose="Vous reconnaître quand vous entrez par ProConnect, et vous rattacher à votre structure.",
        basis=Basis.CONTRACT,
        retention="account",
    )

    class Meta:
        verbose_name = "identité ProConnect"
        verbose_name_plural = "identités ProConnect"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="identity_is_one_person")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.person_id}"
