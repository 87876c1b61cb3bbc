"""The journal: one line for each thing that somebody did, and what remains to follow from it."""

from __future__ import annotations

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from frenchimpact.shared.personal_data import Basis, PersonalData


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> Self:
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)


class Event(models.Model):
    """One fact. Append-only: a trigger refuses any change, even from the shell."""

    at = models.DateTimeField("le", auto_now_add=True, db_index=True)
    # A person's number, without a foreign key: erasing a person leaves the journal whole. Empty: the site itself.
    actor_id = models.PositiveBigIntegerField("par", null=True)
    verb = models.CharField("fait", max_length=60, db_index=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    details = models.JSONField(default=dict)  # never personal data

    objects = EventQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("at", "actor_id"),
        purpose="Prouver ce qui s’est fait, par qui et quand. Une personne n’y est qu’un numéro.",
        basis=Basis.LEGAL_DUTY,
        retention="journal",
    )

    class Meta:
        verbose_name = "ligne du journal"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="journal_subject")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verb} {self.subject_type_id}:{self.subject_id}"


class ReactionRun(models.Model):
    """Written in the transaction of a reaction's own effects: a reaction that is run twice has one effect."""

    event = models.ForeignKey(Event, models.PROTECT)
    reaction = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "suite donnée à une ligne du journal"
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="a_reaction_has_one_effect")]

    def __str__(self) -> str:
        return f"{self.reaction} ← {self.event_id}"


class Seal(models.Model):
    """The hash of some lines, chained to the seal before. Made by a task, not by the writers."""

    after_event_id = models.PositiveBigIntegerField(unique=True)  # covers the lines after this one…
    last_event_id = models.PositiveBigIntegerField(unique=True)  # … up to this one
    digest = models.CharField(max_length=64)  # SHA-256, hexadecimal
    marks = models.BinaryField()  # a piece of each line's hash: tells which line was altered
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "sceau du journal"

    def __str__(self) -> str:
        return f"{self.last_event_id} {self.digest[:12]}"
