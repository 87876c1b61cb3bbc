"""The submission of an application, and of what was asked again: once each, whoever clicks and however often."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.calculations.delays import day_in_paris
from frenchimpact.calls.calculations.digests import digest_of
from frenchimpact.calls.models import Application, Stage, Submission
from frenchimpact.calls.queries.applications import completeness_of, content_of, missing_answers
from frenchimpact.calls.queries.calls import wave_for
from frenchimpact.calls.queries.eligibility import examined_of, ruleset_for
from frenchimpact.calls.queries.people import held
from frenchimpact.calls.rules import applicants
from frenchimpact.calls.rules import applications as rules
from frenchimpact.calls.rules.moves import move
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.actions import close_sheet


@transaction.atomic
def submit_application(application: Application, *, key: str, by: User, at: datetime) -> Submission:
    """Submit the draft: freeze its content, close its sheet, give it a wave and a receipt. The same again: the same.

    `at` is the instant at which the request arrived, `key` the one of the form: a second click, a second person or a
    second try after a doubt gets the submission that was made. What arrives after a cut-off joins the next wave.
    Refused: whoever does not lead the collective, a collective or a page that was closed, what is incomplete
    or withdrawn, a closed call, no wave at all.
    """
    rules.require_usable_key(key)
    application = held(application)
    applicants.require_lead(application.applicant, by)
    if application.submitted_at is not None and application.stage != Stage.WITHDRAWN:
        return application.submissions.get(number=1)
    rules.require_draft(application)
    rules.require_open_call(application.call)
    applicants.require_open(application.applicant)
    close_sheet(application.sheet, by=by)  # nobody takes an answer away between the check and the copy
    rules.require_complete(completeness_of(application).count)
    submission = _freeze(application, number=1, key=key, by=by, at=at)
    # Last: 300 collectives that submit at once wait for each other only from here on.
    application.wave = rules.require_wave(wave_for(application.call, at, lock=True))
    application.submitted_by, application.submitted_at = by, at
    application.receipt_number = f"TFI-{day_in_paris(at).year}-{application.pk:06}"
    move(application, Stage.SUBMITTED, at=at)
    application.save()
    record(events.APPLICATION_SUBMITTED, application, by=by, wave=application.wave.number, digest=submission.digest)
    return submission


@transaction.atomic
def answer_complements(application: Application, *, key: str, by: User, at: datetime) -> Submission:
    """Send what was asked again: a new submission, and the application goes back to the check of completeness.

    Refused: whoever does not lead the collective, after the due date, or when an opened question lacks its answer.
    """
    rules.require_usable_key(key)
    application = held(application)
    applicants.require_lead(application.applicant, by)
    if (already := application.submissions.filter(key=key).first()) is not None:
        return already
    asked = rules.require_answerable(application, rules.open_complement(application), at)
    close_sheet(application.sheet, by=by)
    rules.require_complete(missing_answers(application))
    submission = _freeze(application, number=application.submissions.count() + 1, key=key, by=by, at=at)
    asked.answered_at, asked.answered_by = at, by
    asked.save(update_fields=["answered_at", "answered_by"])
    move(application, Stage.COMPLETENESS, at=at)
    application.save(update_fields=["stage", "stage_since"])
    record(events.COMPLEMENTS_ANSWERED, application, by=by, number=submission.number, digest=submission.digest)
    return submission


def _freeze(application: Application, *, number: int, key: str, by: User, at: datetime) -> Submission:
    content, ruleset = content_of(application), ruleset_for(application)
    return Submission.objects.create(
        application=application,
        number=number,
        at=at,
        by=by,
        content=content,
        digest=digest_of(content),
        key=key,
        ruleset=ruleset,
        examined=examined_of(application, ruleset, day_in_paris(at)),
    )
