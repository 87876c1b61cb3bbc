"""The public record of a wave: anybody takes it away, and finds the same ranking."""

import json
from collections import Counter
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.calls.calculations.standing import is_small
from frenchimpact.labels.models import WaveRecord
from frenchimpact.labels.rules import may_know_of_record, may_read_record
from frenchimpact.labels.web.proofs import for_other_sites
from frenchimpact.shared.access import EVERYONE, open_to


@require_safe
@open_to(EVERYONE, "read record of wave")
def wave_record(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Tell of a record that is not open its digest only: it may be shown later, and cannot be changed meanwhile."""
    found = _known_or_404(request, slug, number)
    call = found.wave.call
    page = {
        "record": found,
        "call": call,
        "name": _name_of(found),
        "read": _told(found) if may_read_record(found, request.user, timezone.now()) else None,
        "crumbs": [
            ("Appels", reverse("calls:calls")),
            (call.title, call.get_absolute_url()),
            (f"Relevé de la {str(found.wave).lower()}", ""),
        ],
    }
    return render(request, "labels/wave_record.html", page)


@require_safe
@open_to(EVERYONE, "download record of wave")
def wave_record_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer the very text that the digest is of."""
    found = _known_or_404(request, slug, number)
    if not may_read_record(found, request.user, timezone.now()):
        raise Http404
    response = HttpResponse(found.content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{_name_of(found)}.json"'
    return for_other_sites(response) if found.is_open else response


@require_safe
@open_to(EVERYONE, "download signature of record")
def wave_record_signature(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer the signature, which tells the digest and nothing more."""
    found = _known_or_404(request, slug, number)
    response = HttpResponse(found.signature, content_type="application/jose")
    response["Content-Disposition"] = f'attachment; filename="{_name_of(found)}.jws"'
    return for_other_sites(response)


def _known_or_404(request: HttpRequest, slug: str, number: int) -> WaveRecord:
    rows = WaveRecord.objects.select_related("wave__call", "key")
    found = get_object_or_404(rows, wave__call__slug=slug, wave__number=number)
    if not may_know_of_record(found, request.user, timezone.now()):
        raise Http404
    return found


def _name_of(record: WaveRecord) -> str:
    return f"releve-{record.wave.call.slug}-vague-{record.wave.number}"


def _told(record: WaveRecord) -> dict[str, Any]:
    """Read what the page shows: in a small wave raw means and their order, since its committee saw nothing more."""
    told: dict[str, Any] = json.loads(record.content)
    is_raw = is_small(Counter(one["reader"] for one in told["readings"]))
    lines = sorted(told["ranking"], key=lambda line: -line["mean"]) if is_raw else told["ranking"]
    return told | {"decided_on": date.fromisoformat(told["decided_on"]), "is_raw": is_raw, "ranking": lines}
