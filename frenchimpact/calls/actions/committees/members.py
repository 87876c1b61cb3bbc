"""Appointing members, changing what they are asked, ending their seat."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.actions.appointments import account_of, appoint, end_appointment
from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.readings import end_readings_of
from frenchimpact.calls.actions.committees.seats import close_lapsed_seats
from frenchimpact.calls.models import College, Committee, CommitteeMember
from frenchimpact.calls.queries.committees.members import locked_member
from frenchimpact.calls.rules import committees as rules
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.community.models import Organisation
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.themes.models import Theme


@dataclass(frozen=True)
class MemberFacts:
    """What is known of a member: for whom they sit, what they know, how much they read."""

    college: College
    organisation: Organisation | None = None
    is_chair: bool = False
    max_load: int = 10
    away_until: date | None = None
    themes: Iterable[Theme] = field(default_factory=tuple)


@dataclass(frozen=True)
class Somebody:
    email: str
    name: str


@dataclass(frozen=True)
class CommitteeFacts:
    readers: int
    reading_days: int
    record_readers: int = 10
    quorum: int = 50  # percent of those who sit


@transaction.atomic
def change_committee(committee: Committee, facts: CommitteeFacts, *, by: User) -> Committee:
    """Change how many read a file, for how long, the quorum and when a record is open. Refuses all but operators.

    A record that is written already stays as it is.
    """
    require_operator(by, timezone.now())
    committee = Committee.objects.select_for_update(of=["self"]).select_related("call").get(pk=committee.pk)
    committee.readers, committee.reading_days = facts.readers, facts.reading_days
    committee.quorum, committee.record_readers = facts.quorum, facts.record_readers
    committee.save(update_fields=["readers", "reading_days", "quorum", "record_readers"])
    record(events.COMMITTEE_CHANGED, committee, by=by, readers=facts.readers, quorum=facts.quorum)
    return committee


@transaction.atomic
def appoint_member(committee: Committee, who: Somebody, facts: MemberFacts, *, by: User) -> CommitteeMember:
    """Appoint whoever has this address to a committee, with an account opened if there is none; told by e-mail.

    Refuses all but operators, who sits already, a second chair, a load that makes no sense.
    """
    now = timezone.now()
    require_operator(by, now)
    committee = Committee.objects.select_for_update(of=["self"]).get(pk=committee.pk)
    rules.require_loads(facts.max_load)
    close_lapsed_seats(committee, by=None, at=now)
    _require_no_other_chair(committee, facts, None)
    person = account_of(who.email, who.name, by=by)
    if CommitteeMember.objects.filter(committee=committee, person=person, ended_at=None).exists():
        raise Refusal("Cette personne siège déjà à ce comité\u00a0: modifiez sa place.")
    held = Appointment.objects.filter(person=person).to(Capacity.COMMITTEE).in_force(now).first()
    member = CommitteeMember(committee=committee, person=person, by=by)
    member.appointment = held or appoint(person, Capacity.COMMITTEE, by=by)
    _fill(member, facts)
    record(events.MEMBER_APPOINTED, member, by=by, college=member.college)
    return member


@transaction.atomic
def change_member(member: CommitteeMember, facts: MemberFacts, *, by: User) -> CommitteeMember:
    """Change what a member is asked. Refuses all but operators, a seat that has ended, a second chair."""
    require_operator(by, timezone.now())
    member = locked_member(member)
    rules.require_still_sitting(member)
    rules.require_loads(facts.max_load)
    _require_no_other_chair(member.committee, facts, member)
    _fill(member, facts)
    record(events.MEMBER_CHANGED, member, by=by, college=member.college)
    return member


@transaction.atomic
def end_seat(member: CommitteeMember, *, reason: str, by: User) -> CommitteeMember:
    """End a seat: by an operator, or by the member, who says why. What they had to read waits for somebody else.

    Refuses anybody else, and a seat that has ended. Their last seat ends their appointment too.
    """
    now = timezone.now()
    member = locked_member(member)
    if by.pk != member.person_id:
        require_operator(by, now)
    rules.require_still_sitting(member)
    rules.require_reason(reason)
    member.ended_at, member.ended_by, member.end_reason = now, by, reason.strip()
    member.save(update_fields=["ended_at", "ended_by", "end_reason"])
    end_readings_of(member, by=by, at=now)
    others = CommitteeMember.objects.filter(appointment=member.appointment_id, ended_at=None)
    if not others.exists() and member.appointment.until is None:
        # An operator ends an appointment; of whoever leaves by themselves, the site does, and the seat says who.
        end_appointment(member.appointment, by=by if by.pk != member.person_id else None, reason=reason)
    record(events.SEAT_ENDED, member, by=by)
    return member


def _require_no_other_chair(committee: Committee, facts: MemberFacts, member: CommitteeMember | None) -> None:
    others = CommitteeMember.objects.filter(committee=committee, is_chair=True, ended_at=None)
    others = others.exclude(pk=member.pk) if member else others
    if facts.is_chair and (other := others.first()):
        raise Refusal(f"{other} préside déjà ce comité\u00a0: retirez-lui d’abord la présidence.")


def _fill(member: CommitteeMember, facts: MemberFacts) -> None:
    member.college, member.organisation, member.is_chair = facts.college, facts.organisation, facts.is_chair
    member.max_load, member.away_until = facts.max_load, facts.away_until
    member.save()
    member.themes.set(facts.themes)
