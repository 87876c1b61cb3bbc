"""An application as its collective sees it: begin, follow, give up."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.calls.actions.applications import start_application, withdraw_application
from frenchimpact.calls.models import Application
from frenchimpact.calls.queries.applications import state_in_words, with_all
from frenchimpact.calls.queries.calls import shown_calls
from frenchimpact.calls.queries.timelines import timeline_of
from frenchimpact.calls.rules.applications import may_withdraw
from frenchimpact.calls.web.calendars import calendar_of_application
from frenchimpact.calls.web.forms import ApplyForm, WithdrawForm
from frenchimpact.calls.web.panels import panel_of
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.listing import Column, List

MINE = "Mes candidatures"

APPLICATIONS = List[Application](
    name="candidatures",
    columns=[
        Column(
            "candidat",
            "Qui candidate",
            lambda row: row.applicant.name,
            sort="applicant_name",
            link=lambda row: row.get_absolute_url(),
        ),
        Column("appel", "Appel", lambda row: row.call.title, sort="call__title"),
        Column("etat", "État", state_in_words, sort="stage"),
        Column("depuis", "Depuis le", lambda row: row.stage_since, sort="stage_since"),
        Column("vague", "Vague", lambda row: row.wave, sort="wave__number"),
        Column("recepisse", "Récépissé", lambda row: row.receipt_number, sort="receipt_number"),
    ],
    default_sort="-depuis",
    noun="candidature,candidatures",
    empty="Aucune candidature pour l’instant\u00a0: choisissez un appel, puis «\u00a0Candidater\u00a0».",
)


@require_safe
@open_to(SIGNED_IN, "read own applications")
def applications(request: SignedInRequest) -> HttpResponseBase:
    answer = APPLICATIONS.answer(request, _of(request))
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "calls/applications.html", {"listing": answer})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(SIGNED_IN, "start application")
def apply(request: SignedInRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(shown_calls(), slug=slug)
    form = ApplyForm(request.POST or None, call=call, person=request.user)
    if form.is_valid():
        application = start_application(call, form.cleaned_data["applicant"], by=request.user)
        messages.success(request, "Votre candidature est commencée : elle s’enregistre au fur et à mesure.")
        return redirect(application)
    crumbs = [("Appels", reverse("calls:calls")), (call.title, call.get_absolute_url()), ("Candidater", "")]
    page = {"call": call, "form": form, "started": _of(request).filter(call=call), "crumbs": crumbs}
    return render(request, "calls/apply.html", page)


@require_safe
@open_to(SIGNED_IN, "read application")
def application(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = own_application(request, public_id)
    page = panel_of(found, request.user, timezone.now()) | {"crumbs": crumbs_to(found)}
    return render(request, "calls/application.html", page)


@require_safe
@open_to(SIGNED_IN, "read application")
def dates(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Answer the dates of this application for a diary."""
    found = own_application(request, public_id)
    address = request.build_absolute_uri(found.get_absolute_url())
    return calendar_of_application(found, timeline_of(found, timezone.now()), address)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(SIGNED_IN, "withdraw application")
def withdraw(request: SignedInRequest, public_id: str) -> HttpResponse:
    found = own_application(request, public_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_application(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "La candidature est retirée. Qui y travaille avec vous en est prévenu.")
            return redirect(found)
    page = {"application": found, "form": form, "may_withdraw": may_withdraw(found, request.user)}
    return render(request, "calls/withdraw.html", page | {"crumbs": crumbs_to(found, "Retirer la candidature")})


def own_application(request: SignedInRequest, public_id: str) -> Application:
    """Return an application of one of this person’s collectives; for anybody else there is none."""
    return get_object_or_404(_of(request), public_id=public_id)


def crumbs_to(application: Application, title: str = "") -> list[tuple[str, str]]:
    """Label and address of each step from one’s applications to a page of this one."""
    here = (str(application.applicant), application.get_absolute_url() if title else "")
    return [(MINE, reverse("calls:applications")), here, *([(title, "")] if title else [])]


def _of(request: SignedInRequest) -> QuerySet[Application]:
    return with_all(Application.objects.of(request.user))
