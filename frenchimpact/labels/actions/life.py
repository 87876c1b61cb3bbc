"""What the authority does to a label after it was delivered; each act is notified in the transaction that writes it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.journal.actions import record
from frenchimpact.labels import events, rules
from frenchimpact.labels.actions.moves import move_label
from frenchimpact.labels.models import ActKind, Label, LabelAct, Observation, State
from frenchimpact.labels.queries.acts import locked
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class ActFacts:
    """What the authority writes: reasons for the holder, and what the public reads beside the state, if anything."""

    reasons: str
    public_note: str = ""


@transaction.atomic
def suspend_label(label: Label, facts: ActFacts, *, days: int, by: User, at: datetime) -> LabelAct:
    """Suspend a label at once, and open the delay in which its holder may present observations.

    Refuses who does not decide on labels or is of the collective, a label that is not in force, no reasons.
    """
    label = locked(label)
    rules.require_authority(by, label, at)
    rules.require_public(label, at)
    rules.require_reasons(facts.reasons)
    rules.require_days(days)
    move_label(label, State.SUSPENDED, at=at)
    act = _written(
        label, ActKind.SUSPENSION, facts, by=by, at=at, observations_until=rules.observations_until(at, days)
    )
    record(events.SUSPENDED, label, by=by, act=act.pk)
    return act


@transaction.atomic
def lift_suspension(label: Label, facts: ActFacts, *, by: User, at: datetime) -> LabelAct:
    """Give the label back its force, whenever the authority is convinced; refuses as a suspension does."""
    label = locked(label)
    rules.require_authority(by, label, at)
    rules.require_public(label, at)
    rules.require_suspended(label)
    rules.require_reasons(facts.reasons)
    move_label(label, State.ACTIVE, at=at)
    act = _written(label, ActKind.LIFTING, facts, by=by, at=at)
    record(events.LIFTED, label, by=by, act=act.pk)
    return act


@transaction.atomic
def withdraw_label(label: Label, facts: ActFacts, *, by: User, at: datetime) -> LabelAct:
    """Withdraw a suspended label for good, once its holder was heard or let the delay go by."""
    label = locked(label)
    rules.require_authority(by, label, at)
    rules.require_public(label, at)
    rules.require_heard(rules.require_suspended(label), at)
    rules.require_reasons(facts.reasons)
    move_label(label, State.WITHDRAWN, at=at)
    act = _written(label, ActKind.WITHDRAWAL, facts, by=by, at=at)
    record(events.WITHDRAWN, label, by=by, act=act.pk)
    return act


@transaction.atomic
def replace_label(label: Label, other: Label, facts: ActFacts, *, by: User, at: datetime) -> LabelAct:
    """End a label whose territory joins another one; the label of that one, which must hold, stands in its place."""
    label = locked(label)
    rules.require_authority(by, label, at)
    rules.require_public(label, at)
    rules.require_successor(label, other, at)
    rules.require_reasons(facts.reasons)
    label.replaced_at = at
    move_label(label, State.REPLACED, at=at)
    act = _written(label, ActKind.REPLACEMENT, facts, by=by, at=at, replaced_by=other)
    record(events.MERGED, label, by=by, act=act.pk)
    return act


@transaction.atomic
def present_observations(label: Label, text: str, *, by: User, at: datetime) -> Observation:
    """Write what the holder answers to a suspension; refuses anybody but a pilot, an empty text, a delay gone by."""
    label = locked(label)
    act = rules.require_suspended(label)
    rules.require_observer(label, act, by, at)
    if not text.strip():
        raise Refusal("Écrivez vos observations : elles sont vides.")
    observation = Observation.objects.create(act=act, by=by, at=at, text=text.strip())
    record(events.OBSERVED, label, by=by, act=act.pk)
    return observation


def _written(
    label: Label, kind: ActKind, facts: ActFacts, *, by: User, at: datetime, **more: datetime | Label
) -> LabelAct:
    appointment = Appointment.objects.filter(person=by).to(Capacity.DECIDER).in_force(at).latest("since")
    return LabelAct.objects.create(
        label=label,
        kind=kind,
        at=at,
        by=by,
        appointment=appointment,
        signed_name=by.name or by.email,
        signed_title=appointment.title,
        signed_delegation=appointment.delegation,
        reasons=facts.reasons.strip(),
        public_note=facts.public_note.strip(),
        **more,
    )
