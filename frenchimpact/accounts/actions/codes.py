"""Codes sent to an address, which prove that it is one’s own."""

import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.actions.appointments import account_of
from frenchimpact.accounts.calculations.codes import keyed_hash, new_code, tidy
from frenchimpact.accounts.models import CodePurpose, SignInCode, User
from frenchimpact.accounts.queries import person_of_address
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

CODE_IS_DEAD = "Ce code ne fonctionne plus : demandez-en un autre."
ACCOUNT_IS_CLOSED = "Ce compte est fermé : écrivez à l’équipe du programme pour le rouvrir."


@transaction.atomic
def issue_code(email: str, *, purpose: CodePurpose) -> tuple[SignInCode, str]:
    """Make a code for this address, valid 15 minutes, and kill those made before for the same thing.

    Return the row and the code, which is kept nowhere. Nothing depends on whether an account has this address.
    """
    rules.require_address(email)
    now, email = timezone.now(), email.strip().lower()
    SignInCode.objects.filter(email=email, purpose=purpose, used_at=None, expires_at__gt=now).update(expires_at=now)
    code = new_code()
    row = SignInCode(email=email, purpose=purpose, expires_at=now + rules.CODE_LASTS)
    row.code_hash = _hash_of(row.public_id, code)
    row.save()
    return row, code


@transaction.atomic
def try_code(public_id: str, typed: str, *, purpose: CodePurpose) -> SignInCode:
    """Count a try of this code, and spend it if it is right: `used_at` then says so.

    Refuses in the same words a code that is unknown, expired, used, tried six times, or made for something else.
    """
    now = timezone.now()
    row = SignInCode.objects.select_for_update().filter(public_id=public_id, purpose=purpose).first()
    if row is None or not rules.is_code_alive(row, now):
        raise Refusal(CODE_IS_DEAD)
    row.tries += 1
    if hmac.compare_digest(row.code_hash, _hash_of(row.public_id, tidy(typed))):
        row.used_at = now
    row.save(update_fields=["tries", "used_at"])
    return row


@transaction.atomic
def open_account(email: str, name: str) -> User:
    """Open the account of an address that a code has proved; return the one that exists if there is.

    Refuses a closed account, and somebody without a name.
    """
    if not name.strip():
        raise Refusal("Dites votre prénom et votre nom : ils signent ce que vous faites ici.")
    if person := person_of_address(email):
        _require_open(person)
        return person
    person = account_of(email, name, by=None)
    record(events.ACCOUNT_OPENED, person, by=person)
    return person


def _hash_of(public_id: str, code: str) -> str:
    return keyed_hash(settings.SECRET_KEY, "frenchimpact.accounts.code", public_id, code)


def _require_open(person: User) -> None:
    if not person.is_active:
        raise Refusal(ACCOUNT_IS_CLOSED)
