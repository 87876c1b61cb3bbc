"""What is tried is counted in the database, so that nobody guesses."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import rules
from frenchimpact.accounts.calculations.codes import keyed_hash
from frenchimpact.accounts.models import SignInTry, TryKind, User
from frenchimpact.accounts.queries import wait_for_turn_on_tries
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def count_try(kind: TryKind, of: str) -> None:
    """Count one try of this network, address or account; refuses beyond the limit of its kind.

    Only a keyed hash of `of` is kept.
    """
    limit, now = rules.LIMITS[kind], timezone.now()
    keyed = keyed_hash(settings.SECRET_KEY, "frenchimpact.accounts.network", kind, of.lower())
    wait_for_turn_on_tries(keyed)  # tries sent at the same instant are counted one after the other
    if SignInTry.objects.filter(kind=kind, network=keyed, at__gt=now - limit.over).count() >= limit.tries:
        raise Refusal(limit.refusal)
    SignInTry.objects.create(kind=kind, network=keyed)


@transaction.atomic
def count_letter(to: str, *, by: User) -> None:
    """Count an e-mail that somebody makes the site write to an address; refuses beyond a day's limits.

    Whoever may invite could else send, in our name, as many as they like to whom they like.
    """
    count_try(TryKind.LETTER_BY, str(by.pk))
    count_try(TryKind.LETTER_TO, f"{by.pk} {to}")


@transaction.atomic
def forget_tries(kind: TryKind, of: str) -> None:
    """Start counting again: the right answer came."""
    keyed = keyed_hash(settings.SECRET_KEY, "frenchimpact.accounts.network", kind, of.lower())
    SignInTry.objects.filter(kind=kind, network=keyed).delete()
