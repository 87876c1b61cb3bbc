"""« Mes fiches »: one PDF to read in a train, two pages for each file that is open to whoever asks."""

from datetime import datetime
from pathlib import Path

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS
from frenchimpact.calls.queries.committees.briefs import MOST_FILES, Pack, open_readings
from frenchimpact.calls.web.committees.doors import seat
from frenchimpact.calls.web.printing import pdf_answer
from frenchimpact.questionnaires.printing import tagged_pdf
from frenchimpact.shared.access import open_to
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import long_date

TEMPLATE = Path(__file__).parents[2] / "templates" / "calls" / "committee" / "briefs.typ"


class PartForm(forms.Form):
    partie = forms.IntegerField(required=False)

    def part(self) -> int:
        return self.cleaned_data["partie"] or 1 if self.is_valid() else 1


@open_to(COMMITTEE_MEMBERS, "print own briefs")
@require_safe
def briefs(request: SignedInRequest, slug: str) -> HttpResponse:
    member, now = seat(request, slug), timezone.now()
    part = max(PartForm(request.GET).part(), 1)
    pack = Pack(member, open_readings(member, now)[(part - 1) * MOST_FILES : part * MOST_FILES])
    if not pack.readings:
        raise Refusal("Aucun dossier ne vous est ouvert\u00a0: déclarez vos intérêts, ou attendez la répartition.")
    return pdf_answer(pdf_of_pack(pack, now, request.build_absolute_uri("/")), f"fiches-{slug}-{now:%Y-%m-%d}-{part}")


def pdf_of_pack(pack: Pack, at: datetime, site: str) -> bytes:
    """Print two pages a file, whatever the length of what was written."""
    call = pack.member.committee.call
    told = {
        "title": f"Fiches de synthèse, {call}",
        "reader": str(pack.member),
        "on": long_date(timezone.localdate(at)),
        "site": site.rstrip("/"),
    }
    return tagged_pdf(TEMPLATE, {"pack": {**pack.told, **told}})
