"""Reading the whole, printing it, opening a file, seeing what an answer was before."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.documents.queries import open_document
from frenchimpact.documents.rules import SHOWN_INLINE
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.questionnaires.models import Answer, AnswerSheet, FormerAnswer, Question, QuestionKind
from frenchimpact.questionnaires.owners import owner_of
from frenchimpact.questionnaires.printing import pdf_of
from frenchimpact.questionnaires.queries.contents import content_of, names_of_places, text_of
from frenchimpact.questionnaires.queries.readings import Item, reading_of
from frenchimpact.questionnaires.queries.tables import Table, table_of
from frenchimpact.questionnaires.web.doors import crumbs, may_write, readable, writable
from frenchimpact.questionnaires.web.saving import version_sent
from frenchimpact.shared.access import SIGNED_IN, open_to


@open_to(SIGNED_IN, "read answers")
@require_safe
def read(request: SignedInRequest, public_id: str) -> HttpResponse:
    sheet = readable(request, public_id)
    reading = reading_of(sheet)
    names = names_of_places(reading.items)
    parts = [
        (part.section, [(item, _as_read(item, names)) for item in part.items if item.is_asked])
        for part in reading.parts
    ]
    page = {
        "sheet": sheet,
        "title": owner_of(sheet).title_of(sheet),
        "crumbs": crumbs(sheet, "Lire"),
        "parts": parts,
        "may_write": may_write(request, sheet),
    }
    return render(request, "questionnaires/read.html", page)


@open_to(SIGNED_IN, "print answers")
@require_safe
def pdf(request: SignedInRequest, public_id: str) -> HttpResponse:
    sheet = readable(request, public_id)
    printed = pdf_of(content_of(sheet), title=owner_of(sheet).title_of(sheet), subtitle=sheet.version.form.title)
    disposition = f'attachment; filename="reponses-{sheet.public_id}.pdf"'
    return HttpResponse(printed, content_type="application/pdf", headers={"Content-Disposition": disposition})


@open_to(SIGNED_IN, "open joined file")
@require_safe
def file(request: SignedInRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """Give a file to who may read the sheet; only what runs nothing is shown by the browser, the rest is kept."""
    sheet = readable(request, public_id)
    found = get_object_or_404(sheet.files.select_related("document"), public_id=file_id)
    if found.removed_at is not None and not may_write(request, sheet):
        raise Http404
    document = found.document
    content = open_document(document, for_person=request.user)
    is_kept = document.media_type not in SHOWN_INLINE
    return FileResponse(content, as_attachment=is_kept, filename=document.name, content_type=document.media_type)


@open_to(SIGNED_IN, "read former answers")
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: SignedInRequest, public_id: str, key: str) -> HttpResponse:
    sheet = writable(request, public_id)
    question = get_object_or_404(Question, version=sheet.version_id, key=key)
    former = list(sheet.former_answers.filter(key=key).select_related("changed_by").order_by("-version"))
    if request.method == "POST":
        return _bring_back(request, sheet, question, former)
    page = {
        "sheet": sheet,
        "question": question,
        "former": [(one, _text(question, one.value)) for one in former],
        "current": sheet.answers.filter(key=key).select_related("changed_by").first(),
        "crumbs": crumbs(sheet, "Versions précédentes"),
    }
    return render(request, "questionnaires/versions.html", page)


def _bring_back(
    request: SignedInRequest, sheet: AnswerSheet, question: Question, former: list[FormerAnswer]
) -> HttpResponse:
    wanted = version_sent(request.POST.get("version", ""))
    chosen = next((one for one in former if one.version == wanted), None)
    if chosen is None:
        raise Http404
    read_version = version_sent(request.POST.get("current", ""))
    write_answer(sheet, question.key, chosen.value, version=read_version, by=request.user, at=timezone.now())
    messages.success(request, "L’ancienne réponse est remise\u00a0; celle qu’elle remplace est gardée ici.")
    return redirect("questionnaires:versions", sheet.public_id, question.key)


def _text(question: Question, value: object) -> str:
    item = Item(question, Answer(value=value), [], is_asked=True, condition="")
    return text_of(item, names_of_places([item]))


def _as_read(item: Item, names: dict[str, str]) -> str | Table:
    is_table = item.question.kind == QuestionKind.TABLE and item.value
    return table_of(item.question, item.value) if is_table else text_of(item, names)
