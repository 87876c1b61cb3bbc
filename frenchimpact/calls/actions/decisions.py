"""What the deciding authority does: decide, or send the proposal back. Labels are issued above, in `labels.actions`."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.readings import lock_readings
from frenchimpact.calls.models import Application, Decision, Proposal, Sense, Stage
from frenchimpact.calls.queries import desk
from frenchimpact.calls.queries.letters import frozen, written_letter
from frenchimpact.calls.rules import examination as rules
from frenchimpact.calls.rules.moves import move
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

STAGE_OF = {Sense.FAVOURABLE: Stage.ACCEPTED, Sense.UNFAVOURABLE: Stage.REJECTED}


@dataclass(frozen=True)
class DecisionFacts:
    """What the authority decides; the conditions tell a refused collective what a next application would need."""

    sense: Sense
    reasons: str
    conditions: str = ""


@transaction.atomic
def record_decision(application: Application, facts: DecisionFacts, *, by: User, at: datetime) -> Decision:
    """Decide and notify, in one transaction; pages call `labels.actions.decide_application`, which issues the label.

    Refuses who is not the deciding authority, examined the file or is of the collective; no proposal; no reasons;
    conditions with a favourable decision.
    """
    application = desk.locked(application)
    rules.require_decider(by, application, at)
    rules.require_stage(application, Stage.PROPOSED)
    rules.require_sense(facts.sense)
    rules.require_reasons(facts.reasons)
    if facts.sense == Sense.FAVOURABLE and facts.conditions.strip():
        raise Refusal("Une décision favorable ne pose pas de conditions : effacez-les, ou décidez autrement.")
    proposal = desk.proposal_in_force(application)
    move(application, STAGE_OF[Sense(facts.sense)], at=at)
    application.save()
    decision = _written(application, facts, proposal, by=by, at=at)
    lock_readings(application, by=by, at=at)
    record(events.DECIDED, application, by=by, differs=decision.differs)
    return decision


@transaction.atomic
def send_back(application: Application, reason: str, *, by: User, at: datetime) -> Proposal:
    """Send the proposal back to the officer, with a reason: the examination goes on."""
    application = desk.locked(application)
    rules.require_decider(by, application, at)
    rules.require_stage(application, Stage.PROPOSED)
    if not reason.strip():
        raise Refusal("Dites pourquoi vous renvoyez la proposition : la personne qui instruit doit le savoir.")
    proposal = desk.proposal_in_force(application)
    proposal.sent_back_at, proposal.sent_back_by, proposal.sent_back_reason = at, by, reason.strip()
    proposal.save(update_fields=["sent_back_at", "sent_back_by", "sent_back_reason"])
    move(application, Stage.INSTRUCTION, at=at)
    application.save()
    record(events.PROPOSAL_SENT_BACK, application, by=by)
    return proposal


@transaction.atomic
def read_decision(application: Application, *, by: User, at: datetime) -> Decision:
    """Note who of the collective opened the decision first, and when: the delay for remedies runs from it.

    Refuses anybody else, and an application that is not decided.
    """
    decision = Decision.objects.select_for_update().filter(application=application).first()
    if decision is None:
        raise Refusal("Cette candidature n’a pas encore de décision.")
    if not rules.is_of_the_collective(by, application):
        raise Refusal(f"{application.call.words.only} accuse réception de la décision qui le concerne.")
    if decision.read_at is None:
        decision.read_at, decision.read_by = at, by
        decision.save(update_fields=["read_at", "read_by"])
        record(events.DECISION_READ, application, by=by)
    return decision


def _written(application: Application, facts: DecisionFacts, proposal: Proposal, *, by: User, at: datetime) -> Decision:
    appointment = Appointment.objects.filter(person=by).to(Capacity.DECIDER).in_force(at).latest("since")
    decision = Decision(
        application=application,
        sense=facts.sense,
        reasons=facts.reasons.strip(),
        conditions=facts.conditions.strip(),
        differs=facts.sense != proposal.sense,
        by=by,
        appointment=appointment,
        signed_name=by.name or by.email,
        signed_title=appointment.title,
        signed_delegation=appointment.delegation,
        at=at,
    )
    decision.letter = frozen(written_letter(decision))
    decision.save()
    return decision
