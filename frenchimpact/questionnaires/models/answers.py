"""Answers: one sheet for each thing that is asked (an application…), one row a question, each with its version."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.documents.models import Document
from frenchimpact.questionnaires.models.forms import FormVersion
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData

WHY = "Écrire à plusieurs les réponses d’un dossier, savoir qui a écrit quoi, et revenir en arrière."


class Opening(models.TextChoices):
    """What may still be written: everything (a draft), nothing (submitted), or some named questions (complements)."""

    ALL = "all", "ouverte"
    SOME = "some", "ouverte pour certaines questions"
    NONE = "none", "fermée"


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    def open(self) -> Self:
        return self.exclude(opening=Opening.NONE)


class AnswerSheet(models.Model):
    """Who may read and write it is asked of its owner (see `owners.py`): no page opens a sheet by itself."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="sheets")
    owner = models.CharField(max_length=40)  # the code of the registered owner: « calls.application »
    opening = models.CharField("écriture", max_length=10, choices=Opening, default=Opening.ALL)
    open_keys = ArrayField(models.SlugField(max_length=60), default=list, blank=True)  # with Opening.SOME
    created_at = models.DateTimeField("commencée le", auto_now_add=True)
    changed_at = models.DateTimeField("modifiée le", null=True)

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "feuille de réponses"
        verbose_name_plural = "feuilles de réponses"
        constraints = [models.CheckConstraint(condition=Q(opening__in=Opening.values), name="opening_is_known")]

    def __str__(self) -> str:
        return self.public_id


class Answer(models.Model):
    """The answer to one question; `version` grows at each write, so that nobody overwrites what they have not read."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="answers")
    key = models.SlugField("question", max_length=60)
    value = models.JSONField("réponse", null=True)  # text, number as text, list of values…; empty: null
    version = models.PositiveIntegerField("version", default=1)
    changed_at = models.DateTimeField("modifiée le", auto_now=True)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("value", "changed_at", "changed_by"), purpose=WHY, basis=Basis.CONTRACT, retention="application"
    )

    class Meta:
        verbose_name = "réponse"
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="one_answer_to_a_question")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.key}"


class FormerAnswer(models.Model):
    """What an answer was before somebody wrote another: seen by those who write, and brought back."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="former_answers")
    key = models.SlugField("question", max_length=60)
    value = models.JSONField("réponse", null=True)
    version = models.PositiveIntegerField("version")
    changed_at = models.DateTimeField("écrite le")
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("value", "changed_at", "changed_by"), purpose=WHY, basis=Basis.CONTRACT, retention="application"
    )

    class Meta:
        verbose_name = "ancienne réponse"
        verbose_name_plural = "anciennes réponses"
        constraints = [models.UniqueConstraint(fields=["sheet", "key", "version"], name="a_former_answer_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.key} {self.version}"


class AnswerFile(models.Model):
    """A file given in answer to a question of kind « pièces jointes »."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="files")
    key = models.SlugField("question", max_length=60)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("ajoutée le", auto_now_add=True)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField("retirée le", null=True)  # what was submitted keeps it
    removed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("document", "added_at", "added_by", "removed_at", "removed_by"),
        purpose=WHY,
        basis=Basis.CONTRACT,
        retention="application",
    )

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.key}"


class Presence(models.Model):
    """Who has the sheet open, and at which question: seen by the others for a minute."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="presences")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.SlugField("question", max_length=60, blank=True)
    seen_at = models.DateTimeField("vu le")

    personal_data = PersonalData(
        fields=("person", "key", "seen_at"),
        purpose="Montrer aux autres qui écrit en même temps qu’eux.",
        basis=Basis.CONTRACT,
        retention="application",
    )

    class Meta:
        verbose_name = "présence"
        constraints = [models.UniqueConstraint(fields=["sheet", "person"], name="a_person_is_once_on_a_sheet")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.person_id}"
