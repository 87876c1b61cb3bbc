"""Whose the sheets of applications are, asked at each request by the pages of questionnaires."""

from datetime import datetime

from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.applications import OWNER
from frenchimpact.calls.actions.committees.allotments import OWNER as READING
from frenchimpact.calls.models import Application, Reading
from frenchimpact.calls.queries.desk import last_submission
from frenchimpact.calls.queries.submitted import challenges_of, members_of
from frenchimpact.calls.rules.applications import may_see, may_write_answers
from frenchimpact.calls.rules.readings import is_reader, may_score, reads
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.owners import Beside, Owner, register


def may_read(sheet: AnswerSheet, person: User) -> bool:
    """Open the sheet to the collective, and, once it was submitted, to who examines, reads and decides."""
    application, now = _application(sheet), timezone.now()
    return may_see(application, person, now) or reads(application, person, now)


def may_write(sheet: AnswerSheet, person: User, at: datetime) -> bool:
    return may_write_answers(_application(sheet), person, at)


def title_of(sheet: AnswerSheet) -> str:
    return f"Candidature de {_application(sheet).applicant}"


def address_of(sheet: AnswerSheet) -> str:
    return _application(sheet).get_absolute_url()


def _application(sheet: AnswerSheet) -> Application:
    return Application.objects.select_related("collective", "organisation", "call", "sheet").get(sheet=sheet)


def may_read_reading(sheet: AnswerSheet, person: User) -> bool:
    """Open what a reader writes to that reader alone: not even the chair or the team, before it is handed over."""
    return is_reader(_reading(sheet), person, timezone.now())


def may_write_reading(sheet: AnswerSheet, person: User, at: datetime) -> bool:
    return may_score(_reading(sheet), person, at)


def title_of_reading(sheet: AnswerSheet) -> str:
    return f"Lecture de {_reading(sheet).application.applicant}"


def address_of_reading(sheet: AnswerSheet) -> str:
    return _reading(sheet).get_absolute_url()


def file_beside(sheet: AnswerSheet) -> Beside:
    """Show what was submitted, and not what is being written."""
    application = _reading(sheet).application
    submission = last_submission(application)
    data = {
        "sections": submission.content.get("sections", []),
        "challenges": challenges_of(submission),
        "members": members_of(submission),
        "sheet": application.sheet.public_id,
    }
    return Beside("calls/committee/_file.html", data)


def _reading(sheet: AnswerSheet) -> Reading:
    related = (
        "member__committee__call",
        "application__collective",
        "application__organisation",
        "application__sheet",
        "assessment",
    )
    return Reading.objects.select_related(*related).get(assessment__sheet=sheet)


register(Owner(READING, may_read_reading, may_write_reading, title_of_reading, address_of_reading, beside=file_beside))
register(Owner(OWNER, may_read, may_write, title_of, address_of))
