"""How an application begins, and how a collective gives it up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.readings import end_readings_on
from frenchimpact.calls.models import Applicant, Application, Call, Stage, Withdrawal
from frenchimpact.calls.models.applications import APPLICANT_FIELDS
from frenchimpact.calls.queries.people import held, held_applicant
from frenchimpact.calls.rules import applicants
from frenchimpact.calls.rules import applications as rules
from frenchimpact.calls.rules.moves import move
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.actions import close_sheet, start_sheet
from frenchimpact.shared.errors import Refusal

OWNER = "calls.application"  # of the answer sheets: see sheets.py
LONGEST_REASON = 1000


@transaction.atomic
def start_application(call: Call, applicant: Applicant, *, by: User) -> Application:
    """Begin the draft of this collective’s or organisation’s application, with its sheet of answers.

    Refused: a call that is not open or not for such an applicant, whoever may not write for it, a second application
    under way.
    """
    applicant = held_applicant(applicant)
    rules.require_open_call(call)
    applicants.require_asked(call, applicant)
    applicants.require_writer(applicant, by)
    applicants.require_open(applicant)
    rules.require_none_under_way(call, applicant)
    sheet = start_sheet(call.form, owner=OWNER, by=by)
    whose = {APPLICANT_FIELDS[type(applicant)]: applicant}
    application = Application.objects.create(call=call, sheet=sheet, stage_since=timezone.now(), started_by=by, **whose)
    record(events.APPLICATION_STARTED, application, by=by)
    return application


@transaction.atomic
def withdraw_application(application: Application, reason: str, *, by: User, at: datetime) -> Withdrawal:
    """Give the application up, for good: a draft is abandoned, what was submitted leaves its wave and is kept.

    What the committee was reading of it is taken back.

    Refused: whoever does not lead the collective, and once a decision was taken or the application ended otherwise.
    """
    locked = held(application)
    applicants.require_lead(locked.applicant, by)
    if len(reason) > LONGEST_REASON:
        raise Refusal(f"Le motif est trop long : {LONGEST_REASON} caractères au plus.")
    was_draft = locked.stage == Stage.DRAFT
    move(locked, Stage.WITHDRAWN, at=at)
    locked.save(update_fields=["stage", "stage_since"])
    close_sheet(locked.sheet, by=by)
    end_readings_on(locked, "La candidature est retirée.", by=None, at=at)
    withdrawal = Withdrawal.objects.create(application=locked, by=by, at=at, reason=reason)
    record(events.APPLICATION_WITHDRAWN, locked, by=by, draft=was_draft)
    return withdrawal
