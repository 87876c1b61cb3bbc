"""Permanent calls and their waves."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frenchimpact.accounts.models import User
from frenchimpact.calls.models.words import WORDS, ApplicantKind, Words
from frenchimpact.questionnaires.models import Form
from frenchimpact.shared.personal_data import Basis, PersonalData


class CallStage(models.TextChoices):
    DRAFT = "draft", "en préparation"
    OPEN = "open", "ouvert"
    CLOSED = "closed", "clos"


class ImplicitSense(models.TextChoices):
    """What the silence of the service means once the delay is over; NONE where the CRPA does not apply."""

    REJECTION = "rejection", "rejet"
    ACCEPTANCE = "acceptance", "acceptation"
    NONE = "none", "sans objet"


class CallQuerySet(models.QuerySet["Call"]):
    def shown(self) -> Self:
        """Those that the public may see."""
        return self.exclude(stage=CallStage.DRAFT)


class Call(models.Model):
    """A permanent call; every delay is a setting of it."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField("titre", max_length=200)
    summary = models.TextField("en une phrase", max_length=400)
    text = models.TextField("texte de l’appel", blank=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="calls", verbose_name="questionnaire")
    applicant = models.CharField(
        "qui candidate",
        max_length=20,
        choices=ApplicantKind,
        default=ApplicantKind.COLLECTIVE,
        db_default=ApplicantKind.COLLECTIVE,
    )
    label_name = models.CharField(
        "nom du label",
        max_length=120,
        default="Territoire French Impact",
        db_default="Territoire French Impact",
    )
    stage = models.CharField("état", max_length=10, choices=CallStage, default=CallStage.DRAFT)
    # Who receives and decides: they stand on receipts and letters.
    service = models.CharField("service instructeur", max_length=200)
    authority = models.CharField("autorité de décision", max_length=200)
    contact = models.EmailField("adresse de contact")
    postal_address = models.CharField("adresse postale du service", max_length=300, blank=True)  # CRPA R112-5
    phone = models.CharField("téléphone du service", max_length=40, blank=True)
    remedies = models.TextField("voies et délais de recours", blank=True)
    # The sentences of letters; empty: those of `rules.letters`. What was notified keeps its own, in the decision.
    favourable_text = models.TextField("si le label est délivré", max_length=3000, blank=True, db_default="")
    unfavourable_text = models.TextField("s’il ne l’est pas", max_length=3000, blank=True, db_default="")
    closing_text = models.TextField("pour finir", max_length=1000, blank=True, db_default="")

    challenge_count = models.PositiveSmallIntegerField("nombre de défis", default=3)
    member_count = models.PositiveSmallIntegerField("nombre minimal de membres engagés", default=3)
    label_months = models.PositiveSmallIntegerField("durée du label (mois)", default=36)

    admissibility_days = models.PositiveSmallIntegerField("recevabilité (jours)", default=10)
    completeness_days = models.PositiveSmallIntegerField("complétude (jours)", default=10)
    correction_days = models.PositiveSmallIntegerField("réponse aux compléments (jours)", default=15)
    instruction_days = models.PositiveSmallIntegerField("instruction (jours)", default=30)
    proposal_days = models.PositiveSmallIntegerField("décision (jours)", default=10)
    implicit_months = models.PositiveSmallIntegerField("décision implicite (mois)", default=2)  # CRPA L231-4
    implicit_sense = models.CharField(
        "sens du silence", max_length=20, choices=ImplicitSense, default=ImplicitSense.REJECTION
    )
    implicit_basis = models.CharField("fondement", max_length=200, default="CRPA, article L231-4")
    # A call whose own delays exceed the implicit one is opened only once somebody has written that they know it.
    long_delay_note = models.CharField("délais plus longs que le silence : pourquoi", max_length=500, blank=True)

    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    opened_at = models.DateTimeField("ouvert le", null=True)
    closed_at = models.DateTimeField("clos le", null=True)

    objects = CallQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("created_by", "contact", "phone"),
        purpose="Dire qui a préparé l’appel, et à qui écrire à son sujet.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "appel"
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=CallStage.values), name="call_stage_is_known"),
            models.CheckConstraint(condition=Q(implicit_sense__in=ImplicitSense.values), name="silence_is_known"),
            models.CheckConstraint(condition=Q(applicant__in=ApplicantKind.values), name="applicant_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calls:call", args=[self.slug])

    @property
    def words(self) -> Words:
        """How pages and letters name who applies."""
        return WORDS[ApplicantKind(self.applicant)]


class WaveStage(models.TextChoices):
    """A wave is closed by its cut-off, not by anybody: see `rules.accepts`."""

    DRAFT = "draft", "brouillon"
    PREVIEWED = "previewed", "annoncée"
    OPENED = "opened", "ouverte"
    DECIDED = "decided", "décidée"


class WaveQuerySet(models.QuerySet["Wave"]):
    def shown(self) -> Self:
        return self.exclude(stage=WaveStage.DRAFT)

    def accepting(self, at: datetime) -> Self:
        """Those to which what is submitted at this instant belongs: the cut-off itself is still in time."""
        return self.filter(stage=WaveStage.OPENED, opens_at__lte=at, cutoff_at__gte=at)


class Wave(models.Model):
    call = models.ForeignKey(Call, models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField("vague")
    stage = models.CharField("état", max_length=10, choices=WaveStage, default=WaveStage.DRAFT)
    opens_at = models.DateTimeField("ouverture")
    cutoff_at = models.DateTimeField("date limite de dépôt")  # the last instant that is in time
    decision_on = models.DateField("décision prévue le", null=True)
    publication_at = models.DateTimeField("publication des labels")
    places = models.PositiveSmallIntegerField("nombre de places", null=True)  # until it is fixed, nothing is coloured

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = "vague"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="waves_are_numbered"),
            models.CheckConstraint(condition=Q(stage__in=WaveStage.values), name="wave_stage_is_known"),
            models.CheckConstraint(condition=Q(cutoff_at__gt=F("opens_at")), name="a_wave_ends_after_it_opens"),
            models.CheckConstraint(
                condition=Q(publication_at__gte=F("cutoff_at")), name="labels_are_published_after_the_cutoff"
            ),
        ]

    def __str__(self) -> str:
        return f"Vague {self.number}"


class Prorogation(models.Model):
    """The cut-off of an open wave was put off: never brought forward."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="prorogations")
    before = models.DateTimeField("date limite d’avant")
    after = models.DateTimeField("nouvelle date limite")
    reason = models.CharField("motif", max_length=500)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le", auto_now_add=True)

    personal_data = PersonalData(
        fields=("by", "at"),
        purpose="Dire qui a repoussé une date limite, et quand.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "prorogation"
        constraints = [models.CheckConstraint(condition=Q(after__gt=F("before")), name="a_prorogation_puts_off")]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.after:%Y-%m-%d}"
