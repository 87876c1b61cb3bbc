"""The certificate for people: a PDF that screen readers read (PDF/UA-1), with its QR code, drawn here and offline."""

import io
import json
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg
import typst
from django.utils.timezone import localdate

from frenchimpact.calls.models import Decision
from frenchimpact.labels.models import Label
from frenchimpact.ui.words import long_date, non_breaking

HERE = Path(__file__).parent
TEMPLATE = HERE.parent / "templates" / "labels" / "certificate.typ"
WHY = {
    True: "pour l’engagement de son collectif sur les défis de son territoire,",
    False: "pour son accompagnement des projets d’innovation sociale,",
}
FONTS = HERE.parents[1] / "ui" / "fonts"


def picture_of(address: str) -> bytes:
    """Draw the QR code as SVG: one path, no script, no style."""
    made = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, border=2)
    drawn = io.BytesIO()
    made.save(drawn)
    return drawn.getvalue()


def pdf_of(label: Label, address: str) -> bytes:
    """Print the certificate of a label that holds; the name of who decided stands on it (CRPA L212-1)."""
    told = {name: non_breaking(value) for name, value in _words(label).items()}
    told |= {"address": address, "number": label.number or "", "qr": picture_of(address).decode()}
    return printed(TEMPLATE, {"label": json.dumps(told, ensure_ascii=False)})


def printed(template: Path, told: dict[str, str]) -> bytes:
    try:
        return _compiled(template, told, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:  # a letter that our fonts lack: the text matters more than the standard
        return _compiled(template, told)


def _compiled(template: Path, told: dict[str, str], **how: Any) -> bytes:  # noqa: ANN401  # options of the library
    return bytes(typst.compile(template.read_bytes(), font_paths=[str(FONTS)], sys_inputs=told, **how))


def _words(label: Label) -> dict[str, str]:
    decision = Decision.objects.select_related("application__call").get(application=label.application_id)
    return {
        "holder": str(label.holder),
        "label": label.name,
        "reason": WHY[label.organisation is None],
        "call": label.wave_title,
        "issued": long_date(localdate(label.issued_at)) if label.issued_at else "",
        "until": long_date(label.valid_until) if label.valid_until else "",
        "authority": decision.application.call.authority,
        "signed_name": decision.signed_name,
        "signed_title": decision.signed_title,
        "signed_delegation": decision.signed_delegation,
    }
