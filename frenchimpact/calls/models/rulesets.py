"""The eligibility rules of a call, version after version: none is ever changed, the last one is in force."""

from __future__ import annotations

from django.db import models

from frenchimpact.accounts.models import User
from frenchimpact.calls.models.calls import Call
from frenchimpact.shared.personal_data import Basis, PersonalData


class RuleSet(models.Model):
    call = models.ForeignKey(Call, models.PROTECT, related_name="rulesets")
    number = models.PositiveIntegerField("version")
    rules = models.JSONField("règles", default=list)  # in their order: eligibility.calculations.written_rule
    at = models.DateTimeField("écrite le", auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("by",),
        purpose="Dire qui a changé les règles d’un appel.",
        basis=Basis.PUBLIC_TASK,
        retention="application",
    )

    class Meta:
        verbose_name = "règles d’éligibilité"
        verbose_name_plural = "règles d’éligibilité"
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="rules_of_a_call_are_numbered")]

    def __str__(self) -> str:
        return f"{self.call_id} ({self.number})"
