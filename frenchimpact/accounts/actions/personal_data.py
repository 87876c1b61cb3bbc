"""What a person may do with all that the site holds about them: take it away, have it erased."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.holdings import from_the_top_down
from frenchimpact.accounts.models import Erasure, User
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def note_export(*, by: User) -> None:
    """Write down that this person took their data away."""
    record(events.DATA_EXPORTED, by, by=by)


@transaction.atomic
def preview_erasure(person: User, *, at: datetime, by: User | None) -> list[str]:
    """Return what would be kept and why: erase everything, ask, and undo all of it. Refuses as `erase_person`."""
    rules.require_own_account(person, by)
    person = User.objects.select_for_update().get(pk=person.pk)
    _require_erasable(person)
    with transaction.atomic():
        kept = _erase_holdings(person, at)
        transaction.set_rollback(True)
    return kept


@transaction.atomic
def erase_person(person: User, *, at: datetime, by: User | None) -> Erasure:
    """Erase all that the site holds about a person, at once, and say what is kept and why.

    The account's row stays, empty: others and the journal refer to its number. A last e-mail leaves for the old
    address, and is forgotten once it is sent. Refuses somebody else's account (nobody at all is the purge of unused
    ones), one that is erased already, and while a holding says that something stands in the way.
    """
    rules.require_own_account(person, by)
    person = User.objects.select_for_update().get(pk=person.pk)
    _require_erasable(person)
    kept = _erase_holdings(person, at)
    erasure = Erasure.objects.create(number=person.pk, at=at, asked_by_person=by is not None, kept=kept)
    record(events.ERASED if by else events.PURGED, person, by=by)  # the last e-mail is written here
    _empty(person, at)
    return erasure


def _require_erasable(person: User) -> None:
    if person.erased_at is not None:
        raise Refusal("Ce compte est déjà effacé.")
    if obstacles := [sentence for holding in from_the_top_down() for sentence in holding.blocks(person)]:
        raise Refusal(" ".join(obstacles))


def _erase_holdings(person: User, at: datetime) -> list[str]:
    kept = [sentence for holding in from_the_top_down() for sentence in holding.erase(person, at)]
    return list(dict.fromkeys(kept))


def _empty(person: User, at: datetime) -> None:
    person.email, person.name = f"effacee-{person.public_id}@effacee.invalid", ""
    person.is_active, person.erased_at, person.last_login = False, at, None
    person.set_unusable_password()
    person.save(update_fields=["email", "name", "is_active", "erased_at", "last_login", "password"])
