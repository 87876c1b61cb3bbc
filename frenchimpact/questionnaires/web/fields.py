"""What the writing page says to the site while somebody writes: one answer, and that they are there."""

from datetime import datetime, timedelta

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.questionnaires.actions import Conflict, note_presence, write_answer
from frenchimpact.questionnaires.models import AnswerSheet, Question, QuestionKind
from frenchimpact.questionnaires.queries.readings import progress_of
from frenchimpact.questionnaires.queries.tables import table_of
from frenchimpact.questionnaires.rules.sheets import question_of
from frenchimpact.questionnaires.rules.values import fault_of
from frenchimpact.questionnaires.web.doors import writable
from frenchimpact.questionnaires.web.saving import Outcome, save_files, value_sent, version_sent
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.errors import Refusal

SEEN_FOR = timedelta(minutes=1)


@open_to(SIGNED_IN, "write one answer")
@require_POST
def save(request: SignedInRequest, public_id: str, key: str) -> HttpResponse:
    sheet, now = writable(request, public_id), timezone.now()
    version = version_sent(request.POST.get("version", ""))
    try:
        question = question_of(sheet, key)
        if question.kind == QuestionKind.FILES:
            return _join(request, sheet, question, now)
        answer = write_answer(sheet, key, value_sent(request, question), version=version, by=request.user, at=now)
    except Conflict as conflict:
        return JsonResponse({"state": "conflict", "text": conflict.message}, status=409)
    except Refusal as refusal:
        return JsonResponse({"state": "refused", "text": refusal.message}, status=422)
    text = f"Enregistré à {localtime(now):%H\u00a0h\u00a0%M}"
    saved = {"state": "saved", "text": text, "version": answer.version, "fault": fault_of(question, answer.value)}
    if question.kind == QuestionKind.TABLE:
        saved["total"] = table_of(question, answer.value).total
    progress = progress_of(sheet)
    return JsonResponse(saved | {"percent": progress.percent, "progress": f"{progress.done} sur {progress.total}"})


@open_to(SIGNED_IN, "say where one writes")
@require_POST
def presence(request: SignedInRequest, public_id: str) -> HttpResponse:
    sheet, now = writable(request, public_id), timezone.now()
    note_presence(sheet, request.POST.get("key", "").replace("\0", ""), by=request.user, at=now)
    changed = sheet.changed_at.isoformat() if sheet.changed_at else ""
    return JsonResponse({"others": _others(sheet, request.user, now), "changed": changed})


def _join(request: SignedInRequest, sheet: AnswerSheet, question: Question, at: datetime) -> JsonResponse:
    """Join the files that were just chosen; the page then shows the list anew."""
    outcome = Outcome()
    save_files(request, sheet, question, outcome, at)
    if outcome.errors:
        return JsonResponse({"state": "refused", "text": outcome.errors[question.key]}, status=422)
    return JsonResponse({"state": "saved", "text": f"Pièce reçue à {localtime(at):%H\u00a0h\u00a0%M}"})


def _others(sheet: AnswerSheet, person: User, at: datetime) -> list[dict[str, str]]:
    seen = sheet.presences.filter(seen_at__gt=at - SEEN_FOR).exclude(person=person).select_related("person")
    return [{"name": str(one.person), "key": one.key} for one in seen.order_by("pk")]
