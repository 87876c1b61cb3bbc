"""Applications: their life, what was submitted, what was asked again."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from frenchimpact.accounts.models import User
from frenchimpact.calls.models.calls import Call, Wave
from frenchimpact.calls.models.rulesets import RuleSet
from frenchimpact.calls.models.words import Applicant
from frenchimpact.community.models import Collective, CollectiveMember, Organisation
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData


class Stage(models.TextChoices):
    """Where an application stands; those of the committee only in a call that has one."""

    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "déposée"  # waits for the admissibility check
    COMPLETENESS = "completeness", "complétude"
    CORRECTION_REQUESTED = "correction_requested", "demande de compléments"
    INSTRUCTION = "instruction", "instruction"
    READY_FOR_JURY = "ready_for_jury", "transmise au comité"
    IN_REVIEW = "in_review", "évaluation par le comité"
    PROPOSED = "proposed", "proposition"
    ACCEPTED = "accepted", "acceptée"
    REJECTED = "rejected", "refusée"
    INADMISSIBLE = "inadmissible", "irrecevable"
    LAPSED = "lapsed", "caduque"
    WITHDRAWN = "withdrawn", "désistée"


NEXT_STAGES: dict[Stage, set[Stage]] = {
    Stage.DRAFT: {Stage.SUBMITTED, Stage.WITHDRAWN},
    Stage.SUBMITTED: {Stage.COMPLETENESS, Stage.INADMISSIBLE, Stage.WITHDRAWN},
    Stage.COMPLETENESS: {Stage.CORRECTION_REQUESTED, Stage.INSTRUCTION, Stage.WITHDRAWN},
    Stage.CORRECTION_REQUESTED: {Stage.COMPLETENESS, Stage.LAPSED, Stage.WITHDRAWN},
    Stage.INSTRUCTION: {Stage.CORRECTION_REQUESTED, Stage.READY_FOR_JURY, Stage.PROPOSED, Stage.WITHDRAWN},
    Stage.READY_FOR_JURY: {Stage.IN_REVIEW, Stage.WITHDRAWN},
    Stage.IN_REVIEW: {Stage.PROPOSED, Stage.WITHDRAWN},
    Stage.PROPOSED: {Stage.INSTRUCTION, Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN},
    Stage.ACCEPTED: set(),
    Stage.REJECTED: set(),
    Stage.INADMISSIBLE: set(),
    Stage.LAPSED: set(),
    Stage.WITHDRAWN: set(),
}
FINAL = [stage for stage, following in NEXT_STAGES.items() if not following]


APPLICANT_FIELDS: dict[type, str] = {Collective: "collective", Organisation: "organisation"}


class ApplicationQuerySet(models.QuerySet["Application"]):
    def drafts(self) -> Self:
        return self.filter(stage=Stage.DRAFT)

    def submitted(self) -> Self:
        """All that were ever submitted, whatever became of them."""
        return self.filter(submitted_at__isnull=False)

    def under_way(self) -> Self:
        return self.exclude(stage__in=FINAL)

    def of(self, person: User) -> Self:
        """Those on which this person works, for a collective or an organisation."""
        own = Q(collective__in=Collective.objects.of(person))
        return self.filter(own | Q(organisation__in=Organisation.objects.managed_by(person)))

    def tied_to(self, person: User) -> Self:
        """Those of whoever this person works for, in any role: they neither examine nor decide them."""
        works = Organisation.objects.filter(memberships__person=person, memberships__ended_at=None)
        members = CollectiveMember.objects.filter(organisation__in=works, left_at=None)
        together = Collective.objects.filter(Q(lead__in=works) | Q(pk__in=members.values("collective")))
        tied = Q(organisation__in=works) | Q(collective__in=together)
        return self.filter(tied | Q(pk__in=type(self)(self.model).of(person).values("pk")))

    def by(self, applicant: Applicant) -> Self:
        """Those of this collective or of this organisation."""
        return self.filter(**{APPLICANT_FIELDS[type(applicant)]: applicant})

    def named(self) -> Self:
        """Add `applicant_name`, which lists sort and find by."""
        return self.annotate(applicant_name=Coalesce("collective__name", "organisation__name"))


class Application(models.Model):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    wave = models.ForeignKey(Wave, models.PROTECT, null=True, related_name="applications")  # given by the submission
    # One of the two, as the call says: see `applicant`.
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="applications")
    sheet = models.OneToOneField(AnswerSheet, models.PROTECT, related_name="application")
    stage = models.CharField("état", max_length=30, choices=Stage, default=Stage.DRAFT)
    stage_since = models.DateTimeField("depuis")
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField("commencée le", auto_now_add=True)
    submitted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField("déposée le", null=True)
    receipt_number = models.CharField("numéro de récépissé", max_length=30, null=True, unique=True)  # noqa: DJ001
    officer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="examined_applications")

    objects = ApplicationQuerySet.as_manager()

    named_with = ("collective", "organisation")
    personal_data = PersonalData(
        fields=("started_by", "submitted_by", "officer"),
        purpose="Savoir qui a commencé et déposé une candidature au nom de son collectif, et qui l’examine.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "candidature"
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="application_stage_is_known"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, wave=None, receipt_number=None)
                | Q(submitted_at__isnull=False, wave__isnull=False, receipt_number__isnull=False),
                name="what_is_submitted_has_a_wave_and_a_receipt",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="what_is_examined_was_submitted",
            ),
            models.UniqueConstraint(
                fields=["call", "collective"],
                condition=~Q(stage__in=["rejected", "inadmissible", "lapsed", "withdrawn", "accepted"]),
                name="one_application_under_way",
            ),
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=~Q(stage__in=["rejected", "inadmissible", "lapsed", "withdrawn", "accepted"]),
                name="one_application_of_an_organisation_under_way",
            ),
            models.CheckConstraint(
                condition=Q(collective__isnull=False, organisation=None)
                | Q(collective=None, organisation__isnull=False),
                name="one_applicant",
            ),
        ]
        indexes = [models.Index(fields=["stage", "stage_since"], name="applications_by_stage")]

    def __str__(self) -> str:
        return f"{self.applicant} ({self.receipt_number or 'brouillon'})"

    def get_absolute_url(self) -> str:
        return reverse("calls:application", args=[self.public_id])

    @property
    def applicant(self) -> Applicant:
        """Who applies: what the rules of the call are about."""
        found = self.collective or self.organisation
        if found is None:
            message = "An application is somebody’s."
            raise TypeError(message)
        return found


class Submission(models.Model):
    """What was submitted, word for word: questions, answers, files, members, frozen challenges. Never changed.

    One for the first submission, one for each answer to a request for complements.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField("dépôt")
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    content = models.JSONField("contenu")  # {"form", "sections", "members", "challenges", "perimeter"}: see queries
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical JSON, printed on the receipt
    key = models.CharField(max_length=40, blank=True)  # the idempotency key of the POST that made it
    # What the rules of the call found in it, with every fact that was known: {"facts", "findings"}, see queries.
    ruleset = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="submissions")
    examined = models.JSONField("vérifications automatiques", default=dict, db_default={}, blank=True)

    personal_data = PersonalData(
        fields=("by", "content"),
        purpose="Garder mot pour mot ce qui a été déposé, sur quoi la décision est prise et peut être contestée.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "dépôt"
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="submissions_are_numbered"),
            models.UniqueConstraint(fields=["application", "key"], condition=~Q(key=""), name="a_click_submits_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} n° {self.number}"


class Complement(models.Model):
    """A request for complements: what is asked again, until when."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="complements")
    asked_at = models.DateTimeField("demandés le")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    message = models.TextField("message", max_length=2000, blank=True)
    due_at = models.DateTimeField("à donner avant le")
    answered_at = models.DateTimeField("donnés le", null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    lapsed_at = models.DateTimeField("délai passé le", null=True)

    personal_data = PersonalData(
        fields=("asked_by", "message", "answered_by"),
        purpose="Savoir qui a demandé et donné des compléments, et quand.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "demande de compléments"
        verbose_name_plural = "demandes de compléments"
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_at=None, lapsed_at=None), name="one_open_complement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.due_at:%Y-%m-%d}"


class ComplementItem(models.Model):
    complement = models.ForeignKey(Complement, models.CASCADE, related_name="items")
    key = models.SlugField("question", max_length=60)  # of the question that opens again
    message = models.TextField("ce qui est attendu", max_length=1000)

    class Meta:
        verbose_name = "point à compléter"
        verbose_name_plural = "points à compléter"
        constraints = [models.UniqueConstraint(fields=["complement", "key"], name="a_question_is_asked_again_once")]

    def __str__(self) -> str:
        return self.key


class Withdrawal(models.Model):
    """The collective gives up its application."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")
    reason = models.TextField("motif", max_length=1000, blank=True)

    personal_data = PersonalData(
        fields=("by", "reason"),
        purpose="Savoir qui a retiré la candidature au nom du collectif, et pourquoi.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "désistement"

    def __str__(self) -> str:
        return f"{self.application_id} {self.at:%Y-%m-%d}"
