"""One file at a time: what is left to do, handing over, stepping back, and the others once one’s own are in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS, OFFICERS
from frenchimpact.assessments.queries import last_sealed, missing_of, scored
from frenchimpact.calls.actions.committees.readings import recuse_reading, send_to_committee, submit_reading
from frenchimpact.calls.models import Reading
from frenchimpact.calls.queries.committees.readings import scores_of
from frenchimpact.calls.queries.desk import on_desk
from frenchimpact.calls.rules.readings import is_reader, may_read_others, may_score
from frenchimpact.calls.web.committees.forms import ReasonForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


@open_to(COMMITTEE_MEMBERS, "read own reading")
@require_safe
def reading(request: SignedInRequest, public_id: str) -> HttpResponse:
    found, now = _mine(request, public_id), timezone.now()
    sealed = last_sealed(found.assessment)
    opens_others = may_read_others(found, request.user, now)
    others = [one for one in scores_of(found.application) if one.reading != found] if opens_others else []
    page = {
        "reading": found,
        "application": found.application,
        "sealed": sealed,
        "criteria": scored(found.assessment.version.criteria.all(), sealed) if sealed else [],
        "missing": missing_of(found.assessment.sheet),
        "may_score": may_score(found, request.user, now),
        "others": others,
        "crumbs": _crumbs(found),
    }
    return render(request, "calls/committee/reading.html", page)


@open_to(COMMITTEE_MEMBERS, "hand over reading")
@require_POST
def submit(request: SignedInRequest, public_id: str) -> HttpResponse:
    submit_reading(_mine(request, public_id), by=request.user, at=timezone.now())
    messages.success(request, "Vos notes sont transmises. Vous pouvez les réviser jusqu’à la décision.")
    return redirect("calls:committee_reading", public_id)


@open_to(COMMITTEE_MEMBERS, "step back from reading")
@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: SignedInRequest, public_id: str) -> HttpResponse:
    found, form = _mine(request, public_id), ReasonForm(request.POST or None)
    if carried_out(
        form, lambda: recuse_reading(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())
    ):
        messages.success(request, "Vous ne lirez pas ce dossier. La personne qui préside est prévenue.")
        return redirect("calls:committee_space")
    page = {"reading": found, "application": found.application, "form": form, "crumbs": _crumbs(found, "Me déporter")}
    return render(request, "calls/committee/recuse.html", page)


@open_to(OFFICERS, "send to committee")
@require_POST
def send(request: SignedInRequest, public_id: str) -> HttpResponse:
    application = get_object_or_404(on_desk(), public_id=public_id)
    send_to_committee(application, by=request.user, at=timezone.now())
    messages.success(request, "Le dossier est transmis au comité.")
    return redirect("calls:officer_application", public_id)


def _mine(request: SignedInRequest, public_id: str) -> Reading:
    related = (
        "member__committee__call",
        "member__person",
        "application__collective",
        "application__call",
        "assessment__version",
        "assessment__sheet",
    )
    found = get_object_or_404(Reading.objects.select_related(*related), public_id=public_id)
    if not is_reader(found, request.user, timezone.now()):
        raise Http404
    return found


def _crumbs(found: Reading, title: str = "") -> list[tuple[str, str]]:
    name = str(found.application.applicant)
    steps = [("Comité", reverse("calls:committee_space"))]
    return [*steps, (name, found.get_absolute_url()), (title, "")] if title else [*steps, (name, "")]
