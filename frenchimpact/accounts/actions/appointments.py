"""Who is appointed to what, and the accounts opened for it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.models import Appointment, Capacity, SignInLink, User
from frenchimpact.accounts.queries import (
    links_given_by,
    operators_in_force,
    person_of_address,
    wait_for_turn_on_operators,
)
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def appoint(
    person: User,
    capacity: Capacity,
    *,
    title: str = "",
    delegation: str = "",
    until: datetime | None = None,
    by: User | None,
) -> Appointment:
    """Give somebody a capacity; their sessions are closed, they sign in again under its rules.

    Refuses a closed account, who holds the capacity already, an end that has passed, a deciding authority without
    its title or without its delegation (or the mention that none is needed), and anybody but operators or the
    command line.
    """
    wait_for_turn_on_operators()
    now = timezone.now()
    rules.require_operator_or_command_line(by, now)
    person = User.objects.select_for_update().get(pk=person.pk)
    rules.require_open_account(person)
    rules.require_not_appointed(person, capacity, now)
    rules.require_later_end(until, now)
    title, delegation = title.strip(), delegation.strip()
    rules.require_title_and_delegation(capacity, title, delegation)
    appointment = Appointment.objects.create(
        person=person, capacity=capacity, title=title, delegation=delegation, by=by, since=now, until=until
    )
    Session.objects.filter(opensession__person=person).delete()
    record(events.APPOINTED, appointment, by=by, capacity=capacity)
    return appointment


@transaction.atomic
def appoint_operator(person: User, *, by: User | None) -> Appointment:
    """Bring somebody into the programme team; refuses as `appoint`."""
    return appoint(person, Capacity.OPERATOR, by=by)


@transaction.atomic
def open_account_for(email: str, name: str, *, by: User | None) -> User:
    """Return the account of this address, opened if there is none.

    Refuses what is not an address, and anybody but operators or the command line.
    """
    rules.require_operator_or_command_line(by, timezone.now())
    return account_of(email, name, by=by)


@transaction.atomic
def appoint_operator_by_address(email: str, name: str, *, by: User | None) -> Appointment:
    """Bring in whoever has this address, with an account opened if there is none; refuses as `appoint`."""
    return appoint(open_account_for(email, name, by=by), Capacity.OPERATOR, by=by)


@dataclass(frozen=True)
class NewAppointment:
    """What an operator writes to appoint somebody who may have no account yet."""

    email: str
    name: str
    capacity: Capacity
    title: str = ""
    delegation: str = ""
    until: datetime | None = None


@transaction.atomic
def appoint_by_address(facts: NewAppointment, *, by: User | None) -> Appointment:
    """Appoint whoever has this address, with an account opened if there is none; refuses as `appoint`."""
    person = open_account_for(facts.email, facts.name, by=by)
    return appoint(person, facts.capacity, title=facts.title, delegation=facts.delegation, until=facts.until, by=by)


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User | None, reason: str) -> Appointment:
    """End a capacity now; at once nothing it opened is open, be it by a link made out to somebody else.

    Refuses to end the last operator’s, one that has ended, and anybody but operators or the command line.
    """
    wait_for_turn_on_operators()
    now = timezone.now()
    rules.require_operator_or_command_line(by, now)
    appointment = Appointment.objects.select_for_update(of=["self"]).get(pk=appointment.pk)
    if appointment.until is not None and appointment.until <= now:
        raise Refusal("Cette nomination a déjà pris fin.")
    is_team = appointment.capacity == Capacity.OPERATOR
    if is_team and not operators_in_force(now).exclude(person=appointment.person_id).exists():
        raise Refusal("C’est la dernière personne de l’équipe : nommez-en d’abord une autre.")
    appointment.until, appointment.ended_by, appointment.end_reason = now, by, reason.strip()
    appointment.save(update_fields=["until", "ended_by", "end_reason"])
    if is_team:
        close_what_was_opened_by_links_of(appointment.person_id, now, by=by)
    record(events.APPOINTMENT_ENDED, appointment, by=by, capacity=appointment.capacity)
    return appointment


@transaction.atomic
def close_what_was_opened_by_links_of(giver: int, now: datetime, *, by: User | None) -> None:
    """Keep who leaves from coming back as somebody else: whoever makes a link out sees it, and may use it.

    Links that were not used die, and sessions of the team opened since close; not those of whoever ends the
    appointment or closes the account, who sees and closes theirs.
    """
    given = links_given_by(giver, since=now - rules.OPERATOR_SESSION_LASTS)
    SignInLink.objects.filter(person__in=given).usable(now).update(expires_at=now)
    for person in operators_in_force(now).filter(person__in=given).exclude(person=by).values_list("person", flat=True):
        Session.objects.filter(opensession__person=person, opensession__since__gte=given[person]).delete()


@transaction.atomic
def account_of(email: str, name: str, *, by: User | None) -> User:  # noqa: ARG001  # the rules are asked by who calls
    """Return the account of this address, opened if there is none. Refuses what is not an address."""
    rules.require_address(email)
    return person_of_address(email) or User.objects.create(email=email.strip(), name=name.strip())
