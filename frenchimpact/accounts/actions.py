"""Everything that changes people, their links, their sessions and their appointments."""

import hashlib
import secrets
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.models import Appointment, Capacity, OpenSession, SignInLink, SignInTry, User
from frenchimpact.accounts.queries import (
    has_operator,
    links_given_by,
    operators_in_force,
    person_of_address,
    wait_for_turn_on_operators,
)
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

LINK_IS_DEAD = "Ce lien ne fonctionne pas ou plus : demandez-en un nouveau à l’équipe du programme."
FIRST_LINK_IS_DEAD = (
    "Ce lien ne fonctionne pas ou plus : "
    "lancez « frenchimpact operator » sur la machine du site pour en obtenir un nouveau."
)
AN_OPERATOR_EXISTS = "L’équipe du programme a déjà une première personne : demandez-lui de vous nommer."


@transaction.atomic
def issue_first_operator_link() -> str | None:
    """Make the link by which the first operator comes in, and kill those made before.

    Return its token, which is kept nowhere, or None when an operator is in force. Valid 15 minutes.
    """
    wait_for_turn_on_operators()
    now = timezone.now()
    if has_operator(now):
        return None
    SignInLink.objects.for_the_first_operator().usable(now).update(expires_at=now)
    return _make_link(None, expires_at=now + rules.FIRST_OPERATOR_LINK_LASTS)


@transaction.atomic
def claim_first_operator(token: str, *, name: str, email: str) -> User:
    """Make the bearer of the link the first operator, with an account of that address, opened if there is none.

    Refuses a link that is unknown, expired or used, and whoever comes when an operator is in force already.
    """
    wait_for_turn_on_operators()
    now = timezone.now()
    link = SignInLink.objects.for_the_first_operator().usable(now).filter(token_hash=_hash_of(token)).first()
    if not link:
        raise Refusal(FIRST_LINK_IS_DEAD)
    if has_operator(now):
        raise Refusal(AN_OPERATOR_EXISTS)
    person = _account_of(email, name)
    rules.require_open_account(person)
    _use(link, now)
    Appointment.objects.create(person=person, capacity=Capacity.OPERATOR, by=None, since=now)
    record(events.FIRST_OPERATOR, person, by=person)
    return person


@transaction.atomic
def issue_sign_in_link(person: User, *, by: User | None) -> str:
    """Make a link that signs this person in once within the hour, and kill those they had not used.

    Return its token, which is kept nowhere. Refuses a closed account, and anybody but operators or the command line.
    """
    now = timezone.now()
    rules.require_operator_or_command_line(by, now)
    person = User.objects.select_for_update().get(pk=person.pk)
    rules.require_open_account(person)
    SignInLink.objects.filter(person=person).usable(now).update(expires_at=now)
    token = _make_link(person, expires_at=now + rules.SIGN_IN_LINK_LASTS)
    record(events.LINK_ISSUED, person, by=by)
    return token


@transaction.atomic
def use_sign_in_link(token: str) -> User:
    """Spend the link and return whom it signs in.

    Refuses in the same words and time a link that is unknown, expired, used, or of a closed account.
    """
    now = timezone.now()
    link = (
        SignInLink.objects.select_for_update(of=["self"])
        .select_related("person")
        .usable(now)
        .filter(token_hash=_hash_of(token), person__is_active=True)
        .first()
    )
    if not link or not link.person:
        raise Refusal(LINK_IS_DEAD)
    _use(link, now)
    record(events.SIGNED_IN, link.person, by=link.person)
    return link.person


@transaction.atomic
def count_link_try(network: str) -> None:
    """Count one link tried from this network; refuses beyond 20 in ten minutes. Only a keyed hash is kept."""
    now = timezone.now()
    keyed = salted_hmac("frenchimpact.accounts.network", network, algorithm="sha256").hexdigest()
    tries = SignInTry.objects.filter(network=keyed, at__gt=now - rules.TRIES_COUNTED_OVER).count()
    if tries >= rules.TRIES_ALLOWED:
        raise Refusal("Trop de liens ont été essayés depuis votre réseau : réessayez dans dix minutes.")
    SignInTry.objects.create(network=keyed)


@transaction.atomic
def appoint_operator(person: User, *, by: User | None) -> Appointment:
    """Bring somebody into the programme team; their sessions are closed, they sign in again under the team’s rules.

    Refuses a closed account, somebody who is in the team already, and anybody but operators or the command line.
    """
    wait_for_turn_on_operators()
    now = timezone.now()
    rules.require_operator_or_command_line(by, now)
    rules.require_open_account(person)
    if rules.is_operator(person, now):
        raise Refusal("Cette personne fait déjà partie de l’équipe du programme.")
    appointment = Appointment.objects.create(person=person, capacity=Capacity.OPERATOR, by=by, since=now)
    Session.objects.filter(opensession__person=person).delete()
    record(events.APPOINTED, appointment, by=by)
    return appointment


@transaction.atomic
def open_account_for(email: str, name: str, *, by: User | None) -> User:
    """Return the account of this address, opened if there is none.

    Refuses what is not an address, and anybody but operators or the command line.
    """
    rules.require_operator_or_command_line(by, timezone.now())
    return _account_of(email, name)


@transaction.atomic
def appoint_operator_by_address(email: str, name: str, *, by: User | None) -> Appointment:
    """Bring in whoever has this address, with an account opened if there is none; refuses as `appoint_operator`."""
    return appoint_operator(open_account_for(email, name, by=by), by=by)


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
    if not operators_in_force(now).exclude(person=appointment.person_id).exists():
        raise Refusal("C’est la dernière personne de l’équipe : nommez-en d’abord une autre.")
    appointment.until, appointment.ended_by, appointment.end_reason = now, by, reason.strip()
    appointment.save(update_fields=["until", "ended_by", "end_reason"])
    _close_what_was_opened_by_links_of(appointment.person_id, now, but=by)
    record(events.APPOINTMENT_ENDED, appointment, by=by)
    return appointment


@transaction.atomic
def remember_session(session_key: str, *, device: str, by: User) -> OpenSession:
    """Write down whose this session is, so that this person may see and close it."""
    return OpenSession.objects.create(person=by, session_id=session_key, device=device)


@transaction.atomic
def close_other_sessions(*, keep: str | None, by: User) -> int:
    """Close all sessions of this person but the one of this key; return how many."""
    others = Session.objects.filter(opensession__person=by).exclude(session_key=keep or "")
    count = len(others)
    others.delete()
    if count:
        record(events.SESSIONS_CLOSED, by, by=by, count=count)
    return count


@transaction.atomic
def forget_dead_links(at: datetime) -> None:
    """Delete links that opened nothing a day ago already, tries that count no more, and sessions that have expired."""
    SignInLink.objects.dead_since(at - rules.LINKS_KEPT).delete()
    SignInTry.objects.filter(at__lt=at - rules.TRIES_KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()


def _close_what_was_opened_by_links_of(giver: int, now: datetime, *, but: User | None) -> None:
    """Keep who leaves from coming back as somebody else: whoever makes a link out sees it, and may use it.

    Links that were not used die, and sessions of the team opened since close; not those of whoever ends the
    appointment, who sees and closes theirs in their account.
    """
    given = links_given_by(giver, since=now - rules.OPERATOR_SESSION_LASTS)
    SignInLink.objects.filter(person__in=given).usable(now).update(expires_at=now)
    for person in operators_in_force(now).filter(person__in=given).exclude(person=but).values_list("person", flat=True):
        Session.objects.filter(opensession__person=person, opensession__since__gte=given[person]).delete()


def _account_of(email: str, name: str) -> User:
    rules.require_address(email)
    return person_of_address(email) or User.objects.create(email=email.strip(), name=name.strip())


def _make_link(person: User | None, *, expires_at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(token_hash=_hash_of(token), person=person, expires_at=expires_at)
    return token


def _use(link: SignInLink, at: datetime) -> None:
    link.used_at = at
    link.save(update_fields=["used_at"])


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
