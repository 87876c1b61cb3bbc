"""How an application begins, and how a collective gives it up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Application, Call, Stage, Withdrawal
from frenchimpact.calls.queries.people import held
from frenchimpact.calls.rules import applications as rules
from frenchimpact.calls.rules.moves import move
from frenchimpact.community.models import Collective
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.actions import close_sheet, start_sheet
from frenchimpact.shared.errors import Refusal

OWNER = "calls.application"  # of the answer sheets: see sheets.py
LONGEST_REASON = 1000


@transaction.atomic
def start_application(call: Call, collective: Collective, *, by: User) -> Application:
    """Begin the draft of this collective’s application, with its sheet of answers.

    Refused: a call that is not open, whoever may not write for the collective, a second application under way.
    """
    collective = Collective.objects.select_for_update().get(pk=collective.pk)
    rules.require_open_call(call)
    rules.require_writer(collective, by)
    rules.require_open_collective(collective)
    rules.require_none_under_way(call, collective)
    sheet = start_sheet(call.form, owner=OWNER, by=by)
    application = Application.objects.create(
        call=call, collective=collective, sheet=sheet, stage_since=timezone.now(), started_by=by
    )
    record(events.APPLICATION_STARTED, application, by=by)
    return application


@transaction.atomic
def withdraw_application(application: Application, reason: str, *, by: User, at: datetime) -> Withdrawal:
    """Give the application up, for good: a draft is abandoned, what was submitted leaves its wave and is kept.

    Refused: whoever does not lead the collective, and once a decision was taken or the application ended otherwise.
    """
    locked = held(application)
    rules.require_lead(locked.collective, by)
    if len(reason) > LONGEST_REASON:
        raise Refusal(f"Le motif est trop long : {LONGEST_REASON} caractères au plus.")
    was_draft = locked.stage == Stage.DRAFT
    move(locked, Stage.WITHDRAWN, at=at)
    locked.save(update_fields=["stage", "stage_since"])
    close_sheet(locked.sheet, by=by)
    withdrawal = Withdrawal.objects.create(application=locked, by=by, at=at, reason=reason)
    record(events.APPLICATION_WITHDRAWN, locked, by=by, draft=was_draft)
    return withdrawal
