"""The letter of a decision as a PDF: what people wrote comes in as data, never as code."""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.http import HttpResponse

from frenchimpact.calls.queries.letters import Letter
from frenchimpact.ui.words import long_date, non_breaking

TEMPLATE = Path(__file__).parent.parent / "templates" / "calls" / "letter.typ"


def pdf_of_letter(letter: Letter) -> HttpResponse:
    """Answer the letter as a file named after its receipt."""
    told = {name: non_breaking(value) if isinstance(value, str) else value for name, value in asdict(letter).items()}
    told |= {"on": letter.told_date, "published_on": long_date(letter.published_on) if letter.published_on else ""}
    pdf = typst.compile(TEMPLATE.read_bytes(), sys_inputs={"letter": json.dumps(told)})
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="decision-{letter.receipt}.pdf"'
    return response
