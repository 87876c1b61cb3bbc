"""Closing an account for a reason that its person is told, and opening it again."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.actions.appointments import close_what_was_opened_by_links_of
from frenchimpact.accounts.models import Closure, SignInLink, User
from frenchimpact.accounts.queries import operators_in_force, wait_for_turn_on_operators
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def close_account(person: User, *, reason: str, by: User | None) -> Closure:
    """Close an account at once: its sessions and links die; its appointments and ties stay, and give nothing.

    Refuses oneself, the last operator, an account that is closed or erased, no reason, and anybody but operators or
    the command line.
    """
    wait_for_turn_on_operators()  # of two operators who close each other's account, one does
    now = timezone.now()
    _require_operator(by)
    person = User.objects.select_for_update().get(pk=person.pk)
    rules.require_closable(person, by)
    team = operators_in_force(now)
    is_operator = team.filter(person=person).exists()
    if is_operator and not team.exclude(person=person).exists():
        raise Refusal("C’est la dernière personne de l’équipe\u00a0: nommez-en d’abord une autre.")
    closure = Closure.objects.create(person=person, by=by, at=now, reason=_said(reason))
    if is_operator:
        close_what_was_opened_by_links_of(person.pk, now, by=by)
    _shut(person)
    record(events.ACCOUNT_CLOSED, person, by=by)
    return closure


@transaction.atomic
def reopen_account(person: User, *, reason: str, by: User | None) -> Closure:
    """Open an account again: what it was appointed and tied to counts again, but for what has ended meanwhile.

    Refuses an account that is open or erased, no reason, and anybody but operators or the command line.
    """
    now = timezone.now()
    _require_operator(by)
    person = User.objects.select_for_update().get(pk=person.pk)
    rules.require_reopenable(person)
    # Closed by hand on the machine, before this page was there: nobody knows by whom, nor when.
    closure, _ = Closure.objects.get_or_create(
        person=person, reopened_at=None, defaults={"at": now, "reason": "fermé sans motif écrit"}
    )
    closure.reopened_by, closure.reopened_at, closure.reopening_reason = by, now, _said(reason)
    closure.save(update_fields=["reopened_by", "reopened_at", "reopening_reason"])
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(events.ACCOUNT_REOPENED, person, by=by)
    return closure


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refusal("Dites pourquoi\u00a0: la personne reçoit ce motif, et peut y répondre.")
    return reason.strip()


def _require_operator(by: User | None) -> None:
    """Ask again of the table: whoever acts may have been closed out while waiting for their turn."""
    if by is not None and not User.objects.filter(pk=by.pk, is_active=True).exists():
        raise Refusal("Votre compte vient d’être fermé\u00a0: il n’ouvre plus rien.")
    rules.require_operator_or_command_line(by, timezone.now())


def _shut(person: User) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])
    Session.objects.filter(opensession__person=person).delete()
    SignInLink.objects.filter(person=person, used_at=None).delete()
