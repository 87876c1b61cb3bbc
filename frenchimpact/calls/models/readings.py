"""Who reads what: proposed by a computation, validated by the chair, then read. No conflicted reading can exist."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from frenchimpact.accounts.models import User
from frenchimpact.assessments.models import Assessment
from frenchimpact.calls.models.applications import Application
from frenchimpact.calls.models.calls import Wave
from frenchimpact.calls.models.members import CommitteeMember
from frenchimpact.questionnaires.models import Answer
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData

WHY = "Répartir les dossiers entre les membres du comité, et savoir qui en a décidé."


class AllotmentState(models.TextChoices):
    WAITING = "waiting", "en attente de calcul"
    COMPUTING = "computing", "calcul en cours"
    READY = "ready", "proposée"
    IMPOSSIBLE = "impossible", "impossible"
    VALIDATED = "validated", "validée"
    REPLACED = "replaced", "remplacée"


class Allotment(models.Model):
    """A proposal of who reads what in a wave, computed by the worker; it gives nothing before it is validated."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="allotments")
    state = models.CharField("état", max_length=20, choices=AllotmentState, default=AllotmentState.WAITING)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField("demandée le")
    progress = models.CharField("avancement", max_length=200, blank=True)
    explanation = models.TextField("pourquoi elle est impossible", blank=True)
    report = models.JSONField("compte rendu", default=dict)  # see queries.committees.solving.Solution
    validated_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    validated_at = models.DateTimeField("validée le", null=True)

    personal_data = PersonalData(
        fields=("asked_by", "validated_by"), purpose=WHY, basis=Basis.PUBLIC_TASK, retention="application"
    )

    class Meta:
        verbose_name = "répartition"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AllotmentState.values), name="allotment_state_is_known"),
            models.UniqueConstraint(
                fields=["wave"],
                condition=Q(state__in=["waiting", "computing", "ready", "impossible"]),
                name="one_allotment_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.state}"


class AllottedPair(models.Model):
    allotment = models.ForeignKey(Allotment, models.CASCADE, related_name="pairs")
    member = models.ForeignKey(CommitteeMember, models.CASCADE, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    fit = models.FloatField("adéquation")  # from 0 to 1
    is_new = models.BooleanField("nouvelle", default=True)  # else it is being read already

    class Meta:
        verbose_name = "lecture proposée"
        verbose_name_plural = "lectures proposées"
        constraints = [
            models.UniqueConstraint(fields=["allotment", "member", "application"], name="a_pair_is_proposed_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} – {self.application_id}"


class Pin(models.Model):
    """The chair wants this member to read this file, whatever is computed."""

    member = models.ForeignKey(CommitteeMember, models.CASCADE, related_name="pins")
    application = models.ForeignKey(Application, models.PROTECT, related_name="pins")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")

    personal_data = PersonalData(fields=("by",), purpose=WHY, basis=Basis.PUBLIC_TASK, retention="application")

    class Meta:
        verbose_name = "lecture imposée"
        verbose_name_plural = "lectures imposées"
        constraints = [models.UniqueConstraint(fields=["member", "application"], name="a_pair_is_pinned_once")]

    def __str__(self) -> str:
        return f"{self.member_id} – {self.application_id}"


class FewerReaders(models.Model):
    """The chair accepts that a file has fewer readers than the others, and says why."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="fewer_readers")
    readers = models.PositiveSmallIntegerField("lecteurs")
    reason = models.CharField("motif", max_length=300)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")

    personal_data = PersonalData(fields=("by",), purpose=WHY, basis=Basis.PUBLIC_TASK, retention="application")

    class Meta:
        verbose_name = "nombre de lecteurs réduit"
        verbose_name_plural = "nombres de lecteurs réduits"
        constraints = [models.CheckConstraint(condition=Q(readers__gte=1), name="a_file_has_a_reader")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.readers}"


class ReadingState(models.TextChoices):
    ASSIGNED = "assigned", "confiée"
    SUBMITTED = "submitted", "transmise"
    REVISED = "revised", "révisée"
    LOCKED = "locked", "verrouillée"
    RECUSED = "recused", "déport"
    EXPIRED = "expired", "expirée"  # not handed over in time, or taken back by the chair


NEXT_READING_STATES: dict[ReadingState, set[ReadingState]] = {
    ReadingState.ASSIGNED: {
        ReadingState.SUBMITTED,
        ReadingState.RECUSED,
        ReadingState.LOCKED,
        ReadingState.EXPIRED,
    },
    ReadingState.SUBMITTED: {ReadingState.REVISED, ReadingState.LOCKED, ReadingState.RECUSED},
    ReadingState.REVISED: {ReadingState.REVISED, ReadingState.LOCKED, ReadingState.RECUSED},
    ReadingState.LOCKED: set(),
    ReadingState.RECUSED: set(),
    ReadingState.EXPIRED: {ReadingState.ASSIGNED},  # the chair gives more time
}
ENDED = [ReadingState.RECUSED, ReadingState.EXPIRED]


class ReadingQuerySet(models.QuerySet["Reading"]):
    def active(self) -> Self:
        """Those that count: nobody stepped back from them, and they have not expired."""
        return self.exclude(state__in=ENDED)

    def handed_over(self) -> Self:
        return self.filter(state__in=[ReadingState.SUBMITTED, ReadingState.REVISED, ReadingState.LOCKED])

    def waiting(self) -> Self:
        return self.filter(state=ReadingState.ASSIGNED)

    def expired(self) -> Self:
        return self.filter(state=ReadingState.EXPIRED)

    def unanswered(self) -> Self:
        """Those of which nothing is written: neither begun, nor stepped back from."""
        written = Answer.objects.filter(sheet=OuterRef("assessment__sheet"))
        return self.waiting().exclude(Exists(written))


class Reading(models.Model):
    """A member reads an application. A trigger of the database refuses one across a conflict, see migrations."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="readings")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="readings")
    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="readings")
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="reading")
    state = models.CharField("état", max_length=20, choices=ReadingState, default=ReadingState.ASSIGNED)
    assigned_at = models.DateTimeField("confiée le")
    due_at = models.DateTimeField("à rendre avant le")
    submitted_at = models.DateTimeField("transmise le", null=True)
    recused_at = models.DateTimeField("déport le", null=True)
    recusal_reason = models.CharField("motif du déport", max_length=300, blank=True)
    prolonged_at = models.DateTimeField("délai donné le", null=True)
    taken_back_at = models.DateTimeField("retirée le", null=True)  # the last time, by whoever presided
    taken_back_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="retirée par")
    taken_back_reason = models.CharField("motif du retrait", max_length=300, blank=True, db_default="")

    personal_data = PersonalData(
        fields=("taken_back_by", "taken_back_reason"), purpose=WHY, basis=Basis.PUBLIC_TASK, retention="application"
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lecture"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReadingState.values), name="reading_state_is_known"),
            models.UniqueConstraint(
                fields=["application", "member"], condition=~Q(state="recused"), name="a_member_reads_a_file_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="recused") | ~Q(recusal_reason=""), name="a_recusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} – {self.application_id} ({self.state})"

    def get_absolute_url(self) -> str:
        return reverse("calls:committee_reading", args=[self.public_id])

    @property
    def is_handed_over(self) -> bool:
        return self.state in {ReadingState.SUBMITTED, ReadingState.REVISED, ReadingState.LOCKED}
