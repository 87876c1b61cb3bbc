"""Starting a sheet, closing it, opening some of its questions again: asked by the module that owns it."""

from collections.abc import Iterable

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires import events
from frenchimpact.questionnaires.models import AnswerSheet, Form, FormVersion, Opening
from frenchimpact.questionnaires.queries.forms import published_version
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def start_sheet(form: Form, *, owner: str, by: User | None, version: FormVersion | None = None) -> AnswerSheet:
    """Begin a sheet on a published version, the latest one unless another is named.

    Refuses a form of which nothing is published.
    """
    version = version or published_version(form)
    if version is None:
        raise Refusal("Ce questionnaire n’est pas encore publié\u00a0: revenez bientôt.")
    sheet = AnswerSheet.objects.create(version=version, owner=owner)
    record(events.SHEET_STARTED, sheet, by=by)
    return sheet


@transaction.atomic
def close_sheet(sheet: AnswerSheet, *, by: User | None) -> None:
    """Let nothing more be written. Whoever is writing at this instant is waited for; closed already: nothing."""
    locked = AnswerSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    if locked.opening != Opening.NONE:
        locked.opening, locked.open_keys = Opening.NONE, []
        locked.save(update_fields=["opening", "open_keys"])
        record(events.SHEET_CLOSED, locked, by=by)
    sheet.opening, sheet.open_keys = locked.opening, locked.open_keys


@transaction.atomic
def open_sheet_for(sheet: AnswerSheet, keys: Iterable[str], *, by: User | None) -> None:
    """Open these questions and no others. Refuses none at all. Keys that are no question of the form open nothing.

    The owner may ask for more than answers (its own parts of a file): such keys are its own, and left to it.
    """
    locked = AnswerSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    asked = set(keys)
    known = [one.key for one in locked.version.questions.filter(key__in=asked)]
    if not asked:
        raise Refusal("Choisissez au moins une question à compléter.")
    locked.opening = Opening.SOME
    locked.open_keys = known
    locked.save(update_fields=["opening", "open_keys"])
    record(events.SHEET_OPENED, locked, by=by, keys=known)
    sheet.opening, sheet.open_keys = locked.opening, locked.open_keys
