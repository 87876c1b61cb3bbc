"""What a member finds when they come: each committee, whether they have declared, what they preside."""

from dataclasses import dataclass
from datetime import datetime

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import CommitteeMember, InterestDeclaration
from frenchimpact.calls.queries.committees.members import conflicts_of, seats_of


@dataclass(frozen=True)
class Seat:
    member: CommitteeMember
    declaration: InterestDeclaration | None
    to_settle: int  # ties that wait for the chair


def desk_of(person: User, at: datetime) -> list[Seat]:
    seats = list(seats_of(person.pk, at))
    signed = InterestDeclaration.objects.filter(member__in=seats, signed_at__isnull=False, valid_until__gt=at)
    in_force = {one.member_id: one for one in signed.order_by("signed_at")}
    return [Seat(one, in_force.get(one.pk), _waiting(one)) for one in seats]


def _waiting(member: CommitteeMember) -> int:
    return conflicts_of(member.committee).to_settle().count() if member.is_chair else 0
