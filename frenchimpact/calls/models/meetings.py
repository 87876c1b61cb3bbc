"""A committee meets on a wave: who was there, what was said of each file, who left the table for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.calls.models.applications import Application
from frenchimpact.calls.models.calls import Wave
from frenchimpact.calls.models.examination import Sense
from frenchimpact.calls.models.members import CommitteeMember
from frenchimpact.shared.personal_data import Basis, PersonalData

WHY = "Savoir qui a conduit la séance d’un comité et noté ses avis\u00a0: c’est son procès-verbal."


class Way(models.TextChoices):
    """How the committee came to its advice."""

    CONSENSUS = "consensus", "par consensus"
    VOTE = "vote", "par un vote"
    BLOC = "bloc", "en bloc"


class Meeting(models.Model):
    """A meeting; `version` grows with each change, so that nobody writes over what they have not seen."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="meetings")
    version = models.PositiveIntegerField("version", default=0)
    quorum = models.PositiveSmallIntegerField("quorum")  # members, of those who sat when it was opened
    sitting = models.PositiveSmallIntegerField("membres du comité")
    present = models.ManyToManyField(CommitteeMember, related_name="+", verbose_name="présents")
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField("ouverte le")
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField("close le", null=True)

    personal_data = PersonalData(
        fields=("opened_by", "closed_by"), purpose=WHY, basis=Basis.PUBLIC_TASK, retention="application"
    )

    class Meta:
        verbose_name = "séance"
        constraints = [
            models.UniqueConstraint(fields=["wave"], condition=Q(closed_at=None), name="one_meeting_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"Séance du {self.opened_at:%Y-%m-%d}"


class MeetingItem(models.Model):
    """A file on the agenda: deliberated by itself, or adopted with the others of its colour."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, models.PROTECT, related_name="meeting_items")
    position = models.PositiveSmallIntegerField("rang")
    standing = models.CharField("situation à l’ouverture", max_length=10)  # see calculations.standing
    is_deliberated = models.BooleanField("à délibérer")
    asked_by = models.ForeignKey(CommitteeMember, models.PROTECT, null=True, related_name="+")
    sense = models.CharField("avis", max_length=20, choices=Sense, blank=True)
    way = models.CharField("manière", max_length=10, choices=Way, blank=True)
    votes_for = models.PositiveSmallIntegerField("pour", null=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True)
    reasons = models.TextField("motifs", max_length=4000, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField("noté le", null=True)

    personal_data = PersonalData(fields=("decided_by",), purpose=WHY, basis=Basis.PUBLIC_TASK, retention="application")

    class Meta:
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points de l’ordre du jour"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "application"], name="a_file_stands_once_on_an_agenda"),
            models.CheckConstraint(condition=Q(sense="") | Q(sense__in=Sense.values), name="advice_is_known"),
            models.CheckConstraint(condition=Q(way="") | Q(way__in=Way.values), name="way_is_known"),
            models.CheckConstraint(
                condition=Q(sense="", way="") | (~Q(sense="") & ~Q(way="") & ~Q(reasons="")),
                name="an_advice_has_a_way_and_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.application_id}"


class MeetingRecusal(models.Model):
    """A member left the table for this file, and why: they count neither for its quorum nor for its vote."""

    item = models.ForeignKey(MeetingItem, models.CASCADE, related_name="recusals")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="+")
    reasons = models.TextField("raisons")  # emptied when the member is erased

    personal_data = PersonalData(
        fields=("reasons",),
        purpose="Prouver qu’un membre lié à un candidat n’a pas délibéré de son dossier : c’est au procès-verbal.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "déport en séance"
        verbose_name_plural = "déports en séance"
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="a_member_leaves_an_item_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.member_id}"
