"""What the erasure of a person, and the purge of accounts that nobody uses, ask of this module itself."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from frenchimpact.accounts import events
from frenchimpact.accounts.actions.personal_data import erase_person
from frenchimpact.accounts.models import (
    AddressChange,
    Closure,
    Erasure,
    FactorLoss,
    Identity,
    Passkey,
    RecoveryCode,
    SignInCode,
    SignInLink,
    Totp,
    User,
)
from frenchimpact.journal.actions import record

OF_THE_ACCOUNT: tuple[type[Model], ...] = (
    SignInLink,
    Passkey,
    Totp,
    RecoveryCode,
    AddressChange,
    FactorLoss,
    Identity,
    Closure,
)


@transaction.atomic
def end_everything_of(person: User, at: datetime) -> Sequence[str]:
    """Close sessions, delete what signs in or closed the account, end appointments; say what is kept of them."""
    Session.objects.filter(opensession__person=person).delete()
    for model in OF_THE_ACCOUNT:
        model._default_manager.filter(person=person).delete()
    SignInCode.objects.filter(email__lower=person.email.lower()).delete()
    for appointment in person.appointments.in_force(at):
        appointment.until = at
        appointment.save(update_fields=["until"])
    had_some = person.appointments.update(title="", delegation="", end_reason="") > 0
    if not had_some:
        return ()
    return ["Vos fonctions et leurs dates, sans votre nom : les décisions prises doivent rester valables."]


@transaction.atomic
def announce_purge_of_account(number: int, on: datetime) -> None:
    """Tell a person that their account goes on this day unless they sign in."""
    record(events.PURGE_ANNOUNCED, User.objects.get(pk=number), by=None, on=localdate(on).isoformat())


@transaction.atomic
def purge_account(number: int, at: datetime) -> Erasure:
    """Erase an account that nobody has used; refuses as `erase_person`."""
    return erase_person(User.objects.get(pk=number), at=at, by=None)
