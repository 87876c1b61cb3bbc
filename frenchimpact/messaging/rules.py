"""Who is told how."""

from frenchimpact.accounts.models import User
from frenchimpact.messaging.models import ALWAYS_AT_ONCE, DEFAULT_FREQUENCY, Frequency, Notice, Topic
from frenchimpact.shared.errors import Refusal


def frequency_of(topic: Topic, chosen: Frequency | None) -> Frequency:
    """Return what the person chose, but for what is always told at once."""
    if topic in ALWAYS_AT_ONCE:
        return Frequency.AT_ONCE
    return chosen or DEFAULT_FREQUENCY[topic]


def require_choice(person: User, topic: Topic, by: User) -> None:
    """Refuse to choose for somebody else, or what cannot be chosen."""
    if person != by:
        raise Refusal("Chacun choisit pour soi comment être informé.")
    if topic in ALWAYS_AT_ONCE:
        raise Refusal("Ce qui touche à la sécurité de votre compte vous est toujours envoyé tout de suite.")


def require_own_notice(notice: Notice, by: User) -> None:
    if notice.person_id != by.pk:
        raise Refusal("Cette notification ne vous est pas adressée.")
