"""The writing page: one part of the form at a time, saved whole without JavaScript, field by field with it."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.documents.rules import CHOOSABLE, MAX_SIZE
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.owners import owner_of
from frenchimpact.questionnaires.queries.readings import Part, Reading, missing_in, progress_in, reading_of
from frenchimpact.questionnaires.queries.versions import last_written
from frenchimpact.questionnaires.rules.values import LONGEST
from frenchimpact.questionnaires.web.conflicts import compared
from frenchimpact.questionnaires.web.doors import crumbs, may_write, readable, writable
from frenchimpact.questionnaires.web.entries import entries_of
from frenchimpact.questionnaires.web.saving import Outcome, save_part
from frenchimpact.shared.access import SIGNED_IN, open_to

TICKET = re.compile(r"[a-z0-9]{8,40}")


@open_to(SIGNED_IN, "write answers")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: SignedInRequest, public_id: str) -> HttpResponse:
    if request.method == "POST":
        return _save(request, writable(request, public_id))
    found = readable(request, public_id)
    if not may_write(request, found):
        return redirect("questionnaires:read", public_id)
    reading = reading_of(found)
    return _page(request, reading, _part(reading, request.GET.get("partie", "")), Outcome())


def _save(request: SignedInRequest, found: AnswerSheet) -> HttpResponse:
    part = _part(reading_of(found), request.POST.get("partie", ""))
    outcome = save_part(request, found, [item.question for item in part.items], timezone.now())
    if outcome.clashes:
        page = {"clashes": compared(outcome.clashes), "part": part, "sheet": found, "crumbs": crumbs(found, "Comparer")}
        return render(request, "questionnaires/conflict.html", page, status=409)
    reading = reading_of(found)
    if outcome.errors:
        return _page(request, reading, _part(reading, part.section.key), outcome, status=422)
    messages.success(request, "Vos réponses sont enregistrées.")
    return redirect(_address_after(request, reading, part))


def _page(request: SignedInRequest, reading: Reading, part: Part, outcome: Outcome, status: int = 200) -> HttpResponse:
    found = reading.sheet
    removed = list(found.files.exclude(removed_at=None).select_related("document").order_by("-removed_at"))
    page = {
        "sheet": found,
        "title": owner_of(found).title_of(found),
        "crumbs": crumbs(found, "Écrire"),
        "part": part,
        "entries": entries_of(reading, part, outcome.typed, outcome.errors, removed),
        "progress": progress_in(reading),
        "missing": missing_in(reading),
        "errors": outcome.errors,
        "written": last_written(found),
        "way_out": owner_of(found).address_of(found),
        "reading_beside": owner_of(found).beside(found),
        "longest": LONGEST,
        "choosable": CHOOSABLE,
        "max_size": MAX_SIZE,
    } | _place_of(reading, part)
    return render(request, "questionnaires/sheet.html", page, status=status)


def _place_of(reading: Reading, part: Part) -> dict[str, object]:
    """Say which part this is of how many, and those before and after it."""
    parts = reading.parts
    here = parts.index(part)
    return {
        "rank": here + 1,
        "count": len(parts),
        "before": parts[here - 1].section if here else None,
        "after": parts[here + 1].section if here + 1 < len(parts) else None,
    }


def _part(reading: Reading, key: str) -> Part:
    if not reading.parts:
        raise Http404
    return next((part for part in reading.parts if part.section.key == key), reading.parts[0])


def _address_after(request: SignedInRequest, reading: Reading, part: Part) -> str:
    """Give the next part when « Enregistrer et continuer » was pressed (after the last, the whole), else the same one.

    The ticket that the page sent with its fields comes back: its script then knows that they are saved.
    """
    keys = [one.section.key for one in reading.parts]
    here = keys.index(part.section.key) + ("next" in request.POST)
    ticket = request.POST.get("ticket", "")
    told = f"&recu={ticket}" if TICKET.fullmatch(ticket) else ""
    if here == len(keys):
        return f"{reverse('questionnaires:read', args=[reading.sheet.public_id])}{told.replace('&', '?')}"
    return f"{reverse('questionnaires:sheet', args=[reading.sheet.public_id])}?partie={keys[here]}{told}"
