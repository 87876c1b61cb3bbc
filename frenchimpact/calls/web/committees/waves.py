"""Who reads what in a wave: proposed, looked at, validated by the chair; the team reads along."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS, COMMITTEE_OR_TEAM
from frenchimpact.calls.actions.committees.allotments import (
    accept_fewer,
    ask_allotment,
    pin_reader,
    unpin_reader,
    validate_allotment,
)
from frenchimpact.calls.models import Application, Committee, CommitteeMember, Pin, Wave
from frenchimpact.calls.queries.committees.members import members_of
from frenchimpact.calls.queries.committees.waves import allotment_of, files_of, room_of
from frenchimpact.calls.rules.committees import presides
from frenchimpact.calls.web.committees.doors import followed, presided
from frenchimpact.calls.web.committees.forms import LONGEST_REASON
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


class PinForm(forms.Form):
    member = forms.ModelChoiceField(CommitteeMember.objects.none(), label="Membre")
    application = forms.ModelChoiceField(Application.objects.none(), label="Dossier")

    def __init__(self, data: object, *, committee: Committee, wave: Wave) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.fields["member"].queryset = members_of(committee, timezone.now())  # type: ignore[attr-defined]
        field = self.fields["application"]
        field.queryset = files_of(wave)  # type: ignore[attr-defined]  # of a ModelChoiceField
        field.label_from_instance = lambda one: str(one.applicant)  # type: ignore[attr-defined]


class FewerForm(forms.Form):
    readers = forms.IntegerField(label="Lecteurs de ce dossier", min_value=1, max_value=9)
    reason = forms.CharField(label="Motif", max_length=LONGEST_REASON)


def crumbs(wave: Wave, title: str = "") -> list[tuple[str, str]]:
    """Label and address of each step to the page of a wave, and to those below it."""
    here = reverse("calls:committee_wave", args=[wave.call.slug, wave.number])
    steps = [("Comité", reverse("calls:committee_space"))]
    return [*steps, (f"Lectures de la vague {wave.number}", here), (title, "")] if title else [*steps, (str(wave), "")]


@open_to(COMMITTEE_OR_TEAM, "read allotment")
@require_safe
def wave(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    committee, now = followed(request, slug), timezone.now()
    found = wave_of(slug, number)
    page = {
        "committee": committee,
        "call": committee.call,
        "wave": found,
        "room": room_of(committee, found, request.user, now),
        "presides": presides(committee, request.user, now),
        "crumbs": crumbs(found),
    }
    return render(request, "calls/committee/wave.html", page)


@open_to(COMMITTEE_MEMBERS, "ask for allotment")
@require_POST
def ask(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    presided(request, slug)
    ask_allotment(wave_of(slug, number), by=request.user, at=timezone.now())
    messages.success(request, "Le calcul est lancé\u00a0: vous serez prévenu·e, ou rechargez cette page.")
    return redirect("calls:committee_wave", slug, number)


@open_to(COMMITTEE_MEMBERS, "validate allotment")
@require_POST
def validate(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    presided(request, slug)
    allotment = get_object_or_404(allotment_of(wave_of(slug, number)))
    given = validate_allotment(allotment, by=request.user, at=timezone.now())
    messages.success(request, f"{len(given)} lectures sont confiées, et chaque membre concerné est prévenu.")
    return redirect("calls:committee_wave", slug, number)


@open_to(COMMITTEE_MEMBERS, "pin reader")
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    committee, found = presided(request, slug), wave_of(slug, number)
    form = PinForm(request.POST or None, committee=committee, wave=found)

    def act() -> object:
        told = form.cleaned_data
        return pin_reader(told["member"], told["application"], by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "Cette lecture est imposée\u00a0: elle vaudra à la prochaine répartition.")
        return redirect("calls:committee_wave", slug, number)
    page = {"form": form, "call": committee.call, "wave": found, "crumbs": crumbs(found, "Imposer une lecture")}
    return render(request, "calls/committee/pin.html", page)


@open_to(COMMITTEE_MEMBERS, "unpin reader")
@require_POST
def unpin(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    committee = presided(request, slug)
    unpin_reader(get_object_or_404(Pin, member__committee=committee, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, "Cette lecture n’est plus imposée.")
    return redirect("calls:committee_wave", slug, number)


@open_to(COMMITTEE_MEMBERS, "accept fewer readers")
@require_http_methods(["GET", "HEAD", "POST"])
def fewer(request: SignedInRequest, slug: str, public_id: str) -> HttpResponse:
    committee = presided(request, slug)
    application = get_object_or_404(
        Application.objects.select_related("collective", "organisation", "wave__call"),
        call=committee.call_id,
        public_id=public_id,
    )
    found, form = (
        get_object_or_404(Wave.objects.select_related("call"), pk=application.wave_id),
        FewerForm(request.POST or None),
    )

    def act() -> object:
        told = form.cleaned_data
        return accept_fewer(application, told["readers"], told["reason"], by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, "Ce dossier aura moins de lecteurs que les autres.")
        return redirect("calls:committee_wave", slug, found.number)
    page = {"form": form, "call": committee.call, "wave": found, "application": application, "committee": committee}
    return render(request, "calls/committee/fewer.html", page | {"crumbs": crumbs(found, "Moins de lecteurs")})


def wave_of(slug: str, number: int) -> Wave:
    return get_object_or_404(Wave.objects.select_related("call"), call__slug=slug, number=number)
