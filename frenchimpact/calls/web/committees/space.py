"""« Comité »: what somebody who sits on committees has to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_MEMBERS
from frenchimpact.calls.queries.committees.desk import desk_of
from frenchimpact.shared.access import open_to


@open_to(COMMITTEE_MEMBERS, "read committee space")
@require_safe
def space(request: SignedInRequest) -> HttpResponse:
    return render(request, "calls/committee/space.html", {"seats": desk_of(request.user, timezone.now())})
