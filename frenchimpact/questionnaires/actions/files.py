"""Files given in answer to a question: added, taken away, put back."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.documents.actions import store_document
from frenchimpact.documents.queries import digest_of
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires import events
from frenchimpact.questionnaires.models import AnswerFile, AnswerSheet, QuestionKind
from frenchimpact.questionnaires.rules.sheets import question_of, require_open, require_room
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def add_file(
    sheet: AnswerSheet, key: str, content: "File[bytes] | bytes", *, name: str, by: User, at: datetime
) -> AnswerFile:
    """Join a file to a question; the same bytes again, after a doubt, are the file that is there.

    Refuses a question that is closed or full, and what `store_document` refuses.
    """
    sheet = AnswerSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    question = question_of(sheet, key)
    if question.kind != QuestionKind.FILES:
        raise Refusal("Cette question ne reçoit pas de pièce\u00a0: écrivez-y votre réponse.")
    require_open(sheet, key)
    joined = sheet.files.filter(key=key, removed_at=None)
    if (already := joined.filter(document__digest=digest_of(content)).first()) is not None:
        return already
    require_room(question, joined.count())
    document = store_document(content, name=name, by=by)
    file = AnswerFile.objects.create(sheet=sheet, key=key, document=document, added_by=by)
    _changed(sheet, at)
    record(events.FILE_ADDED, sheet, by=by, key=key)
    return file


@transaction.atomic
def remove_file(file: AnswerFile, *, by: User, at: datetime) -> None:
    """Take a file away; it can be put back until the sheet is closed. Refuses a question that is closed."""
    file = _locked(file)
    if file.removed_at is None:
        file.removed_at, file.removed_by = at, by
        file.save(update_fields=["removed_at", "removed_by"])
        _changed(file.sheet, at)
        record(events.FILE_REMOVED, file.sheet, by=by, key=file.key)


@transaction.atomic
def restore_file(file: AnswerFile, *, by: User, at: datetime) -> None:
    """Put back a file that was taken away. Refuses a question that is closed or full."""
    file = _locked(file)
    if file.removed_at is not None:
        kept = file.sheet.files.filter(key=file.key, removed_at=None).count()
        require_room(question_of(file.sheet, file.key), kept)
        file.removed_at = file.removed_by = None
        file.save(update_fields=["removed_at", "removed_by"])
        _changed(file.sheet, at)
        record(events.FILE_RESTORED, file.sheet, by=by, key=file.key)


def _locked(file: AnswerFile) -> AnswerFile:
    sheet = AnswerSheet.objects.select_for_update(of=["self"]).get(pk=file.sheet_id)
    require_open(sheet, file.key)
    return AnswerFile.objects.select_related("sheet").get(pk=file.pk)


def _changed(sheet: AnswerSheet, at: datetime) -> None:
    sheet.changed_at = at
    sheet.save(update_fields=["changed_at"])
