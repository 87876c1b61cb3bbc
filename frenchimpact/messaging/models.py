"""The outbox, what people are told on the site, and how they wish to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from frenchimpact.accounts.models import User
from frenchimpact.journal.models import Event
from frenchimpact.shared.personal_data import Basis, PersonalData


class Topic(models.TextChoices):
    """Subjects about which a person chooses how to be told; modules name the one of each notice."""

    SECURITY = "security", "la sécurité de votre compte"
    APPLICATIONS = "applications", "les candidatures de vos collectifs"
    PLATFORM = "platform", "la vie de la plateforme"


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", "tout de suite"
    DAILY = "daily", "une fois par jour"
    WEEKLY = "weekly", "une fois par semaine"
    ON_SITE = "on_site", "sur le site seulement"


# What concerns a person’s safety is always told at once.
ALWAYS_AT_ONCE = {Topic.SECURITY}
DEFAULT_FREQUENCY = {
    Topic.SECURITY: Frequency.AT_ONCE,
    Topic.APPLICATIONS: Frequency.AT_ONCE,
    Topic.PLATFORM: Frequency.DAILY,
}


class Preference(models.Model):
    person = models.ForeignKey(User, models.CASCADE, related_name="preferences")
    topic = models.CharField("sujet", max_length=30, choices=Topic)
    frequency = models.CharField("fréquence", max_length=20, choices=Frequency)

    personal_data = PersonalData(
        fields=("person", "topic", "frequency"),
        purpose="Vous écrire au rythme que vous avez choisi.",
        basis=Basis.CONTRACT,
        retention="account",
    )

    class Meta:
        verbose_name = "préférence"
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_preference_per_topic")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic} {self.frequency}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def read(self) -> Self:
        return self.exclude(read_at=None)

    def awaiting_digest(self, frequency: Frequency, until: datetime) -> Self:
        """Those which no e-mail has told yet and which the person has not read on the site either."""
        return self.unread().filter(frequency=frequency, told_at=None, created_at__lte=until)


class Notice(models.Model):
    """What a person is told of one event, on the site and perhaps by e-mail."""

    person = models.ForeignKey(User, models.CASCADE, related_name="notices")
    about = models.ForeignKey(Event, models.PROTECT, null=True)
    topic = models.CharField("sujet", max_length=30, choices=Topic)
    title = models.CharField("titre", max_length=200)
    text = models.TextField("texte")
    link = models.CharField("adresse", max_length=300, blank=True)  # a path of this site
    created_at = models.DateTimeField("le", auto_now_add=True, db_index=True)
    read_at = models.DateTimeField("lue le", null=True)
    # When it goes by e-mail: at once, in a digest, or never.
    frequency = models.CharField(max_length=20, choices=Frequency)
    email = models.ForeignKey("Email", models.SET_NULL, null=True, related_name="notices")
    told_at = models.DateTimeField(null=True)  # when it was put in that e-mail, which is forgotten before it

    objects = NoticeQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "title", "text", "link", "created_at", "read_at", "told_at"),
        purpose="Vous dire ce qui vous concerne, sur le site et par courriel.",
        basis=Basis.CONTRACT,
        retention="message",
    )

    class Meta:
        verbose_name = "notification"
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="a_person_is_told_once")]

    def __str__(self) -> str:
        return f"{self.title} → {self.person_id}"


class EmailQuerySet(models.QuerySet["Email"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)


class Email(models.Model):
    """One e-mail, written in the transaction of what it tells; the worker sends it, then says so here."""

    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="emails")
    topic = models.CharField("sujet", max_length=30, choices=Topic, default=Topic.SECURITY)
    to = models.EmailField("à")
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("mise en forme", blank=True)
    message_id = models.CharField(max_length=200, unique=True)  # sent again after a doubt, it bears the same one
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    last_error = models.CharField("dernière erreur", max_length=300, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True)
    given_up_at = models.DateTimeField("abandonné le", null=True)
    is_last_word = models.BooleanField(default=False)  # to an address that was erased: forgotten once sent

    objects = EmailQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "to", "subject", "text", "html", "created_at", "sent_at", "last_error"),
        purpose="Vous écrire, savoir si un courriel est parti, et le renvoyer s’il n’est pas arrivé.",
        basis=Basis.CONTRACT,
        retention="message",
    )

    class Meta:
        verbose_name = "courriel"
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="email_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class MailboxItem(models.Model):
    """The development mailbox: what would have been sent. Used only on a developer’s own machine."""

    message_id = models.CharField(max_length=200, unique=True)  # an e-mail sent twice is received once
    to = models.CharField("à", max_length=300)
    subject = models.CharField("objet", max_length=300)
    text = models.TextField("texte")
    html = models.TextField("mise en forme", blank=True)
    received_at = models.DateTimeField("reçu le", auto_now_add=True)

    personal_data = PersonalData(
        fields=("to", "subject", "text", "html", "received_at"),
        purpose="Montrer à qui développe le site ce qu’il aurait envoyé (jamais sur un site en service).",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="message",
    )

    class Meta:
        verbose_name = "courriel de la boîte de développement"

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
