"""Fetch a collective for the person who asks, or answer 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community.models import Collective
from frenchimpact.community.queries.collectives import collectives_visible_to
from frenchimpact.community.rules.collectives import may_lead, may_write


def read(person: User, public_id: str) -> Collective:
    """Fetch it for somebody of the collective, or for those who examine applications."""
    return get_object_or_404(collectives_visible_to(person, timezone.now()), public_id=public_id)


def written(person: User, public_id: str) -> Collective:
    """Fetch it for somebody who may change it."""
    found = read(person, public_id)
    if not may_write(found, person):
        raise Http404
    return found


def led(person: User, public_id: str) -> Collective:
    """Fetch it for somebody who leads it."""
    found = read(person, public_id)
    if not may_lead(found, person):
        raise Http404
    return found


def crumbs(collective: Collective, *titles: tuple[str, str]) -> list[tuple[str, str]]:
    """Label and address of each step, from one's collectives."""
    start = ("Mes collectifs", reverse("community:collectives"))
    if not titles:
        return [start, (collective.name, "")]
    return [start, (collective.name, reverse("community:collective", args=[collective.public_id])), *titles]
