"""Submitting, the receipt, and the copies of what was submitted."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.calls.actions.submissions import answer_complements, submit_application
from frenchimpact.calls.models import Application, Stage
from frenchimpact.calls.queries.applications import completeness_of, content_of
from frenchimpact.calls.queries.copies import parts_of
from frenchimpact.calls.queries.eligibility import findings_now
from frenchimpact.calls.queries.receipts import receipt_of
from frenchimpact.calls.rules.applicants import may_lead
from frenchimpact.calls.rules.applications import open_complement
from frenchimpact.calls.web.applications import crumbs_to, own_application
from frenchimpact.calls.web.arrival import arrival_of
from frenchimpact.calls.web.forms import KeyForm, SubmitForm, new_key
from frenchimpact.calls.web.panels import asked_again, wave_panel
from frenchimpact.calls.web.printing import draft_pdf, pdf_answer, receipt_pdf, submission_pdf
from frenchimpact.questionnaires.queries import missing_of
from frenchimpact.shared.access import SIGNED_IN, open_to


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(SIGNED_IN, "submit application")
def submit(request: SignedInRequest, public_id: str) -> HttpResponse:
    found, at = own_application(request, public_id), arrival_of(request)
    form = SubmitForm(request.POST or None, initial={"key": new_key()})
    if form.is_valid():
        submit_application(found, key=form.cleaned_data["key"], by=request.user, at=at)
        return redirect("calls:receipt", public_id=public_id)
    if found.stage != Stage.DRAFT:  # another person submitted meanwhile, or the receipt is looked for here
        return redirect("calls:receipt" if found.submitted_at else "calls:application", public_id=public_id)
    page = {
        "application": found,
        "form": form,
        "parts": parts_of(content_of(found)),
        "completeness": completeness_of(found),
        "findings": findings_now(found, timezone.localdate(at)),
    }
    page |= wave_panel(found, at) | {"may_lead": may_lead(found.applicant, request.user)}
    return render(request, "calls/submit.html", page | {"crumbs": crumbs_to(found, "Relire et déposer")})


@require_safe
@open_to(SIGNED_IN, "print whole application")
def draft_file(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Print the whole as it stands today: the collective, its members, its challenges, the answers."""
    found = own_application(request, public_id)
    return pdf_answer(draft_pdf(found, content_of(found), timezone.now()), f"candidature-{found.public_id}")


@require_safe
@open_to(SIGNED_IN, "read receipt")
def receipt(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = _submitted(request, public_id)
    page = {"application": found, "receipt": receipt_of(found, timezone.now())} | wave_panel(found, timezone.now())
    return render(request, "calls/receipt.html", page | {"crumbs": crumbs_to(found, "Récépissé")})


@require_safe
@open_to(SIGNED_IN, "print receipt")
def receipt_file(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = _submitted(request, public_id)
    return pdf_answer(receipt_pdf(receipt_of(found, timezone.now())), f"recepisse-{found.receipt_number}")


@require_safe
@open_to(SIGNED_IN, "read submission")
def submission(request: SignedInRequest, public_id: str, number: int) -> HttpResponse:
    found = _submitted(request, public_id)
    deposited = get_object_or_404(found.submissions, number=number)
    title = "Ce que vous avez déposé" if number == 1 else f"Compléments, dépôt n° {number}"
    page = {"application": found, "submission": deposited, "parts": parts_of(deposited.content)}
    page |= {"crumbs": crumbs_to(found, title), "title": title}
    return render(request, "calls/submission.html", page)


@require_safe
@open_to(SIGNED_IN, "print submission")
def submission_file(request: SignedInRequest, public_id: str, number: int) -> HttpResponse:
    found = _submitted(request, public_id)
    deposited = get_object_or_404(found.submissions, number=number)
    return pdf_answer(submission_pdf(found, deposited), f"candidature-{found.receipt_number}-{number}")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(SIGNED_IN, "answer complements")
def complements(request: SignedInRequest, public_id: str) -> HttpResponse:
    found, at = own_application(request, public_id), arrival_of(request)
    form = KeyForm(request.POST or None, initial={"key": new_key()})
    if form.is_valid():
        answer_complements(found, key=form.cleaned_data["key"], by=request.user, at=at)
        messages.success(request, "Vos compléments sont envoyés. Le service les vérifie.")
        return redirect(found)
    asked = open_complement(found)
    if asked is None:
        return redirect(found)
    page = {"application": found, "form": form, "complement": asked, "asked_again": asked_again(asked)}
    page |= {"missing": missing_of(found.sheet), "may_lead": may_lead(found.applicant, request.user)}
    page |= {"is_late": at > asked.due_at, "crumbs": crumbs_to(found, "Compléments")}
    return render(request, "calls/complements.html", page)


def _submitted(request: SignedInRequest, public_id: str) -> Application:
    found = own_application(request, public_id)
    if found.submitted_at is None:
        raise Http404
    return found
