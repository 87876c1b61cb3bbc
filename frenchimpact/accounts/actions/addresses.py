"""Leaving an address for another, and taking the old one back."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.models import (
    AddressChange,
    FactorLoss,
    Identity,
    Passkey,
    RecoveryCode,
    SignInCode,
    Totp,
    User,
)
from frenchimpact.accounts.queries import person_of_address
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.ids import hash_of_token, new_token

TAKEN = "Cette adresse ne peut pas être utilisée : choisissez-en une autre."
LINK_IS_DEAD = "Ce lien ne fonctionne plus : écrivez à l’équipe du programme si vous n’avez pas fait ce changement."


@transaction.atomic
def change_address(code: SignInCode, *, by: User) -> tuple[AddressChange, str]:
    """Give the person the address that this code has proved; return the change and the token that undoes it.

    Refuses a code that was not spent, the same address, and somebody else’s.
    """
    person = User.objects.select_for_update().get(pk=by.pk)
    if code.used_at is None:
        raise Refusal("Cette adresse n’est pas encore vérifiée : saisissez le code reçu.")
    if person_of_address(code.email):
        raise Refusal(TAKEN)
    now, token = timezone.now(), new_token()
    change = AddressChange.objects.create(
        person=person,
        old_email=person.email,
        new_email=code.email,
        token_hash=hash_of_token(token),
        at=now,
        undo_until=now + rules.ADDRESS_UNDO_LASTS,
    )
    person.email = code.email
    person.save(update_fields=["email"])
    record(events.ADDRESS_CHANGED, person, by=person)
    return change, token


@transaction.atomic
def undo_address_change(token: str) -> AddressChange:
    """Give the old address back and close every session: whoever has the link of the old address may, for 7 days.

    Whoever took the account keeps no other way in: later changes are undone too, and factors and identities added since
    the proof that let the address change are taken away.

    Refuses a link that is unknown, too old or used, and an address taken since.
    """
    now = timezone.now()
    usable = AddressChange.objects.select_for_update().filter(undone_at=None, undo_until__gt=now)
    change = usable.filter(token_hash=hash_of_token(token), person__is_active=True).first()
    if change is None:
        raise Refusal(LINK_IS_DEAD)
    person = User.objects.select_for_update().get(pk=change.person_id)
    other = person_of_address(change.old_email)
    if other and other.pk != person.pk:
        raise Refusal(TAKEN)
    AddressChange.objects.filter(person=person, undone_at=None, at__gte=change.at).update(undone_at=now)
    person.email = change.old_email
    person.save(update_fields=["email"])
    _close_ways_in(person, since=change.at - rules.PROOF_LASTS)
    record(events.ADDRESS_TAKEN_BACK, person, by=person)
    return change


def _close_ways_in(person: User, *, since: datetime) -> None:
    Session.objects.filter(opensession__person=person).delete()
    for kind in (Passkey, Totp):
        kind._default_manager.filter(person=person, added_at__gte=since).delete()
    RecoveryCode.objects.filter(person=person, made_at__gte=since).delete()
    Identity.objects.filter(person=person, since__gte=since).delete()
    FactorLoss.objects.open().filter(person=person, asked_at__gte=since).update(cancelled_at=timezone.now())
