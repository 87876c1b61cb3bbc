"""One page by région: what a call received from it, to print."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.accounts.rules import OFFICERS
from frenchimpact.calls.models import Call
from frenchimpact.calls.queries.regions import sheet_of
from frenchimpact.calls.web.printing import pdf_answer
from frenchimpact.geography.models import Region
from frenchimpact.questionnaires.printing import tagged_pdf
from frenchimpact.shared.access import open_to
from frenchimpact.ui.words import long_date

TEMPLATE = Path(__file__).parents[1] / "templates" / "calls" / "region.typ"


@open_to(OFFICERS, "print sheet of region")
@require_safe
def sheet(_request: HttpRequest, slug: str, region: str) -> HttpResponse:
    found = sheet_of(get_object_or_404(Call, slug=slug), get_object_or_404(Region, slug=region))
    told = {**found.told, "on": long_date(timezone.localdate())}
    return pdf_answer(tagged_pdf(TEMPLATE, {"sheet": told}), f"{slug}-{region}")
