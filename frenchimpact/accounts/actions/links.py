"""Links that sign a person in once, and the tries that are counted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.actions.appointments import account_of
from frenchimpact.accounts.actions.tries import count_try
from frenchimpact.accounts.models import Appointment, Capacity, SignInLink, TryKind, User
from frenchimpact.accounts.queries import has_operator, wait_for_turn_on_operators
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.ids import hash_of_token, new_token

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
    link = SignInLink.objects.for_the_first_operator().usable(now).filter(token_hash=hash_of_token(token)).first()
    if not link:
        raise Refusal(FIRST_LINK_IS_DEAD)
    if has_operator(now):
        raise Refusal(AN_OPERATOR_EXISTS)
    person = account_of(email, name, by=None)
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
        .filter(token_hash=hash_of_token(token), person__is_active=True)
        .first()
    )
    if not link or not link.person:
        raise Refusal(LINK_IS_DEAD)
    _use(link, now)
    return link.person


@transaction.atomic
def count_link_try(network: str) -> None:
    """Count one link tried from this network; refuses beyond 20 in ten minutes. Only a keyed hash is kept."""
    count_try(TryKind.LINK, network)


def _make_link(person: User | None, *, expires_at: datetime) -> str:
    token = new_token()
    SignInLink.objects.create(token_hash=hash_of_token(token), person=person, expires_at=expires_at)
    return token


def _use(link: SignInLink, at: datetime) -> None:
    link.used_at = at
    link.save(update_fields=["used_at"])
