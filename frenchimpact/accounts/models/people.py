"""People who sign in, and the capacities they are appointed to."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData

ERASED = "Une personne effacée"

models.EmailField.register_lookup(Lower)  # « email__lower »: as the index of addresses has it


class User(AbstractBaseUser):
    """A person. Nobody has a password: one signs in by a link or a code."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("prénom et nom", max_length=150)
    is_active = models.BooleanField("compte ouvert", default=True)
    joined_at = models.DateTimeField("inscription", auto_now_add=True)
    erased_at = models.DateTimeField("effacée le", null=True)  # the row stays, empty: others refer to it

    objects = BaseUserManager["User"]()

    # Set by the middleware on whoever asks for a page: without a second factor, an appointed person is anybody.
    lacks_second_factor = False

    USERNAME_FIELD = "email"
    personal_data = PersonalData(
        fields=("email", "name", "joined_at", "last_login"),
        purpose="Vous reconnaître quand vous vous connectez, vous écrire, et dire qui fait quoi dans le programme.",
        basis=Basis.CONTRACT,
        retention="account",
    )

    class Meta:
        verbose_name = "personne"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return ERASED if self.erased_at else self.name or self.email

    @cached_property
    def capacities(self) -> set[str]:
        """For the menus only: what a person may do is asked of `rules`, at an instant."""
        if self.lacks_second_factor:
            return set()
        return set(self.appointments.in_force(timezone.now()).values_list("capacity", flat=True))

    @property
    def is_operator(self) -> bool:
        return Capacity.OPERATOR in self.capacities

    @property
    def is_officer(self) -> bool:
        return Capacity.OFFICER in self.capacities or self.is_operator

    @property
    def is_decider(self) -> bool:
        return Capacity.DECIDER in self.capacities

    @property
    def is_committee_member(self) -> bool:
        return Capacity.COMMITTEE in self.capacities


# Whoever looks at a page; only a User may act.
Visitor: TypeAlias = User | AnonymousUser


class SignedInRequest(HttpRequest):
    """The request of a page that asks to sign in, as every page does unless it says otherwise."""

    user: User


class Capacity(models.TextChoices):
    """What a person may be appointed to. Roles are appointments, never flags."""

    OPERATOR = "operator", "équipe du programme"
    OFFICER = "officer", "instruction des candidatures"
    DECIDER = "decider", "autorité de décision"
    COMMITTEE = "committee", "membre du comité de sélection"  # of which one: its own rows say it


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, at: datetime) -> Self:
        return self.filter(models.Q(until=None) | models.Q(until__gt=at), since__lte=at)

    def to(self, capacity: Capacity) -> Self:
        return self.filter(capacity=capacity)


class Appointment(models.Model):
    person = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    capacity = models.CharField("fonction", max_length=30, choices=Capacity)
    title = models.CharField("qualité", max_length=200, blank=True)  # « directrice du programme »: stands on letters
    delegation = models.CharField("délégation de signature", max_length=300, blank=True)  # the act, with its date
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # empty: the command line
    since = models.DateTimeField("depuis")
    until = models.DateTimeField("jusqu’au", null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField("motif de fin", max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "title", "delegation", "by", "since", "until", "ended_by", "end_reason"),
        purpose="Dire qui exerce une fonction, depuis quand et par quel acte, afin que ses décisions valent.",
        basis=Basis.PUBLIC_TASK,
        retention="account",
    )

    class Meta:
        verbose_name = "nomination"
        constraints = [
            models.CheckConstraint(condition=models.Q(capacity__in=Capacity.values), name="capacity_is_known"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="appointment_ends_later"
            ),
            models.UniqueConstraint(
                fields=["person", "capacity"], condition=models.Q(until=None), name="one_open_appointment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} : {self.get_capacity_display()}"


class Closure(models.Model):
    """An account is closed from `at` until it is reopened: `User.is_active` says no more than that one is open."""

    person = models.ForeignKey(User, models.CASCADE, related_name="closures")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # empty: the command line
    at = models.DateTimeField("fermé le")
    reason = models.CharField("motif", max_length=600)  # told to the person
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField("rouvert le", null=True)
    reopening_reason = models.CharField("motif de réouverture", max_length=600, blank=True)

    personal_data = PersonalData(
        fields=("person", "by", "at", "reason", "reopened_by", "reopened_at", "reopening_reason"),
        purpose="Dire par qui, quand et pourquoi un compte a été fermé, et pouvoir le rouvrir.",
        basis=Basis.PUBLIC_TASK,
        retention="account",
    )

    class Meta:
        verbose_name = "fermeture d’un compte"
        verbose_name_plural = "fermetures de comptes"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(reopened_at=None), name="one_open_closure_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at=None) | models.Q(reopened_at__gte=models.F("at")),
                name="an_account_reopens_later",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_closure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d}"


class Retention(models.Model):
    """How long one kind of personal data is kept: changed by the operators, read by the purge and the register."""

    code = models.SlugField(max_length=40, unique=True)  # PersonalData.retention of the models
    title = models.CharField("données", max_length=200)
    days = models.PositiveIntegerField("durée (jours)")
    counted_from = models.CharField("à compter de", max_length=200)
    notice_days = models.PositiveIntegerField("prévenir avant (jours)", default=0)  # 0: nobody is told
    why = models.CharField("pourquoi", max_length=400)
    recipients = models.CharField("qui y accède", max_length=400, default="")

    class Meta:
        verbose_name = "durée de conservation"
        verbose_name_plural = "durées de conservation"

    def __str__(self) -> str:
        return self.title


class PurgeWarning(models.Model):
    """Something unused was announced to go: it goes only once the notice has run out, and if it is unused still."""

    code = models.SlugField(max_length=40)  # of the line of Retention
    number = models.PositiveBigIntegerField("numéro")  # of the account, of the draft…
    warned_at = models.DateTimeField("annoncé le")

    class Meta:
        verbose_name = "annonce d’effacement"
        verbose_name_plural = "annonces d’effacement"
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="a_purge_is_announced_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class Erasure(models.Model):
    """A person was erased: nothing of them stands here, only what is kept elsewhere and why."""

    number = models.PositiveBigIntegerField("numéro de la personne", unique=True)  # the opaque number of the journal
    at = models.DateTimeField("le")
    asked_by_person = models.BooleanField("à sa demande", default=True)  # else: by the purge
    kept = models.JSONField("conservé", default=list)  # French sentences

    class Meta:
        verbose_name = "effacement"

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d}"
