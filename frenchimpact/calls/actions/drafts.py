"""Drafts that nobody has written in for years: announced to their collective, then purged."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from frenchimpact.calls import events
from frenchimpact.calls.models import Application, Withdrawal
from frenchimpact.documents.models import Document
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.models import AnswerFile, AnswerSheet
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def announce_purge_of_draft(number: int, on: datetime) -> None:
    """Tell the collective that its draft goes on this day unless somebody writes in it."""
    application = Application.objects.get(pk=number)
    record(events.DRAFT_PURGE_ANNOUNCED, application, by=None, on=localdate(on).isoformat())


@transaction.atomic
def purge_draft(number: int, at: datetime) -> None:  # noqa: ARG001  # as every purge is asked
    """Delete an application that was never submitted, its answers and its files. Refuses one that was submitted."""
    application = (
        Application.objects.select_for_update(of=["self"]).select_related("collective", "organisation").get(pk=number)
    )
    if application.submitted_at is not None:
        raise Refusal("Cette candidature a été déposée\u00a0: elle est conservée.")
    given = set(AnswerFile.objects.filter(sheet=application.sheet_id).values_list("document", flat=True))
    record(events.DRAFT_PURGED, application.applicant, by=None)
    Withdrawal.objects.filter(application=application).delete()
    Application.objects.filter(pk=application.pk).delete()
    AnswerSheet.objects.filter(pk=application.sheet_id).delete()
    elsewhere = AnswerFile.objects.filter(document__in=given).values("document")
    Document.objects.filter(pk__in=given).exclude(pk__in=elsewhere).delete()
