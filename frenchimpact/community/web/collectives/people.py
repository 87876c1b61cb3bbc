"""Who works in a collective: the list, invitations, roles, leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.community.actions.seats import change_seat, end_seat, leave_collective, offer_seat, take_seat
from frenchimpact.community.models import Collective, SeatRole
from frenchimpact.community.queries.collectives import invitation_of, open_seats_of, people_of_lead, seats_of
from frenchimpact.community.rules.collectives import INVITATION_IS_DEAD, may_lead
from frenchimpact.community.web.collectives.access import crumbs, led, read
from frenchimpact.community.web.collectives.forms import ConfirmForm, SeatForm, SeatOfferForm
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out


@open_to(SIGNED_IN, "invite people into own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest, public_id: str) -> HttpResponse:
    collective = (led if request.method == "POST" else read)(request.user, public_id)
    form = SeatOfferForm(request.POST or None, initial={"role": SeatRole.WRITER})
    data = form.cleaned_data if form.is_valid() else {}
    if carried_out(form, lambda: offer_seat(collective, data["email"], data["role"], by=request.user)):
        messages.success(request, f"L’invitation part à {data['email']}. Elle est valable 14 jours.")
        return redirect("community:collective_people", public_id)
    seats = list(seats_of(collective))
    page = {"form": form, "collective": collective, "seats": seats, "runs": people_of_lead(collective)}
    page |= {"may_lead": may_lead(collective, request.user), "crumbs": crumbs(collective, ("Personnes", ""))}
    page["has_seat"] = any(seat.person_id == request.user.pk for seat in seats)
    return render(request, "community/collectives/people.html", page)


@open_to(SIGNED_IN, "change role in own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: SignedInRequest, public_id: str, seat: str) -> HttpResponse:
    collective = led(request.user, public_id)
    found = get_object_or_404(seats_of(collective), public_id=seat)
    form = SeatForm(request.POST or None, initial={"role": found.role})
    if carried_out(form, lambda: change_seat(found, form.cleaned_data["role"], by=request.user)):
        messages.success(request, "Le rôle est changé.")
        return redirect("community:collective_people", public_id)
    page = {"form": form, "collective": collective, "seat": found, "crumbs": _crumbs(collective, "Rôle")}
    return render(request, "community/collectives/seat.html", page)


@open_to(SIGNED_IN, "take seat of own collective back")
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedInRequest, public_id: str, seat: str) -> HttpResponse:
    collective = led(request.user, public_id)
    found = get_object_or_404(seats_of(collective), public_id=seat)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: end_seat(found, by=request.user)):
        messages.success(request, "C’est fait : cette place a pris fin.")
        return redirect("community:collective_people", public_id)
    page = {"form": form, "collective": collective, "seat": found, "crumbs": _crumbs(collective, "Retirer")}
    return render(request, "community/collectives/seat_end.html", page)


@open_to(SIGNED_IN, "leave own collective")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, public_id: str) -> HttpResponse:
    seat = get_object_or_404(open_seats_of(request.user), collective__public_id=public_id)
    collective = seat.collective
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: leave_collective(collective, by=request.user)):
        messages.success(request, f"Vous ne travaillez plus dans le collectif {collective}.")
        return redirect("community:collectives")
    page = {"form": form, "collective": collective, "crumbs": _crumbs(collective, "Quitter")}
    return render(request, "community/collectives/leave.html", page)


@open_to(EVERYONE, "answer invitation into collective")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first, join on POST only: programs that open every link of an e-mail must not spend this one."""
    found = invitation_of(token, timezone.now())
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    person = request.user if request.user.is_authenticated else None
    if found and person and carried_out(form, lambda: take_seat(token, by=person)):
        messages.success(request, f"Vous travaillez maintenant dans le collectif {found.collective}.")
        return redirect("community:collective", found.collective.public_id)
    is_mine = bool(found and person and found.email.casefold() == person.email.casefold())
    page = {"form": form, "seat": found, "is_mine": is_mine, "dead": INVITATION_IS_DEAD}
    response = render(request, "community/collectives/offer.html", page)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _crumbs(collective: Collective, title: str) -> list[tuple[str, str]]:
    return crumbs(
        collective, ("Personnes", reverse("community:collective_people", args=[collective.public_id])), (title, "")
    )
