"""Writing an answer, each over the version that its writer has read; and saying that one is there."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires import events
from frenchimpact.questionnaires.models import Answer, AnswerSheet, FormerAnswer, Presence
from frenchimpact.questionnaires.rules.sheets import question_of, require_open, require_read
from frenchimpact.questionnaires.rules.values import Value, cleaned


@transaction.atomic
def write_answer(sheet: AnswerSheet, key: str, value: object, *, version: int, by: User, at: datetime) -> Answer:
    """Write one answer; the former one is kept. `version` is the one that the writer began from (0: no answer).

    Refuses a question that is not open or not in the form, a value of another type, and, by Conflict, an answer that
    somebody changed meanwhile. The same value again changes nothing. Whether this person may write is asked of the
    owner of the sheet, by the page.
    """
    sheet = AnswerSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    question = question_of(sheet, key)
    require_open(sheet, key)
    given = cleaned(question, value)
    answer = Answer.objects.select_related("changed_by").filter(sheet=sheet, key=key).first()
    if given == (answer.value if answer else None):
        return answer or Answer(sheet=sheet, key=key, value=None, version=0)
    require_read(answer, version, by)
    return _written(sheet, answer or Answer(sheet=sheet, key=key, version=0), given, by, at)


@transaction.atomic
def set_answer_aside(sheet: AnswerSheet, key: str, value: object, *, version: int, by: User, at: datetime) -> Answer:
    """Let the answer that stands stand, and keep this one among its former versions, from where it can be brought back.

    Refuses what `write_answer` refuses; so an answer that changed again meanwhile is compared again.
    """
    sheet = AnswerSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    standing = sheet.answers.filter(key=key).values_list("value", flat=True).first()
    written = write_answer(sheet, key, value, version=version, by=by, at=at)
    return write_answer(sheet, key, standing, version=written.version, by=by, at=at)


@transaction.atomic
def note_presence(sheet: AnswerSheet, key: str, *, by: User, at: datetime) -> None:
    """Note that somebody has the sheet open, and at which question."""
    Presence.objects.update_or_create(sheet=sheet, person=by, defaults={"key": key[:60], "seen_at": at})


def _written(sheet: AnswerSheet, answer: Answer, value: Value, by: User, at: datetime) -> Answer:
    if answer.pk:
        FormerAnswer.objects.create(
            sheet=sheet,
            key=answer.key,
            value=answer.value,
            version=answer.version,
            changed_at=answer.changed_at,
            changed_by=answer.changed_by,
        )
    answer.value, answer.version, answer.changed_by = value, answer.version + 1, by
    answer.save()
    sheet.changed_at = at
    sheet.save(update_fields=["changed_at"])
    record(events.ANSWERED, sheet, by=by, key=answer.key, version=answer.version)
    return answer
