"""What a person is told on the site, and how they wish to be told."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.messaging.actions import choose_frequency, mark_all_read, mark_read
from frenchimpact.messaging.queries import choices_of, notices_of, unread_count
from frenchimpact.messaging.web.forms import PreferencesForm
from frenchimpact.messaging.web.lists import NOTICES
from frenchimpact.shared.access import SIGNED_IN, open_to


@open_to(SIGNED_IN, "read own notices")
@require_safe
def notices(request: SignedInRequest) -> HttpResponseBase:
    answer = NOTICES.answer(request, notices_of(request.user))
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "messaging/notices.html", {"listing": answer, "unread": unread_count(request.user)})


@open_to(SIGNED_IN, "mark own notice read")
@require_POST
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that it is read, then go where it leads."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(notice, by=request.user)
    is_ours = url_has_allowed_host_and_scheme(notice.link, {request.get_host()})
    return redirect(notice.link if notice.link and is_ours else "messaging:notices")


@open_to(SIGNED_IN, "mark own notices read")
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    mark_all_read(by=request.user)
    messages.success(request, "Toutes vos notifications sont marquées comme lues.")
    return redirect("messaging:notices")


@open_to(SIGNED_IN, "choose own preferences")
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedInRequest) -> HttpResponse:
    choices = choices_of(request.user)
    form = PreferencesForm(choices, request.POST or None)
    if form.is_valid():
        for topic, frequency in form.chosen():
            choose_frequency(request.user, topic, frequency, by=request.user)
        messages.success(request, "Vos préférences sont enregistrées.")
        return redirect("messaging:preferences")
    fixed = [choice for choice in choices if not choice.is_free]
    return render(request, "messaging/preferences.html", {"form": form, "fixed": fixed})
