"""What the officers do with an application: take it, check it, ask for complements, propose a decision."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import (
    Application,
    Complement,
    ComplementItem,
    Examination,
    Meeting,
    Outcome,
    Proposal,
    Sense,
    Stage,
    Step,
)
from frenchimpact.calls.queries import desk
from frenchimpact.calls.rules import examination as rules
from frenchimpact.calls.rules.meetings import require_not_on_an_agenda
from frenchimpact.calls.rules.moves import move
from frenchimpact.calls.rules.readings import require_read
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.actions import close_sheet, open_sheet_for

REMINDERS = (1, 5)  # days before the complements are due; the nearest first: whoever begins late is told once


@transaction.atomic
def assign_officer(application: Application, officer: User, *, by: User) -> Application:
    """Give an application to an officer, oneself included; told to whoever gets it.

    Refuses who is no officer or is of the collective, and applications that are over or not submitted yet.
    """
    now = timezone.now()
    application = desk.locked(application)
    rules.require_stage(application, *rules.EXAMINED)
    rules.require_officer(by, application, now)
    rules.require_officer(officer, application, now)
    if application.officer_id == officer.pk:
        return application
    application.officer = officer
    application.save(update_fields=["officer"])
    record(events.OFFICER_ASSIGNED, application, by=by, officer=officer.pk)
    return application


@transaction.atomic
def check_admissibility(
    application: Application, outcome: Outcome, reasons: str, *, by: User, at: datetime
) -> Examination:
    """Say whether an application is admissible: « irrecevable » ends it, and wants reasons."""
    application = _in_hand(application, *rules.ADMISSIBLE_AT, by=by, at=at)
    is_admissible = outcome == Outcome.PASSED
    if not is_admissible:
        rules.require_reasons(reasons)
    move(application, Stage.COMPLETENESS if is_admissible else Stage.INADMISSIBLE, at=at)
    application.save()
    kind = events.FOUND_ADMISSIBLE if is_admissible else events.FOUND_INADMISSIBLE
    examination = _found(application, Step.ADMISSIBILITY, outcome, reasons, by=by, at=at)
    record(kind, application, by=by)
    return examination


@transaction.atomic
def declare_complete(application: Application, *, by: User, at: datetime) -> Examination:
    """Say that the file is complete: its examination begins."""
    application = _in_hand(application, *rules.COMPLETE_AT, by=by, at=at)
    move(application, Stage.INSTRUCTION, at=at)
    application.save()
    examination = _found(application, Step.COMPLETENESS, Outcome.PASSED, "", by=by, at=at)
    record(events.FOUND_COMPLETE, application, by=by)
    return examination


@transaction.atomic
def ask_complements(  # the contract of the house for this verb
    application: Application,
    items: Mapping[str, str],
    message: str,
    *,
    by: User,
    at: datetime,
    due_at: datetime | None = None,
) -> Complement:
    """Ask again some questions, each with what is expected; only these open, until the last minute of the due day.

    Refuses a request for nothing, an unknown question, a due date that has passed.
    """
    application = _in_hand(application, *rules.ASKED_AGAIN_AT, by=by, at=at)
    due_at = due_at or rules.due_of(application.call, at)
    rules.require_items(items, desk.last_submission(application), at, due_at)
    move(application, Stage.CORRECTION_REQUESTED, at=at)
    application.save()
    complement = Complement.objects.create(
        application=application, asked_at=at, asked_by=by, message=message.strip(), due_at=due_at
    )
    ComplementItem.objects.bulk_create(
        ComplementItem(complement=complement, key=key, message=text.strip()) for key, text in items.items()
    )
    open_sheet_for(application.sheet, list(items), by=by)
    record(events.COMPLEMENTS_ASKED, application, by=by, keys=list(items), due_at=due_at.isoformat())
    return complement


@transaction.atomic
def propose(application: Application, sense: Sense, reasons: str, *, by: User, at: datetime) -> Proposal:
    """Propose a decision to the deciding authority, with reasons.

    In a call with a committee, refuses a file that the committee has not read, or deliberates upon.
    """
    application = _in_hand(application, *rules.PROPOSED_AT, by=by, at=at)
    require_read(application)
    require_not_on_an_agenda(application)
    return write_proposal(application, sense, reasons, by=by, at=at)


@transaction.atomic
def write_proposal(  # the contract of the house for this verb
    application: Application, sense: Sense, reasons: str, *, by: User, at: datetime, meeting: Meeting | None = None
) -> Proposal:
    """Write a proposal, an officer’s or that of a meeting, on a locked application; who may is asked by whoever calls.

    Refuses a sense that is none, no reasons, and a stage from which nothing is proposed.
    """
    rules.require_sense(sense)
    rules.require_reasons(reasons)
    move(application, Stage.PROPOSED, at=at)
    application.save()
    proposal = Proposal.objects.create(
        application=application, sense=sense, reasons=reasons.strip(), by=by, at=at, meeting=meeting
    )
    record(events.PROPOSED, application, by=by)
    return proposal


def lapse_overdue(at: datetime) -> int:
    """Declare lapsed what was not completed in time, each in a transaction of its own. Return how many."""
    return sum(_lapse(number, at) for number in desk.overdue_complements(at).values_list("pk", flat=True))


def remind_of_complements(at: datetime) -> int:
    """Remind the collectives whose complements are due in five days, then in one; once each. Return how many."""
    return sum(
        _remind(complement, days)
        for days in REMINDERS
        for complement in desk.complements_due_within(at, timedelta(days=days))
    )


def _in_hand(application: Application, *stages: Stage, by: User, at: datetime) -> Application:
    """Lock, refuse who may not or the wrong moment; who acts first on a file that nobody has takes it."""
    application = desk.locked(application)
    rules.require_in_charge(by, application, at)
    rules.require_stage(application, *stages)
    application.officer = application.officer or by
    return application


def _found(  # one argument a column
    application: Application, step: Step, outcome: Outcome, reasons: str, *, by: User, at: datetime
) -> Examination:
    return Examination.objects.create(
        application=application, step=step, outcome=outcome, reasons=reasons.strip(), by=by, at=at
    )


@transaction.atomic
def _lapse(complement_id: int, at: datetime) -> bool:
    complement = desk.overdue_complements(at).select_for_update(of=["self"]).filter(pk=complement_id).first()
    if complement is None:  # answered meanwhile
        return False
    application = desk.locked(complement.application)
    complement.lapsed_at = at
    complement.save(update_fields=["lapsed_at"])
    move(application, Stage.LAPSED, at=at)
    application.save()
    close_sheet(application.sheet, by=None)
    record(events.APPLICATION_LAPSED, application, by=None)
    return True


@transaction.atomic
def _remind(complement: Complement, days: int) -> bool:
    desk.locked(complement.application)
    if desk.was_reminded(complement, days):
        return False
    due_at = complement.due_at.isoformat()
    told = {"complement": complement.pk, "days": days, "due_at": due_at}
    record(events.COMPLEMENTS_REMINDED, complement.application, by=None, **told)
    return True
