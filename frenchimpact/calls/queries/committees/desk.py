"""What a member finds when they come: each committee, whether they have declared, what they preside."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import FINAL, CommitteeMember, InterestDeclaration, Reading, Wave
from frenchimpact.calls.queries.committees.briefs import MOST_FILES
from frenchimpact.calls.queries.committees.members import conflicts_of, seats_of

WAVES = 3


@dataclass(frozen=True)
class Seat:
    member: CommitteeMember
    declaration: InterestDeclaration | None
    to_settle: int  # ties that wait for the chair
    readings: list[Reading]
    waves: list[Wave]  # of the call, for the chair: those past their cut-off, the last ones first

    @property
    def handed_over(self) -> int:
        return len([one for one in self.readings if one.is_handed_over])

    @property
    def packs(self) -> range:
        """The PDFs that it takes to hold every file."""
        return range(1, -(-len(self.readings) // MOST_FILES) + 1)


def desk_of(person: User, at: datetime) -> list[Seat]:
    seats = list(seats_of(person.pk, at))
    signed = InterestDeclaration.objects.filter(member__in=seats, signed_at__isnull=False, valid_until__gt=at)
    in_force = {one.member_id: one for one in signed.order_by("signed_at")}
    active = Reading.objects.active().filter(member__in=seats).exclude(application__stage__in=FINAL)
    readings: dict[int, list[Reading]] = defaultdict(list)
    for one in active.select_related("application__collective", "application__organisation").order_by("due_at", "pk"):
        readings[one.member_id].append(one)
    waves: dict[int, list[Wave]] = defaultdict(list)
    for wave in Wave.objects.filter(call__committee__members__in=[one for one in seats if one.is_chair]):
        if wave.cutoff_at < at:
            waves[wave.call_id].append(wave)
    return [
        Seat(one, in_force.get(one.pk), _waiting(one), readings[one.pk], waves[one.committee.call_id][::-1][:WAVES])
        for one in seats
    ]


def _waiting(member: CommitteeMember) -> int:
    return conflicts_of(member.committee).to_settle().count() if member.is_chair else 0
