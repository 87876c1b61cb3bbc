"""Grids, their criteria, and assessments. A version that is read with never changes: the database sees to it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.questionnaires.models import AnswerSheet, Form, FormVersion
from frenchimpact.shared.personal_data import Basis, PersonalData

ANCHORS = 6  # one sentence for each score, from 0 to 5


class Grid(models.Model):
    title = models.CharField("titre", max_length=200)
    form = models.OneToOneField(Form, models.PROTECT, null=True, related_name="+")  # once a version was frozen

    class Meta:
        verbose_name = "grille de critères"
        verbose_name_plural = "grilles de critères"

    def __str__(self) -> str:
        return self.title


class GridVersion(models.Model):
    """What the criteria are; frozen when the first reader gets it, as the form that readers fill in."""

    grid = models.ForeignKey(Grid, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    form_version = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="+")  # empty: may change
    written_at = models.DateTimeField("écrite le", auto_now_add=True)

    class Meta:
        verbose_name = "version de la grille"
        verbose_name_plural = "versions de la grille"
        constraints = [
            models.UniqueConstraint(fields=["grid", "number"], name="grid_versions_are_numbered"),
            models.UniqueConstraint(
                fields=["grid"], condition=Q(form_version=None), name="one_version_of_a_grid_may_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid} ({self.number})"

    @property
    def is_frozen(self) -> bool:
        return self.form_version_id is not None


class Criterion(models.Model):
    version = models.ForeignKey(GridVersion, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("rang")
    key = models.SlugField("clé", max_length=50)  # the same from a version to the next
    title = models.CharField("critère", max_length=120)
    question = models.CharField("question posée", max_length=300)
    weight = models.PositiveSmallIntegerField("poids")  # hundredths: those of a grid add up to 100
    anchors = ArrayField(models.CharField(max_length=200), size=ANCHORS, verbose_name="repères de 0 à 5")

    class Meta:
        verbose_name = "critère"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_criterion_key_stands_once"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="a_weight_is_a_share"),
            models.CheckConstraint(condition=Q(anchors__len=ANCHORS), name="a_criterion_has_six_anchors"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told_anchors(self) -> list[tuple[int, str]]:
        return list(enumerate(self.anchors))


class Assessment(models.Model):
    """What one person makes of one file: written on a sheet, then sealed, once or again; nobody else writes it."""

    version = models.ForeignKey(GridVersion, models.PROTECT, related_name="assessments")
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="assessments")
    sheet = models.OneToOneField(AnswerSheet, models.PROTECT, related_name="assessment")
    started_at = models.DateTimeField("commencée le", auto_now_add=True)
    locked_at = models.DateTimeField("verrouillée le", null=True)

    personal_data = PersonalData(
        fields=("person", "started_at"),
        purpose="Savoir qui a évalué un dossier, pour que la décision repose sur des avis dont quelqu’un répond.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "évaluation"

    def __str__(self) -> str:
        return f"évaluation {self.pk}"


class SealedAssessment(models.Model):
    """An assessment as it was handed over, word for word. Never changed: a revision is another row, both are kept."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="sealed")
    number = models.PositiveSmallIntegerField("transmission")
    at = models.DateTimeField("transmise le")
    scores = models.JSONField("notes")  # {key of the criterion: 0–5}
    remarks = models.JSONField("remarques", default=dict)  # {key of the criterion: text}
    confidence = models.PositiveSmallIntegerField("confiance")  # 1 low, 2 fair, 3 high
    for_applicant = models.TextField("commentaire pour le candidat", blank=True)
    for_committee = models.TextField("commentaire pour le comité", blank=True)
    mean = models.DecimalField("moyenne pondérée", max_digits=3, decimal_places=1)

    class Meta:
        verbose_name = "évaluation transmise"
        verbose_name_plural = "évaluations transmises"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="sealed_assessments_are_numbered"),
            models.CheckConstraint(condition=Q(confidence__range=(1, 3)), name="confidence_is_one_of_three"),
            models.CheckConstraint(condition=Q(mean__range=(0, 5)), name="a_mean_is_from_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} n° {self.number}"
