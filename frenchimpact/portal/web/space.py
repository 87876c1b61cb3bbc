"""« Mon espace »: what a person does here, what waits for an answer, what to do next.

Each subject adds one `Block` to BLOCKS: its loader gives what its template shows as `data`, and gives nothing (empty)
when there is nothing to show; the block is then left out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.community.models import Collective, RequestState
from frenchimpact.community.queries.memberships import (
    claims_of,
    invitations_to,
    join_requests_of,
    memberships_of,
    to_answer,
)
from frenchimpact.labels.queries import labels_held_by
from frenchimpact.messaging.queries import unread_count
from frenchimpact.shared.access import SIGNED_IN, open_to

SHOWN = 20


@dataclass(frozen=True)
class Block:
    """One part of the page: its title, its template, and what loads what the template shows as `data`."""

    title: str
    template: str
    load: Callable[[User, datetime], Any]
    anchor: str


def _requests(person: User, _at: datetime) -> list[Any]:
    """Give claims and requests to join: those that wait first, then the latest answers."""
    made = [*claims_of(person)[:SHOWN], *join_requests_of(person)[:SHOWN]]
    return sorted(made, key=lambda one: (one.state != RequestState.OPEN, -one.made_at.timestamp()))


def _collectives(person: User, _at: datetime) -> Iterable[Any]:
    return Collective.objects.of(person).filter(closed_at=None).select_related("lead").order_by("name", "pk")[:SHOWN]


def _to_do(person: User, _at: datetime) -> Sequence[Any]:
    return to_answer(person)


BLOCKS = (
    Block("À faire", "portal/space/_to_do.html", _to_do, "a-faire"),
    Block("Invitations reçues", "portal/space/_invitations.html", invitations_to, "invitations"),
    Block(
        "Mes organisations",
        "portal/space/_organisations.html",
        lambda person, _: memberships_of(person),
        "organisations",
    ),
    Block("Mes demandes", "portal/space/_requests.html", _requests, "demandes"),
    Block("Mes labels", "portal/space/_labels.html", lambda person, _: labels_held_by(person)[:SHOWN], "labels"),
    Block("Mes collectifs", "portal/space/_collectives.html", _collectives, "collectifs"),
)


@open_to(SIGNED_IN, "read own space")
@require_safe
def space(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    loaded = [(block, list(block.load(request.user, now))) for block in BLOCKS]
    page = {
        "blocks": [{"block": block, "data": data} for block, data in loaded if data],
        "unread": unread_count(request.user),
    }
    return render(request, "portal/space.html", page)
