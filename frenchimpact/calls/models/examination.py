"""The examination of an application: checks, proposal, decision. Written once, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.calls.models.applications import Application
from frenchimpact.shared.personal_data import Basis, PersonalData


class Step(models.TextChoices):
    ADMISSIBILITY = "admissibility", "recevabilité"
    COMPLETENESS = "completeness", "complétude"


class Outcome(models.TextChoices):
    PASSED = "passed", "oui"
    FAILED = "failed", "non"


class Examination(models.Model):
    """The officer’s finding at one step, with reasons: « irrecevable » is final, an incomplete file is completed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="examinations")
    step = models.CharField("étape", max_length=20, choices=Step)
    outcome = models.CharField("constat", max_length=10, choices=Outcome)
    reasons = models.TextField("motifs", max_length=4000, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")

    personal_data = PersonalData(
        fields=("by", "at"),
        purpose="Dire qui a constaté quoi sur une candidature, et quand.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "examen"
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="step_is_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_is_known"),
            models.CheckConstraint(condition=~Q(outcome="failed", reasons=""), name="a_no_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step} {self.outcome}"


class Sense(models.TextChoices):
    FAVOURABLE = "favourable", "favorable"
    UNFAVOURABLE = "unfavourable", "défavorable"


class Proposal(models.Model):
    """What the officer, or a committee, proposes to the authority; a later one replaces it when the file comes back."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="proposals")
    sense = models.CharField("sens", max_length=20, choices=Sense)
    reasons = models.TextField("motifs", max_length=8000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")
    meeting = models.ForeignKey("calls.Meeting", models.PROTECT, null=True, related_name="proposals")  # of a committee
    sent_back_at = models.DateTimeField("renvoyée le", null=True)
    sent_back_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_back_reason = models.TextField("motif du renvoi", max_length=2000, blank=True)

    personal_data = PersonalData(
        fields=("by", "at", "sent_back_at", "sent_back_by"),
        purpose="Dire qui a proposé une décision, et qui l’a renvoyée.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "proposition"
        constraints = [
            models.CheckConstraint(condition=Q(sense__in=Sense.values), name="proposal_sense_is_known"),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_proposal_has_reasons"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(sent_back_at=None), name="one_proposal_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.sense}"


class Decision(models.Model):
    """The decision of the authority, notified in the transaction that writes it; always with reasons (CRPA L211-2)."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    sense = models.CharField("sens", max_length=20, choices=Sense)
    reasons = models.TextField("motifs", max_length=8000)
    conditions = models.TextField("conditions à remplir pour une prochaine candidature", max_length=4000, blank=True)
    differs = models.BooleanField("différente de la proposition", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")  # in which capacity
    # As they stand on the letter (CRPA L212-1): the person may later be erased, the decision keeps its author.
    signed_name = models.CharField("nom du signataire", max_length=150)
    signed_title = models.CharField("qualité du signataire", max_length=200)
    signed_delegation = models.CharField("délégation", max_length=300, blank=True)
    # The letter as it was notified, field by field: what the call says later changes nothing of it.
    letter = models.JSONField("lettre notifiée", default=dict, db_default={})
    at = models.DateTimeField("décidée et notifiée le")
    read_at = models.DateTimeField("lue le", null=True)
    read_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("by", "at", "signed_name", "signed_title", "signed_delegation", "letter", "read_at", "read_by"),
        purpose=(
            "Porter sur chaque décision le nom et la qualité de qui la prend (CRPA, article L212-1), et savoir quand "
            "elle a été ouverte."
        ),
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "décision"
        constraints = [
            models.CheckConstraint(condition=Q(sense__in=Sense.values), name="decision_sense_is_known"),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_decision_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.sense}"
