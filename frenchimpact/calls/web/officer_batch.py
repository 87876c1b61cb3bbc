"""Several applications at once: chosen, previewed, confirmed; what was given to somebody can be undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OFFICERS
from frenchimpact.calls.actions.handovers import complete_several, hand_over, undo_handover
from frenchimpact.calls.models import Handover
from frenchimpact.calls.web.officer_batch_form import BatchForm, Deed
from frenchimpact.calls.web.officer_desk import crumbs, filtered
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.words import plural

TITLE = "Agir sur plusieurs candidatures"


@open_to(OFFICERS, "act on several applications")
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: SignedInRequest) -> HttpResponse:
    """Choose among what the filters of the desk show; the second POST alone acts."""
    form = BatchForm(request.POST or None, rows=filtered(request), person=request.user)
    if form.is_confirmed():
        done: list[HttpResponse] = []
        if carried_out(form, lambda: done.append(_done(request, form))):
            return done[0]
    preview = form.preview() if form.is_valid() else []
    possible = [forecast.application for forecast in preview if not forecast.refusal]
    page = {"form": form, "preview": preview, "possible": possible, "crumbs": crumbs(TITLE), "title": TITLE}
    return render(request, "calls/officer_batch.html", page)


@open_to(OFFICERS, "undo handover")
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what was given to whom, and offer to undo it."""
    found = get_object_or_404(Handover.objects.select_related("to"), pk=pk, by=request.user)
    if request.method == "POST":
        back = undo_handover(found, by=request.user, at=timezone.now())
        words = f"{back} {plural(back, 'candidature revient', 'candidatures reviennent')} à qui les tenait."
        messages.success(request, f"C’est annulé\u00a0: {words}")
        return redirect("calls:officer_desk")
    lines = found.lines.select_related("application__collective", "application__organisation", "before")
    page = {"handover": found, "lines": lines, "crumbs": crumbs("Candidatures confiées")}
    return render(request, "calls/officer_handover.html", page)


def _done(request: SignedInRequest, form: BatchForm) -> HttpResponse:
    now = timezone.now()
    if form.deed() == Deed.COMPLETE:
        count = complete_several(form.chosen(), by=request.user, at=now)
        words = plural(count, "dossier est déclaré complet", "dossiers sont déclarés complets")
        messages.success(request, f"{count} {words}, les personnes concernées sont prévenues.")
        return redirect("calls:officer_desk")
    given = hand_over(form.chosen(), form.officer(), by=request.user, at=now)
    return redirect("calls:officer_handover", given.pk)
