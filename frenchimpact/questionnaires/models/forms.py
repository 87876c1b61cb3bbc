"""Forms: versions of sections of questions. A published version never changes; answers hang on it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User


class Form(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField("titre", max_length=200)

    class Meta:
        verbose_name = "questionnaire"

    def __str__(self) -> str:
        return self.title


class FormVersion(models.Model):
    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("version")
    note = models.CharField("ce qui change", max_length=300, blank=True)
    created_at = models.DateTimeField("écrite le", auto_now_add=True)
    published_at = models.DateTimeField("publiée le", null=True)  # empty: a draft
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "version de questionnaire"
        verbose_name_plural = "versions de questionnaires"
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="versions_are_numbered"),
            models.UniqueConstraint(fields=["form"], condition=Q(published_at=None), name="one_draft_of_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"


class Section(models.Model):
    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField("rang")
    key = models.SlugField("clé", max_length=60)
    title = models.CharField("titre", max_length=200)
    help = models.TextField("aide", blank=True)

    class Meta:
        verbose_name = "partie de questionnaire"
        verbose_name_plural = "parties de questionnaires"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="a_section_key_stands_once")]

    def __str__(self) -> str:
        return self.title


class QuestionKind(models.TextChoices):
    SHORT_TEXT = "short_text", "texte court"
    LONG_TEXT = "long_text", "texte long"
    NUMBER = "number", "nombre"
    AMOUNT = "amount", "montant en euros"
    DATE = "date", "date"
    YES_NO = "yes_no", "oui ou non"
    CHOICE = "choice", "un choix"
    CHOICES = "choices", "plusieurs choix"
    EMAIL = "email", "adresse électronique"
    PHONE = "phone", "téléphone"
    URL = "url", "adresse d’un site"
    COMMUNE = "commune", "commune"
    PLACES = "places", "périmètre"
    TABLE = "table", "tableau"
    FILES = "files", "pièces jointes"


class Question(models.Model):
    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("rang")
    key = models.SlugField("clé", max_length=60)  # the same from a version to the next: answers are carried over by it
    kind = models.CharField("type", max_length=20, choices=QuestionKind)
    label = models.CharField("question", max_length=300)
    help = models.TextField("aide", blank=True)
    is_required = models.BooleanField("obligatoire", default=False)
    # Asked only if the answer to the question of this key is one of these values (empty key: always asked).
    condition_key = models.SlugField("question dont elle dépend", max_length=60, blank=True)
    condition_values = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    choices = models.JSONField("choix", default=list, blank=True)  # [{"value": "…", "label": "…"}]
    max_length = models.PositiveIntegerField("longueur maximale", null=True)  # characters
    minimum = models.DecimalField("minimum", max_digits=16, decimal_places=2, null=True)
    maximum = models.DecimalField("maximum", max_digits=16, decimal_places=2, null=True)
    unit = models.CharField("unité", max_length=30, blank=True, default="", db_default="")  # of a number: « ETP »
    # Of a table: [{"label": "Poste", "kind": "short_text"}, {"label": "Montant", "kind": "amount"}].
    columns = models.JSONField("colonnes", default=list, db_default=[], blank=True)
    max_files = models.PositiveSmallIntegerField("nombre maximal de pièces", default=1)

    class Meta:
        verbose_name = "question"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_question_key_stands_once"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.label
