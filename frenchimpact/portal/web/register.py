"""The public register of processing, made from the models: what is held about people, why, how long, who sees it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from frenchimpact.accounts.register import Delay, Processing, delays
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.ui.exports import table_as_csv
from frenchimpact.ui.words import days_in_words

HEADINGS = (
    "Donnée tenue",
    "Champs",
    "Finalité",
    "Base légale",
    "Durée",
    "À compter de",
    "Pourquoi cette durée",
    "Qui y accède",
)


@open_to(EVERYONE, "read the register of processing")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    found = [delay for delay in delays() if delay.processings]
    if request.GET.get("export") == "csv":
        return _as_csv(found)
    return render(request, "portal/register.html", {"delays": found})


def _as_csv(found: list[Delay]) -> HttpResponse:
    name = f"registre-des-traitements-{localdate():%Y-%m-%d}.csv"
    table = table_as_csv(HEADINGS, [_row(delay, processing) for delay in found for processing in delay.processings])
    return HttpResponse(
        table,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _row(delay: Delay, processing: Processing) -> list[str]:
    line = delay.line
    fields = ", ".join(processing.fields)
    kept = [days_in_words(line.days), line.counted_from, line.why, line.recipients]
    return [processing.what, fields, processing.purpose, processing.basis, *kept]
