"""The doors of a committee: who does not sit there, or does not preside, learns nothing."""

from django.http import Http404
from django.utils import timezone

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.calls.models import Committee, CommitteeMember
from frenchimpact.calls.rules.committees import may_follow, presides, seat_of


def committee_of(slug: str) -> Committee:
    """Find the committee of a call, or say that there is nothing here."""
    found = Committee.objects.select_related("call", "grid").filter(call__slug=slug).first()
    if found is None:
        raise Http404
    return found


def seat(request: SignedInRequest, slug: str) -> CommitteeMember:
    """Return the seat of whoever asks."""
    found = seat_of(committee_of(slug), request.user, timezone.now())
    if found is None:
        raise Http404
    return found


def followed(request: SignedInRequest, slug: str) -> Committee:
    """Open to the chair and to the team."""
    committee = committee_of(slug)
    if not may_follow(committee, request.user, timezone.now()):
        raise Http404
    return committee


def presided(request: SignedInRequest, slug: str) -> Committee:
    committee = committee_of(slug)
    if not presides(committee, request.user, timezone.now()):
        raise Http404
    return committee
