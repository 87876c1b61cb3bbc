"""Setting up the committee of a call, with the grid it reads with."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.assessments.actions import (
    add_criterion,
    change_criterion,
    create_grid,
    remove_criterion,
    share_weights,
)
from frenchimpact.assessments.models import GridVersion
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.calls import events
from frenchimpact.calls.models import Call, Committee
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.calls.shipped import grid as shipped
from frenchimpact.journal.actions import record


@transaction.atomic
def set_up_committee(call: Call, *, by: User) -> Committee:
    """Give a call its committee, with the grid that ships; once there, it is left as it is. Refuses but operators."""
    require_operator(by, timezone.now())
    call = Call.objects.select_for_update().get(pk=call.pk)
    if known := Committee.objects.filter(call=call).first():
        return known
    grid = create_grid(f"{shipped.TITLE} – {call.title}"[:200], shipped.CRITERIA, by=by)
    committee = Committee.objects.create(call=call, grid=grid, created_by=by)
    record(events.COMMITTEE_SET_UP, committee, by=by)
    return committee


@transaction.atomic
def write_criterion(committee: Committee, facts: CriterionFacts, *, by: User) -> GridVersion:
    """Write a criterion, a new one when it has no key yet. Refuses all but operators, and what is not sound."""
    require_operator(by, timezone.now())
    return (change_criterion if facts.key else add_criterion)(committee.grid, facts, by=by)


@transaction.atomic
def drop_criterion(committee: Committee, key: str, *, by: User) -> GridVersion:
    """Take a criterion away. Refuses all but operators, and a criterion that has weight."""
    require_operator(by, timezone.now())
    return remove_criterion(committee.grid, key, by=by)


@transaction.atomic
def weigh_criteria(committee: Committee, weights: Mapping[str, int], *, by: User) -> GridVersion:
    """Share the weights out. Refuses all but operators, and weights that do not add up to a hundred."""
    require_operator(by, timezone.now())
    return share_weights(committee.grid, weights, by=by)
