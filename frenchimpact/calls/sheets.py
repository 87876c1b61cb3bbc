"""Whose the sheets of applications are, asked at each request by the pages of questionnaires."""

from datetime import datetime

from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.applications import OWNER
from frenchimpact.calls.models import Application
from frenchimpact.calls.rules.applications import may_see, may_write_answers
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.owners import Owner, register


def may_read(sheet: AnswerSheet, person: User) -> bool:
    """Open the sheet to the collective, and to who examines and decides once it was submitted."""
    return may_see(_application(sheet), person, timezone.now())


def may_write(sheet: AnswerSheet, person: User, at: datetime) -> bool:
    return may_write_answers(_application(sheet), person, at)


def title_of(sheet: AnswerSheet) -> str:
    return f"Candidature de {_application(sheet).collective}"


def address_of(sheet: AnswerSheet) -> str:
    return _application(sheet).get_absolute_url()


def _application(sheet: AnswerSheet) -> Application:
    return Application.objects.select_related("collective", "call", "sheet").get(sheet=sheet)


register(Owner(OWNER, may_read, may_write, title_of, address_of))
