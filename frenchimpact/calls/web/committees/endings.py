"""The end of somebody’s reading, as the chair moves it: more time, or taken back."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS
from frenchimpact.calls.actions.committees.deadlines import prolong_reading, take_back_reading
from frenchimpact.calls.calculations.delays import end_of
from frenchimpact.calls.models import Reading
from frenchimpact.calls.queries.committees.waves import tied_files
from frenchimpact.calls.web.committees.doors import presided
from frenchimpact.calls.web.committees.forms import ReasonForm
from frenchimpact.calls.web.committees.waves import crumbs
from frenchimpact.calls.web.operator_forms import DayInput
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out

PROLONG = ("Donner plus de temps", "La personne en est prévenue. Ce qu’elle a déjà écrit est gardé.", "Donner ce délai")
REPLACED = (
    "La personne en est prévenue, avec le motif. Demandez ensuite une nouvelle répartition\u00a0: elle ne change que "
    "ce dossier, et le confie à quelqu’un d’autre."
)
TAKE_BACK = ("Retirer cette lecture", REPLACED, "Retirer la lecture")


class ProlongForm(forms.Form):
    due_on = forms.DateField(label="Nouvelle échéance", widget=DayInput(), help_text="À 23 h 59, heure de Paris.")

    def due_at(self) -> datetime:
        return end_of(self.cleaned_data["due_on"])


@open_to(COMMITTEE_MEMBERS, "give more time to a reader")
@require_http_methods(["GET", "HEAD", "POST"])
def prolong(request: SignedInRequest, slug: str, public_id: str) -> HttpResponse:
    found, form = _found(request, slug, public_id), ProlongForm(request.POST or None)

    def act() -> object:
        return prolong_reading(found, form.due_at(), by=request.user, at=timezone.now())

    return _answer(request, found, form, act, PROLONG)


@open_to(COMMITTEE_MEMBERS, "take back a reading")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedInRequest, slug: str, public_id: str) -> HttpResponse:
    found, form = _found(request, slug, public_id), ReasonForm(request.POST or None)

    def act() -> object:
        return take_back_reading(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())

    return _answer(request, found, form, act, TAKE_BACK)


def _answer(
    request: SignedInRequest, found: Reading, form: forms.Form, act: Callable[[], object], words: tuple[str, str, str]
) -> HttpResponse:
    wave, call = found.application.wave, found.member.committee.call
    if wave is None:
        raise Http404
    title, lead, submit = words
    if carried_out(form, act):
        messages.success(request, "C’est fait, et la personne en est prévenue.")
        return redirect("calls:committee_wave", call.slug, wave.number)
    page = {"reading": found, "form": form, "call": call, "wave": wave, "title": title, "lead": lead, "submit": submit}
    return render(request, "calls/committee/reading_end.html", page | {"crumbs": crumbs(wave, title)})


def _found(request: SignedInRequest, slug: str, public_id: str) -> Reading:
    """Open it to the chair, but for the files to which they are tied: who reads those is not theirs to know."""
    committee, now = presided(request, slug), timezone.now()
    related = (
        "member__committee__call",
        "member__person",
        "application__collective",
        "application__organisation",
        "application__wave__call",
    )
    rows = Reading.objects.filter(member__committee=committee).select_related(*related)
    found = get_object_or_404(rows, public_id=public_id)
    if tied_files(committee, [found.application], request.user, now):
        raise Http404
    return found
