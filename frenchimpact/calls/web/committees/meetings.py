"""« Séance »: the chair conducts a meeting, before a projector or a phone; the team reads along."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS, COMMITTEE_OR_TEAM
from frenchimpact.calls.actions.committees.meetings import (
    adopt_bloc,
    ask_item,
    close_meeting,
    note_attendance,
    open_meeting,
    settle_item,
)
from frenchimpact.calls.models import Meeting, MeetingItem
from frenchimpact.calls.queries.committees.meetings import meetings_of, room_at
from frenchimpact.calls.queries.committees.readings import scores_of, still_to_score
from frenchimpact.calls.rules.committees import presides
from frenchimpact.calls.web.committees.doors import followed, presided
from frenchimpact.calls.web.committees.meeting_forms import AdviceForm, AskForm, AttendanceForm, VersionForm
from frenchimpact.calls.web.committees.minutes import minutes_pdf
from frenchimpact.calls.web.committees.waves import crumbs, wave_of
from frenchimpact.calls.web.printing import pdf_answer
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


@open_to(COMMITTEE_OR_TEAM, "read meeting")
@require_safe
def meeting(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    committee, wave, now = followed(request, slug), wave_of(slug, number), timezone.now()
    found = meetings_of(wave)
    current = found.filter(closed_at=None).first()
    room = room_at(committee, current, request.user, now) if current else None
    page = {
        "call": committee.call,
        "wave": wave,
        "room": room,
        "closed": found.exclude(closed_at=None),
        "presides": presides(committee, request.user, now),
        "attendance": AttendanceForm(None, room=room) if room else None,
        "crumbs": crumbs(wave, "Séance"),
    }
    return render(request, "calls/committee/meeting.html", page)


@open_to(COMMITTEE_MEMBERS, "open meeting")
@require_POST
def begin(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    presided(request, slug)
    open_meeting(wave_of(slug, number), by=request.user, at=timezone.now())
    messages.success(request, "La séance est ouverte. Notez d’abord qui est présent.")
    return redirect("calls:committee_meeting", slug, number)


@open_to(COMMITTEE_MEMBERS, "note attendance")
@require_POST
def attendance(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    committee, found = presided(request, slug), _under_way(slug, number)
    form = AttendanceForm(request.POST, room=room_at(committee, found, request.user, timezone.now()))
    if not form.is_valid():
        messages.error(request, "Cette liste n’est pas lisible\u00a0: cochez de nouveau les présents.")
        return redirect("calls:committee_meeting", slug, number)
    told = form.cleaned_data
    note_attendance(found, told["present"], version=told["version"], by=request.user, at=timezone.now())
    messages.success(request, "Les présents sont notés.")
    return redirect("calls:committee_meeting", slug, number)


@open_to(COMMITTEE_MEMBERS, "adopt in bloc")
@require_POST
def bloc(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    presided(request, slug)
    count = adopt_bloc(_under_way(slug, number), version=_version(request), by=request.user, at=timezone.now())
    messages.success(request, f"Adoptés en bloc\u00a0: {count}.")
    return redirect("calls:committee_meeting", slug, number)


@open_to(COMMITTEE_MEMBERS, "close meeting")
@require_POST
def end(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    presided(request, slug)
    count = close_meeting(_under_way(slug, number), version=_version(request), by=request.user, at=timezone.now())
    messages.success(request, f"La séance est close. Dossiers proposés à l’autorité de décision\u00a0: {count}.")
    return redirect("calls:committee_meeting", slug, number)


@open_to(COMMITTEE_MEMBERS, "settle item")
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    committee, found = presided(request, slug), _item(slug, number, pk)
    room = room_at(committee, found.meeting, request.user, timezone.now())
    point = next(one for one in room.points if one.item.pk == found.pk)
    if point.is_hidden:
        raise Http404
    form = AdviceForm.of(request.POST, found)

    def act() -> object:
        advice, version = form.told()
        return settle_item(found, advice, version=version, by=request.user, at=timezone.now())

    if carried_out(form, act):
        messages.success(request, f"L’avis est noté\u00a0: {found.application.applicant}.")
        return redirect("calls:committee_meeting", slug, number)
    unscored = bool(still_to_score([found.application], request.user))
    trail = crumbs(found.meeting.wave, str(found.application.applicant))
    trail.insert(-1, ("Séance", reverse("calls:committee_meeting", args=[slug, number])))
    page = {
        "call": committee.call,
        "wave": found.meeting.wave,
        "room": room,
        "point": point,
        "form": form,
        "ask": AskForm(None, room=room, point=point),
        "scores": [] if unscored else scores_of(found.application),
        "unscored": unscored,
        "crumbs": trail,
    }
    return render(request, "calls/committee/meeting_item.html", page)


@open_to(COMMITTEE_MEMBERS, "ask for item")
@require_POST
def ask(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    committee, found = presided(request, slug), _item(slug, number, pk)
    room = room_at(committee, found.meeting, request.user, timezone.now())
    point = next(one for one in room.points if one.item.pk == found.pk)
    if point.is_hidden:
        raise Http404
    form = AskForm(request.POST, room=room, point=point)
    if form.is_valid():
        told = form.cleaned_data
        ask_item(found, told["member"], version=told["version"], by=request.user, at=timezone.now())
        messages.success(request, "Ce dossier est à l’ordre du jour.")
    else:
        messages.error(request, "Choisissez qui demande que l’on en délibère, parmi les présents sans lien.")
    return redirect("calls:committee_meeting_item", slug, number, pk)


@open_to(COMMITTEE_OR_TEAM, "read minutes")
@require_safe
def minutes(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    committee = followed(request, slug)
    related = ("wave__call", "closed_by", "opened_by")
    closed = Meeting.objects.exclude(closed_at=None).select_related(*related)
    found = get_object_or_404(closed, wave__call=committee.call_id, pk=pk)
    return pdf_answer(minutes_pdf(committee, found, request.user, timezone.now()), f"proces-verbal-{found.pk}")


def _under_way(slug: str, number: int) -> Meeting:
    return get_object_or_404(Meeting, wave__call__slug=slug, wave__number=number, closed_at=None)


def _item(slug: str, number: int, pk: int) -> MeetingItem:
    related = ("meeting__wave__call", "application__collective", "application__organisation")
    rows = MeetingItem.objects.select_related(*related).filter(meeting__closed_at=None)
    return get_object_or_404(rows, meeting__wave__call__slug=slug, meeting__wave__number=number, pk=pk)


def _version(request: SignedInRequest) -> int:
    """Read which version of the meeting was on the screen; none that exists where it is not told."""
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else -1
