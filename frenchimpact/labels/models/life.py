"""What the authority does to a label, and what its holder says about it: rows that never change."""

from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.labels.models.labels import Label
from frenchimpact.shared.personal_data import Basis, PersonalData


class ActKind(models.TextChoices):
    SUSPENSION = "suspension", "suspension"
    LIFTING = "lifting", "levée de la suspension"
    WITHDRAWAL = "withdrawal", "retrait"
    REPLACEMENT = "replacement", "remplacement"  # its territory joins another one, which holds a label


class LabelAct(models.Model):
    """A decision on a label, notified in the transaction that writes it; always with reasons (CRPA L211-2).

    A suspension opens a delay for observations (CRPA L121-1); a lifting or a withdrawal closes it.
    """

    label = models.ForeignKey(Label, models.PROTECT, related_name="acts")
    kind = models.CharField("acte", max_length=20, choices=ActKind)
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")  # in which capacity
    # As they stand on the letter (CRPA L212-1): the person may later be erased, the act keeps its author.
    signed_name = models.CharField("nom du signataire", max_length=150)
    signed_title = models.CharField("qualité du signataire", max_length=200)
    signed_delegation = models.CharField("délégation", max_length=300, blank=True)
    reasons = models.TextField("motifs", max_length=8000)  # for the holder
    public_note = models.TextField("ce que le public en lit", max_length=500, blank=True)
    replaced_by = models.ForeignKey(Label, models.PROTECT, null=True, related_name="replacing")
    observations_until = models.DateTimeField("observations jusqu’au", null=True)

    personal_data = PersonalData(
        fields=("by", "at", "signed_name", "signed_title", "signed_delegation"),
        purpose="Porter sur chaque acte le nom et la qualité de qui le prend (CRPA, article L212-1).",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "acte sur un label"
        verbose_name_plural = "actes sur des labels"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ActKind.values), name="kind_of_act_is_known"),
            models.CheckConstraint(condition=~Q(reasons=""), name="an_act_has_reasons"),
            models.CheckConstraint(
                condition=Q(kind=ActKind.SUSPENSION, observations_until__isnull=False)
                | (~Q(kind=ActKind.SUSPENSION) & Q(observations_until=None)),
                name="a_suspension_hears_the_holder",
            ),
            models.CheckConstraint(
                condition=Q(kind=ActKind.REPLACEMENT, replaced_by__isnull=False)
                | (~Q(kind=ActKind.REPLACEMENT) & Q(replaced_by=None)),
                name="a_replacement_says_by_which",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.label}"


class Observation(models.Model):
    """What the holder answers to a suspension."""

    act = models.ForeignKey(LabelAct, models.PROTECT, related_name="observations")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")
    text = models.TextField("observations", max_length=8000)

    personal_data = PersonalData(
        fields=("by", "at", "text"),
        purpose="Entendre le collectif avant de lever une suspension ou de retirer un label (CRPA, article L121-1).",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "observations sur une suspension"
        verbose_name_plural = "observations sur des suspensions"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="observations_say_something")]

    def __str__(self) -> str:
        return f"{self.act_id} {self.at:%Y-%m-%d}"
