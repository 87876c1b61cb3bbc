"""Conflicts of interests: found in the community, settled by the chair."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.readings import end_reading
from frenchimpact.calls.actions.committees.seats import close_lapsed_seats
from frenchimpact.calls.models import Application, Committee, Conflict, Degree, Reading, Ruling
from frenchimpact.calls.queries.committees.members import candidates_of, members_of
from frenchimpact.calls.queries.committees.readings import locked_reading
from frenchimpact.calls.queries.committees.ties import Tie, gravest, ties_between
from frenchimpact.calls.rules import committees as rules
from frenchimpact.calls.rules import readings
from frenchimpact.journal.actions import record


@transaction.atomic
def refresh_conflicts(committee: Committee, *, by: User | None, at: datetime) -> int:
    """Look for the ties of all who sit with all that is under way, and write what changed. Return how many waited.

    A ruling stands as long as the reasons it was given for; a file that a member stepped back from stays barred.
    Seats whose appointment is over end first.
    """
    committee = Committee.objects.select_for_update(of=["self"]).select_related("call").get(pk=committee.pk)
    close_lapsed_seats(committee, by=by, at=at)
    members, applications = list(members_of(committee, at)), list(candidates_of(committee))
    found = ties_between(members, applications, at)
    known = {
        (one.member_id, one.application_id): one
        for one in Conflict.objects.filter(member__in=members, application__in=applications)
    }
    fresh = 0
    for pair in sorted({*found, *known}):
        fresh += _write(pair, found.get(pair, []), known.get(pair), at)
    if fresh:
        record(events.CONFLICTS_TO_SETTLE, committee, by=by, count=fresh)
    return fresh


def watch_conflicts(at: datetime) -> int:
    """Look anew at the ties of every committee that has something to read, each in a transaction of its own."""
    busy = Committee.objects.filter(call__applications__in=Application.objects.submitted().under_way()).distinct()
    committees = list(busy.order_by("pk"))
    for committee in committees:
        refresh_conflicts(committee, by=None, at=at)
    return len(committees)


@transaction.atomic
def settle_conflict(conflict: Conflict, ruling: Ruling, reason: str, *, by: User, at: datetime) -> Conflict:
    """Say whether a member may read across a tie of the second degree, with a reason; said again, it replaces.

    Refuses anybody but the chair, one’s own ties, a file to which one is tied, the other two degrees, and no reason.
    """
    conflict = (
        Conflict.objects.select_for_update(of=["self"])
        .select_related("member__committee__call", "application__wave")
        .get(pk=conflict.pk)
    )
    rules.require_chair(conflict.member.committee, by, at)
    rules.require_not_oneself(conflict, by)
    readings.require_untied_chair(conflict.application, by, at)
    rules.require_to_settle(conflict)
    rules.require_reason(reason)
    if ruling == Ruling.BARRED:
        _take_back(conflict, reason, at)
    conflict.ruling, conflict.ruling_reason = ruling, reason.strip()
    conflict.ruled_by, conflict.ruled_at = by, at
    conflict.save()
    record(events.CONFLICT_SETTLED, conflict.member, by=by, application=conflict.application_id, ruling=ruling)
    return conflict


def _write(pair: tuple[int, int], ties: list[Tie], known: Conflict | None, at: datetime) -> int:
    """Write what is known of a pair now; say whether it has just begun to wait for the chair."""
    if known and known.recused:
        ties = [*ties, Tie(Degree.BARRED, f"s’est déporté·e\u00a0: {known.recused}")]
    if not ties:
        if known:
            known.delete()
        return 0
    reasons = "\n".join(sorted({tie.text for tie in ties}))
    degree = gravest(ties)
    if known and (known.reasons, known.degree) == (reasons, degree):
        return 0
    conflict = known or Conflict(member_id=pair[0], application_id=pair[1])
    conflict.degree, conflict.reasons = degree, reasons
    conflict.ruling, conflict.ruling_reason, conflict.ruled_by, conflict.ruled_at = "", "", None, None
    if conflict.bars:
        _take_back(conflict, reasons, at)
    conflict.save()
    return int(degree == Degree.TO_SETTLE)


def _take_back(conflict: Conflict, reason: str, at: datetime) -> None:
    """Take a reading under way back before a tie that bars is written: the database holds no such reading."""
    active = Reading.objects.active().filter(member=conflict.member_id, application=conflict.application_id)
    for reading in active.exclude(state="locked"):
        told = f"Un lien empêche de lire\u00a0: {reason.splitlines()[0]}"[:300]
        end_reading(locked_reading(reading), told, by=None, at=at)
