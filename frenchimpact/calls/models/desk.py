"""What officers keep beside the applications: exchanges with collectives, time given, views and files handed over."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frenchimpact.accounts.models import User
from frenchimpact.calls.models.applications import Application, Complement
from frenchimpact.shared.personal_data import Basis, PersonalData


class Channel(models.TextChoices):
    CALL_IN = "call_in", "appel reçu"
    CALL_OUT = "call_out", "appel passé"
    EMAIL = "email", "courriel"
    MEETING = "meeting", "rendez-vous"


class Exchange(models.Model):
    """What was said between the service and a collective, outside the site. Written once; struck, never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="exchanges")
    channel = models.CharField("moyen", max_length=20, choices=Channel)
    on = models.DateField("le")
    with_whom = models.CharField("avec", max_length=150, blank=True)
    summary = models.TextField("ce qui s’est dit", max_length=4000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("noté le")
    struck_at = models.DateTimeField("rayé le", null=True)

    personal_data = PersonalData(
        fields=("with_whom", "summary", "by", "at", "struck_at"),
        purpose="Garder la trace de ce que le service et un collectif se sont dit au sujet d’une candidature.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "échange"
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="channel_is_known"),
            models.CheckConstraint(condition=~Q(summary=""), name="an_exchange_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.channel} {self.on}"


class ComplementExtension(models.Model):
    """More time for one collective to complete its file, with the reason."""

    complement = models.ForeignKey(Complement, models.PROTECT, related_name="extensions")
    before = models.DateTimeField("échéance d’avant")
    after = models.DateTimeField("nouvelle échéance")
    reason = models.TextField("motif", max_length=1000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")

    personal_data = PersonalData(
        fields=("by", "at"),
        purpose="Dire qui a donné plus de temps à un collectif, et pourquoi.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "délai supplémentaire"
        constraints = [
            models.CheckConstraint(condition=Q(after__gt=F("before")), name="an_extension_gives_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.complement_id} {self.after:%d/%m/%Y}"


class DeskView(models.Model):
    """Filters and sort of the desk under a name, for oneself or for all officers."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="desk_views")
    title = models.CharField("nom", max_length=60)
    query = models.CharField("filtres", max_length=1000)
    is_shared = models.BooleanField("montrée à toute l’instruction", default=False)

    personal_data = PersonalData(
        fields=("owner", "title"),
        purpose="Retrouver une sélection de candidatures sans la refaire.",
        basis=Basis.PUBLIC_TASK,
        retention="account",
    )

    class Meta:
        verbose_name = "vue enregistrée"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_view_has_a_name"),
            models.UniqueConstraint(fields=["owner", "title"], name="one_view_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.title


class Handover(models.Model):
    """Several applications given to an officer at once: it can be undone as one."""

    to = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")
    undone_at = models.DateTimeField("annulé le", null=True)

    personal_data = PersonalData(
        fields=("to", "by", "at", "undone_at"),
        purpose="Savoir qui a confié plusieurs candidatures à la fois, et pouvoir l’annuler.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "lot confié"

    def __str__(self) -> str:
        return f"{self.pk} {self.at:%d/%m/%Y}"


class HandoverLine(models.Model):
    handover = models.ForeignKey(Handover, models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    before = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("before",),
        purpose="Rendre une candidature à qui la tenait.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "candidature d’un lot"
        constraints = [models.UniqueConstraint(fields=["handover", "application"], name="once_in_a_handover")]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.application_id}"
