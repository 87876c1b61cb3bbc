"""Passkeys, the application of codes, and recovery codes."""

import re

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.calculations import totp
from frenchimpact.accounts.calculations.codes import RECOVERY_LENGTH, keyed_hash, new_code, tidy
from frenchimpact.accounts.ciphers import decrypt, encrypt
from frenchimpact.accounts.models import Passkey, RecoveryCode, Totp, User
from frenchimpact.accounts.passkeys import NOT_THIS_KEY, KeyUsed, NewKey
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

WRONG_TOTP = "Ce code n’est pas celui que montre l’application : attendez le suivant et réessayez."


@transaction.atomic
def add_passkey(key: NewKey, name: str, *, by: User) -> Passkey:
    """Add a key that the browser has just made; refuses an eleventh, and one that is known already."""
    by = User.objects.select_for_update().get(pk=by.pk)
    if Passkey.objects.filter(credential_id=key.credential_id).exists():
        raise Refusal("Cette clé d’accès est déjà enregistrée : choisissez un autre appareil.")
    if by.passkeys.count() >= rules.PASSKEYS_ALLOWED:
        raise Refusal("Vous avez déjà dix clés d’accès : retirez-en une qui ne sert plus.")
    row = Passkey.objects.create(
        person=by,
        name=name.strip() or "Clé d’accès",
        credential_id=key.credential_id,
        credential=key.credential,
        sign_count=key.sign_count,
        added_at=timezone.now(),
    )
    record(events.FACTOR_ADDED, by, by=by, factor="passkey")
    return row


@transaction.atomic
def rename_passkey(passkey: Passkey, name: str, *, by: User) -> Passkey:
    """Give one’s key another name; refuses an empty one, and somebody else’s key."""
    passkey = _own(Passkey.objects.all(), by).get(pk=passkey.pk)
    if not name.strip():
        raise Refusal("Donnez un nom à cette clé, par exemple « Mon téléphone ».")
    passkey.name = name.strip()
    passkey.save(update_fields=["name"])
    record(events.FACTOR_RENAMED, by, by=by)
    return passkey


@transaction.atomic
def remove_passkey(passkey: Passkey, *, by: User) -> None:
    """Take away one’s key; refuses the last factor of somebody who must have one."""
    User.objects.select_for_update().get(pk=by.pk)
    rules.require_factor_left(by, timezone.now())
    _own(Passkey.objects.all(), by).filter(pk=passkey.pk).delete()
    _forget_codes_without_factor(by)
    record(events.FACTOR_REMOVED, by, by=by, factor="passkey")


@transaction.atomic
def use_passkey(key: KeyUsed) -> User:
    """Note that a key has signed, and return whose it is.

    Refuses a closed account, and a counter that goes back: the sign of a copied key (WebAuthn, section 6.1.1).
    """
    row = (
        Passkey.objects.select_for_update(of=["self"])
        .select_related("person")
        .filter(credential_id=key.credential_id, person__is_active=True)
        .first()
    )
    if row is None or (row.sign_count and key.sign_count <= row.sign_count):
        raise Refusal(NOT_THIS_KEY)
    row.sign_count, row.used_at = key.sign_count, timezone.now()
    row.save(update_fields=["sign_count", "used_at"])
    return row.person


@transaction.atomic
def add_totp(secret: str, code: str, *, by: User) -> Totp:
    """Share this secret with the person’s application, instead of the one before; refuses a code that is not its."""
    now = timezone.now()
    by = User.objects.select_for_update().get(pk=by.pk)
    step = totp.step_of(secret, _digits(code), now.timestamp())
    if step is None:
        raise Refusal(WRONG_TOTP)
    Totp.objects.filter(person=by).delete()
    row = Totp.objects.create(person=by, secret=encrypt(secret), last_step=step, added_at=now)
    record(events.FACTOR_ADDED, by, by=by, factor="totp")
    return row


@transaction.atomic
def remove_totp(*, by: User) -> None:
    """Forget the application; refuses the last factor of somebody who must have one."""
    User.objects.select_for_update().get(pk=by.pk)
    rules.require_factor_left(by, timezone.now())
    count, _ = Totp.objects.filter(person=by).delete()
    _forget_codes_without_factor(by)
    if count:
        record(events.FACTOR_REMOVED, by, by=by, factor="totp")


@transaction.atomic
def use_totp(code: str, *, by: User) -> None:
    """Spend a code of the person’s application; refuses a wrong one, and one that has served already."""
    row = Totp.objects.select_for_update().filter(person=by).first()
    secret = decrypt(row.secret) if row else None
    step = totp.step_of(secret, _digits(code), timezone.now().timestamp()) if secret else None
    if row is None or step is None or step <= row.last_step:
        raise Refusal(WRONG_TOTP)
    row.last_step = step
    row.save(update_fields=["last_step"])


@transaction.atomic
def make_recovery_codes(*, by: User) -> list[str]:
    """Make ten codes instead of those before; return them, they are kept nowhere. Refuses who has no factor."""
    by = User.objects.select_for_update().get(pk=by.pk)
    if not rules.has_second_factor(by):
        raise Refusal("Ajoutez d’abord une clé d’accès ou une application : les codes de secours les remplacent.")
    now = timezone.now()
    codes = [new_code(RECOVERY_LENGTH) for _ in range(rules.RECOVERY_CODES)]
    RecoveryCode.objects.filter(person=by).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=by, code_hash=_hash_of(by, code), made_at=now) for code in codes
    )
    record(events.RECOVERY_CODES_MADE, by, by=by)
    return codes


@transaction.atomic
def use_recovery_code(code: str, *, by: User) -> None:
    """Spend a recovery code; refuses a wrong one, and one that has served already."""
    row = RecoveryCode.objects.select_for_update().filter(person=by, used_at=None, code_hash=_hash_of(by, tidy(code)))
    if not row.update(used_at=timezone.now()):
        raise Refusal("Ce code de secours n’est pas valable, ou a déjà servi : essayez-en un autre.")
    record(events.RECOVERY_CODE_USED, by, by=by)


def _own(keys: "QuerySet[Passkey]", person: User) -> "QuerySet[Passkey]":
    return keys.select_for_update().filter(person=person)


def _forget_codes_without_factor(person: User) -> None:
    if not rules.has_second_factor(person):
        RecoveryCode.objects.filter(person=person).delete()


def _digits(typed: str) -> str:
    return re.sub(r"\s", "", typed)


def _hash_of(person: User, code: str) -> str:
    return keyed_hash(settings.SECRET_KEY, "frenchimpact.accounts.recovery", str(person.pk), code)
