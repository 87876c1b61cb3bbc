"""Who sits on a committee, as what, until when; and what each declares, once a year, before any file opens."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.calls.models.applications import Application
from frenchimpact.calls.models.committees import Committee
from frenchimpact.community.models import Organisation, RelationKind
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData
from frenchimpact.themes.models import Theme


class College(models.TextChoices):
    """Whom a member sits for; a file is read from more than one of them."""

    STATE = "state", "État et opérateurs"
    TERRITORY = "territory", "territoires"
    ESS = "ess", "économie sociale et solidaire"
    COMPANY = "company", "entreprises"
    FUNDER = "funder", "financeurs"
    INNOVATOR = "innovator", "innovatrices et innovateurs"
    EVALUATOR = "evaluator", "évaluation et recherche"


class CommitteeMemberQuerySet(models.QuerySet["CommitteeMember"]):
    def in_force(self, at: datetime) -> Self:
        """Those who sit at this instant: appointed still, with an open account."""
        appointed = Appointment.objects.in_force(at).values("pk")
        return self.filter(ended_at=None, person__is_active=True, appointment__in=appointed)

    def of(self, person: User) -> Self:
        return self.filter(person=person)


class CommitteeMember(models.Model):
    """Somebody sits on a committee: appointed by whom, since when, until when. Ended, never deleted."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    person = models.ForeignKey(User, models.PROTECT, related_name="committee_seats")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    college = models.CharField("collège", max_length=20, choices=College)
    is_chair = models.BooleanField("préside", default=False)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="compétences")
    max_load = models.PositiveSmallIntegerField("dossiers au plus", default=10)
    away_until = models.DateField("indisponible jusqu’au", null=True, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField("depuis", auto_now_add=True)
    ended_at = models.DateTimeField("terminé le", null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    end_reason = models.CharField("motif de fin", max_length=300, blank=True)

    objects = CommitteeMemberQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "away_until", "by", "since", "ended_at", "ended_by"),
        purpose="Composer un comité équilibré, dont la composition est publique, et lui répartir les dossiers.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "membre du comité"
        verbose_name_plural = "membres du comité"
        constraints = [
            models.CheckConstraint(condition=Q(college__in=College.values), name="college_is_known"),
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(ended_at=None), name="one_seat_on_a_committee"
            ),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(ended_at=None, is_chair=True), name="one_chair_of_a_committee"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("calls:committee_interests", args=[self.committee.call.slug])


class InterestDeclaration(models.Model):
    """What a member declares; signed, it lasts a year. The one that is being written is not signed yet."""

    member = models.ForeignKey(CommitteeMember, models.CASCADE, related_name="declarations")
    begun_at = models.DateTimeField("commencée le", auto_now_add=True)
    signed_at = models.DateTimeField("signée le", null=True)
    valid_until = models.DateTimeField("valable jusqu’au", null=True)

    class Meta:
        verbose_name = "déclaration d’intérêts"
        verbose_name_plural = "déclarations d’intérêts"
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(signed_at=None), name="one_declaration_is_being_written"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, valid_until=None) | Q(valid_until__gt=models.F("signed_at")),
                name="a_signed_declaration_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.begun_at:%Y-%m-%d}"


class DeclaredInterest(models.Model):
    """One tie that a member declares: with an applicant, or with an organisation named in words."""

    declaration = models.ForeignKey(InterestDeclaration, models.CASCADE, related_name="interests")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField("organisation ou candidat", max_length=200)
    kind = models.CharField("lien", max_length=20, choices=RelationKind)

    class Meta:
        verbose_name = "intérêt déclaré"
        verbose_name_plural = "intérêts déclarés"
        constraints = [models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="interest_kind_is_known")]

    def __str__(self) -> str:
        return self.name


class Degree(models.TextChoices):
    """How grave a tie is: it bars, the chair says, or it is only told."""

    BARRED = "barred", "déport obligatoire"
    TO_SETTLE = "to_settle", "à apprécier par le président"
    MENTION = "mention", "simple mention"


class Ruling(models.TextChoices):
    ALLOWED = "allowed", "peut lire"
    BARRED = "barred", "ne lit pas"


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def barring(self) -> Self:
        """Those across which nobody reads: barred, or not (yet) allowed by the chair."""
        return self.filter(BARRING)

    def to_settle(self) -> Self:
        return self.filter(degree=Degree.TO_SETTLE, ruling="")


BARRING = Q(degree=Degree.BARRED) | (Q(degree=Degree.TO_SETTLE) & ~Q(ruling=Ruling.ALLOWED))


class Conflict(models.Model):
    """What ties a member to an application: the gravest degree, every reason in words. The database reads it too."""

    member = models.ForeignKey(CommitteeMember, models.CASCADE, related_name="conflicts")
    application = models.ForeignKey(Application, models.PROTECT, related_name="conflicts")
    degree = models.CharField("degré", max_length=20, choices=Degree)
    reasons = models.TextField("raisons")
    recused = models.CharField("déport demandé", max_length=300, blank=True)  # by the member, of this file
    ruling = models.CharField("appréciation", max_length=20, choices=Ruling, blank=True)
    ruling_reason = models.CharField("motif de l’appréciation", max_length=300, blank=True)
    ruled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ruled_at = models.DateTimeField("appréciée le", null=True)

    objects = ConflictQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("ruled_by",),
        purpose="Écarter d’un dossier qui a un lien avec qui le porte, et savoir qui en a jugé.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "conflit d’intérêts"
        verbose_name_plural = "conflits d’intérêts"
        constraints = [
            models.UniqueConstraint(fields=["member", "application"], name="one_conflict_a_pair"),
            models.CheckConstraint(condition=Q(degree__in=Degree.values), name="degree_is_known"),
            models.CheckConstraint(condition=Q(ruling="") | Q(ruling__in=Ruling.values), name="ruling_is_known"),
            models.CheckConstraint(
                condition=Q(ruling="") | (Q(degree=Degree.TO_SETTLE) & ~Q(ruling_reason="")),
                name="only_the_second_degree_is_settled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} – {self.application_id} ({self.degree})"

    @property
    def bars(self) -> bool:
        is_open = self.degree == Degree.TO_SETTLE and self.ruling != Ruling.ALLOWED
        return self.degree == Degree.BARRED or is_open

    @property
    def told_reasons(self) -> list[str]:
        return self.reasons.split("\n")
