"""The receipt, and what was submitted, as files that last."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.timezone import localtime

from frenchimpact.calls.models import Application, Submission
from frenchimpact.calls.queries.copies import Content, parts_of
from frenchimpact.calls.queries.receipts import Receipt, to_the_second
from frenchimpact.questionnaires.printing import pdf_of
from frenchimpact.ui.words import long_date


def receipt_pdf(receipt: Receipt) -> bytes:
    """Print the receipt with what CRPA R112-5 wants to stand on it."""
    facts = [
        ("Numéro", receipt.number),
        ("Reçue le", receipt.at_in_words),
        ("Déposée par", receipt.by),
        ("Appel", receipt.call),
        ("Vague", receipt.wave),
        ("Service", ", ".join(filter(None, (receipt.service, receipt.postal_address, receipt.phone, receipt.contact)))),
        ("Autorité de décision", receipt.authority),
        ("Silence du service", receipt.silence_in_words),
        ("Empreinte du dossier (SHA-256)", receipt.digest),
        *(("Voies et délais de recours", receipt.remedies) for _ in [0] if receipt.remedies),
    ]
    steps = [
        f"{step.title}{f', {step.who}' if step.who else ''}"
        f"{f', au plus tard le {long_date(localtime(step.until).date())}' if step.until else ''}"
        for step in receipt.following
    ]
    facts.append(("Ce qui va se passer", " ; ".join(steps)))
    return pdf_of({"sections": []}, title=f"Récépissé {receipt.number}", subtitle=receipt.collective, facts=facts)


def draft_pdf(application: Application, content: Content, at: datetime) -> bytes:
    """Print everything that would be submitted at this instant, and say that it is not what was."""
    facts = [("État", "Copie de travail, sans valeur de dépôt"), ("Imprimée le", to_the_second(at))]
    title = f"Candidature de {content.get('name', application.applicant)}"
    return pdf_of({"sections": parts_of(content)}, title=title, subtitle=str(application.call), facts=facts)


def submission_pdf(application: Application, submission: Submission) -> bytes:
    """Print what was submitted, word for word."""
    facts = [
        ("Récépissé", application.receipt_number or ""),
        ("Déposé le", to_the_second(submission.at)),
        ("Empreinte (SHA-256)", submission.digest),
    ]
    title = f"Candidature de {submission.content.get('name', application.applicant)}"
    return pdf_of({"sections": parts_of(submission.content)}, title=title, subtitle=str(application.call), facts=facts)


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """Answer the file under this name, without its extension."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
