"""The tables of calls; others import them from here."""

from frenchimpact.calls.models.applications import (
    FINAL,
    NEXT_STAGES,
    Application,
    ApplicationQuerySet,
    Complement,
    ComplementItem,
    Stage,
    Submission,
    Withdrawal,
)
from frenchimpact.calls.models.calls import (
    Call,
    CallQuerySet,
    CallStage,
    ImplicitSense,
    Prorogation,
    Wave,
    WaveQuerySet,
    WaveStage,
)
from frenchimpact.calls.models.committees import Committee
from frenchimpact.calls.models.examination import Decision, Examination, Outcome, Proposal, Sense, Step
from frenchimpact.calls.models.rulesets import RuleSet

__all__ = [
    "FINAL",
    "NEXT_STAGES",
    "Application",
    "ApplicationQuerySet",
    "Call",
    "CallQuerySet",
    "CallStage",
    "Committee",
    "Complement",
    "ComplementItem",
    "Decision",
    "Examination",
    "ImplicitSense",
    "Outcome",
    "Proposal",
    "Prorogation",
    "RuleSet",
    "Sense",
    "Stage",
    "Step",
    "Submission",
    "Wave",
    "WaveQuerySet",
    "WaveStage",
    "Withdrawal",
]
