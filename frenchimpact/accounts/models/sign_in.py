"""Links, tries and sessions by which people come in."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from frenchimpact.accounts.models.people import User
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def usable(self, at: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=at)

    def dead_since(self, at: datetime) -> Self:
        """Those which opened nothing any more at this instant: used or expired."""
        return self.filter(models.Q(used_at__lt=at) | models.Q(expires_at__lt=at))

    def for_the_first_operator(self) -> Self:
        return self.filter(person=None)


class SignInLink(models.Model):
    """A link that signs in once. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    person = models.ForeignKey(User, models.CASCADE, null=True)  # empty: whoever opens it becomes the first operator
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person",),
        purpose="Vous connecter sans mot de passe, par un lien qui sert une seule fois.",
        basis=Basis.CONTRACT,
        retention="security",
    )

    class Meta:
        verbose_name = "lien de connexion"
        verbose_name_plural = "liens de connexion"

    def __str__(self) -> str:
        return f"{self.person_id} {self.expires_at:%Y-%m-%d %H:%M}"


class CodePurpose(models.TextChoices):
    """What a code proves: a code asked for one thing opens nothing else."""

    SIGN_IN = "sign_in", "se connecter"
    NEW_ADDRESS = "new_address", "changer d’adresse"


class SignInCode(models.Model):
    """Six characters sent to an address; only their keyed hash is kept. The browser that asked holds `public_id`."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    purpose = models.CharField("pour", max_length=20, choices=CodePurpose)
    email = models.EmailField("adresse électronique")
    code_hash = models.CharField(max_length=64)  # HMAC-SHA-256 of public_id and code, hexadecimal
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField("essais", default=0)

    personal_data = PersonalData(
        fields=("email", "created_at", "used_at"),
        purpose="Vérifier que l’adresse est bien à vous, par un code qui sert une seule fois.",
        basis=Basis.CONTRACT,
        retention="security",
    )

    class Meta:
        verbose_name = "code de connexion"
        verbose_name_plural = "codes de connexion"
        constraints = [
            models.CheckConstraint(condition=models.Q(tries__lte=6), name="a_code_is_tried_six_times"),
            models.CheckConstraint(condition=models.Q(purpose__in=CodePurpose.values), name="code_purpose_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.expires_at:%Y-%m-%d %H:%M}"


class TryKind(models.TextChoices):
    """What is counted: each kind has its limit in `rules`."""

    LINK = "link", "lien essayé"
    CODE_TO_ADDRESS = "code_to_address", "code envoyé à une adresse"
    CODE_FROM_NETWORK = "code_from_network", "code demandé depuis un réseau"
    CODE_TRIED = "code_tried", "code essayé depuis un réseau"
    FACTOR = "factor", "second facteur essayé pour un compte"
    LOSS = "loss", "perte déclarée pour un compte"
    LETTER_BY = "letter_by", "courriel qu’une personne fait partir"
    LETTER_TO = "letter_to", "courriel qu’une personne fait partir vers une adresse"


class SignInTry(models.Model):
    """Something tried from one network, or for one address or account, kept as a keyed hash; forgotten after a day."""

    kind = models.CharField("quoi", max_length=20, choices=TryKind, default=TryKind.LINK)
    network = models.CharField("réseau, adresse ou compte", max_length=64)
    at = models.DateTimeField("le", auto_now_add=True)

    personal_data = PersonalData(
        fields=("network",),
        purpose="Empêcher d’essayer des liens ou des codes au hasard, et d’inonder quelqu’un de courriels (seule une "
        "empreinte à clé est gardée).",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="security",
    )

    class Meta:
        verbose_name = "essai de connexion"
        verbose_name_plural = "essais de connexion"
        indexes = [models.Index(fields=["network", "at"], name="tries_of_a_network")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class OpenSession(models.Model):
    """A session and whose it is: Django’s own row does not say, so nobody could close theirs."""

    person = models.ForeignKey(User, models.CASCADE, related_name="open_sessions")
    session = models.OneToOneField(Session, models.CASCADE)
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    device = models.CharField("appareil", max_length=80)
    since = models.DateTimeField("depuis", auto_now_add=True)
    seen_at = models.DateTimeField("vue le", default=timezone.now)  # to the hour

    personal_data = PersonalData(
        fields=("person", "device", "since", "seen_at"),
        purpose="Vous montrer où votre compte est ouvert, et vous laisser fermer une session inconnue.",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="security",
    )

    class Meta:
        verbose_name = "session ouverte"
        verbose_name_plural = "sessions ouvertes"

    def __str__(self) -> str:
        return f"{self.person_id} {self.device}"
