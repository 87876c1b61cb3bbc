"""Labels held by territories and by organisations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from frenchimpact.calls.models import WORDS, Applicant, ApplicantKind, Application, Words
from frenchimpact.community.models import ChallengeKind, Collective, Organisation, Territory
from frenchimpact.ui.words import figure, long_date


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", "jour"
    MONTH = "month", "mois"
    YEAR = "year", "année"


class State(models.TextChoices):
    """Where a label stands. The 27 of 2019 are historical: whether they still hold is to be confirmed."""

    TO_CONFIRM = "to_confirm", "validité à confirmer"
    ACTIVE = "active", "en cours de validité"
    SUSPENDED = "suspended", "suspendu"
    WITHDRAWN = "withdrawn", "retiré"
    EXPIRED = "expired", "arrivé à son terme"
    REPLACED = "replaced", "remplacé"


# Where a label may go from where it stands; a move outside is refused.
NEXT_STATES: dict[str, set[str]] = {
    State.TO_CONFIRM: {State.REPLACED},
    State.ACTIVE: {State.SUSPENDED, State.EXPIRED, State.REPLACED},
    State.SUSPENDED: {State.ACTIVE, State.WITHDRAWN, State.EXPIRED, State.REPLACED},
}
HELD = [State.TO_CONFIRM, State.ACTIVE, State.SUSPENDED]  # the territory has it still
ENDED = [State.WITHDRAWN, State.EXPIRED, State.REPLACED]


class LabelQuerySet(models.QuerySet["Label"]):
    def historical(self) -> Self:
        """Keep the labels of 2019: nobody applied for them on this site."""
        return self.filter(application=None)

    def shown(self) -> Self:
        """Those that the public may see: historical ones, and those whose publication date has come."""
        return self.filter(published_at__isnull=False)

    def of_territories(self) -> Self:
        """Those of territories that the public may see."""
        return self.shown().filter(organisation=None)

    def held_by_organisations(self) -> Self:
        """Those of organisations that the public may see, one each: the last one."""
        return self.shown().filter(organisation__isnull=False, state__in=HELD)

    def in_force(self, on: date) -> Self:
        """Keep those whose last day has not gone by."""
        return self.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=on))

    def of_wave(self, wave: int) -> Self:
        return self.filter(wave=wave)

    def of_holders_named(self, text: str) -> Self:
        named = Territory.objects.named_like(text)
        theirs = models.Q(organisation__in=Organisation.objects.named_like(text))
        return self.filter(theirs | models.Q(territory__in=named) | models.Q(former_territory__in=named))

    def past_their_term(self, on: date) -> Self:
        """Keep those whose last day has gone by, and that nobody has closed yet."""
        return self.shown().filter(state__in=[State.ACTIVE, State.SUSPENDED], valid_until__lt=on)

    def near_their_term(self, on: date, by: date) -> Self:
        """Keep those whose last day comes by a day, and whose holder was not told yet."""
        held = self.shown().filter(state__in=[State.ACTIVE, State.SUSPENDED], renewal_told_at=None)
        return held.filter(valid_until__gte=on, valid_until__lte=by)

    def with_holder(self) -> Self:
        """Bring along who holds the label, or held it once, and its name to sort by."""
        keys = Coalesce("territory__sort_key", "former_territory__sort_key", "organisation__sort_key")
        related = ("territory", "former_territory", "organisation", "application__call")
        return self.select_related(*related).annotate(holder_key=keys)


class Label(models.Model):
    """A label: « Territoire French Impact », « Structure d’accompagnement French Impact », or what its call says.

    Issued to a collective in the transaction that notifies it; the territory is given at the publication, so that
    nothing public can lead to a label that is not published yet.
    """

    territory = models.OneToOneField(Territory, models.PROTECT, null=True, related_name="label")  # the one it shows
    former_territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="former_labels")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, related_name="labels")  # empty: historical
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="labels")  # that holds it
    application = models.OneToOneField(Application, models.PROTECT, null=True, related_name="label")
    wave = models.PositiveSmallIntegerField("vague")
    issued_at = models.DateTimeField("délivré le", null=True)
    publication_at = models.DateTimeField("publication prévue le", null=True)
    published_at = models.DateTimeField("publié le", null=True)
    replaced_at = models.DateTimeField("remplacé le", null=True)  # by a later label: territory becomes the former one
    valid_until = models.DateField("valable jusqu’au", null=True)  # the last day
    announced_on = models.DateField("annonce")  # the first day of what is known: see precision
    precision = models.CharField("précision de la date", max_length=10, choices=Precision)
    state = models.CharField("état", max_length=20, choices=State, default=State.TO_CONFIRM)
    number = models.CharField("numéro public", max_length=12, unique=True, null=True)  # empty: historical  # noqa: DJ001
    source = models.CharField("source", max_length=300)

    renewal_told_at = models.DateTimeField("terme annoncé le", null=True)

    objects = LabelQuerySet.as_manager()

    named_with = ("territory", "former_territory", "collective", "organisation", "application__call")

    class Meta:
        verbose_name = "label"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="label_state_is_known"),
            models.CheckConstraint(condition=models.Q(precision__in=Precision.values), name="precision_is_known"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False, territory__isnull=False, former_territory=None)
                | models.Q(published_at__isnull=False, territory=None, former_territory__isnull=False)
                | models.Q(published_at=None, territory=None, former_territory=None, collective__isnull=False)
                | models.Q(organisation__isnull=False, collective=None, territory=None, former_territory=None),
                name="a_published_label_has_a_territory",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=HELD, former_territory=None)
                | models.Q(state__in=ENDED, former_territory__isnull=False)
                | models.Q(state__in=ENDED, organisation__isnull=False),
                name="a_label_that_ended_is_held_no_more",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.REPLACED, replaced_at__isnull=False)
                | (~models.Q(state=State.REPLACED) & models.Q(replaced_at=None)),
                name="a_replaced_label_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(application=None) | models.Q(number__isnull=False),
                name="an_issued_label_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}\u00a0: {self.holder or self.collective}"

    def get_absolute_url(self) -> str:
        """Lead to its own page, or to that of the territory for a label of 2019, which has no number."""
        if self.number:
            return reverse("labels:label", args=[self.number])
        return self.holder.get_absolute_url() if self.holder else ""

    @property
    def holder(self) -> Territory | Organisation | None:
        """Who holds it, or held it; no territory before the publication."""
        return self.organisation or self.territory or self.former_territory

    @property
    def bearer(self) -> Applicant | None:
        """Who applied for it and answers for it; nobody for a label of 2019."""
        return self.collective or self.organisation

    @property
    def words(self) -> Words:
        """How pages and letters name who bears it; bring `application__call` along."""
        return self.application.call.words if self.application else WORDS[ApplicantKind.COLLECTIVE]

    def state_on(self, day: date) -> State:
        """Say where it stands on a day: past its term it has expired, be it a minute before the task that says so."""
        is_past = self.state in (State.ACTIVE, State.SUSPENDED) and self.valid_until and self.valid_until < day
        return State.EXPIRED if is_past else State(self.state)

    @property
    def name(self) -> str:
        """« Territoire French Impact », or what the call says; bring `application__call` along."""
        return self.application.call.label_name if self.application else "Territoire French Impact"

    @property
    def wave_title(self) -> str:
        """Name the wave for people, « vague 1 de 2019 » or that of the call; bring `application__call` along."""
        return wave_title(self.wave, self.announced_on, self.application.call.title if self.application else "")

    @property
    def validity(self) -> str:
        """Say for people how long it holds: « validité à confirmer », « valable jusqu’au 3 mars 2030 », « retiré »."""
        if self.valid_until and self.state == State.ACTIVE:
            return f"valable jusqu’au {long_date(self.valid_until)}"
        return str(self.get_state_display())

    @property
    def in_short(self) -> str:
        """Say since when and how long, on one line: « Labellisé en 2019, validité à confirmer »."""
        return f"Labellisé en {self.announced_on.year}, {self.validity}"


def wave_title(rank: int, announced_on: date, call: str) -> str:
    return f"{call}, vague {rank}" if call else f"vague {rank} de {announced_on.year}"


class LabelChallenge(models.Model):
    """A challenge as it stood at the award: its baseline never changes; what is measured later is compared with it."""

    label = models.ForeignKey(Label, models.PROTECT, related_name="challenges")
    position = models.PositiveSmallIntegerField("rang")
    kinds = ArrayField(models.CharField(max_length=20, choices=ChallengeKind), verbose_name="natures", default=list)
    title = models.CharField("intitulé", max_length=160)
    statement = models.TextField("énoncé", blank=True)
    indicator = models.CharField("indicateur", max_length=200)
    unit = models.CharField("unité", max_length=40, blank=True)
    baseline = models.DecimalField("valeur de départ", max_digits=16, decimal_places=3)
    baseline_source = models.CharField("source", max_length=300)
    baseline_year = models.PositiveSmallIntegerField("millésime")
    target = models.DecimalField("cible", max_digits=16, decimal_places=3)
    deadline = models.DateField("échéance")

    class Meta:
        verbose_name = "défi figé au label"
        verbose_name_plural = "défis figés aux labels"
        constraints = [models.UniqueConstraint(fields=["label", "position"], name="frozen_challenges_are_ranked")]

    def __str__(self) -> str:
        return self.title

    @property
    def told_kinds(self) -> list[str]:
        return [str(ChallengeKind(kind).label) for kind in self.kinds if kind in ChallengeKind.values]

    @property
    def told_baseline(self) -> str:
        return _told(self.baseline, self.unit)

    @property
    def told_target(self) -> str:
        return _told(self.target, self.unit)


def _told(value: Decimal, unit: str) -> str:
    """Write « 12,5 % »: no more decimals than the number has, and the unit on the same line."""
    return f"{figure(value)}\u00a0{unit}".strip()
