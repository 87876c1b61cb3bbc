"""What the outbox, the notices and the preferences hold about a person."""

from collections.abc import Sequence

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.messaging.actions import erase_messages_of
from frenchimpact.messaging.queries import choices_of, emails_to, notices_of


def _rows(person: User) -> Sequence[Row]:
    choices: list[Row] = [
        {"Préférence": choice.topic.label, "Fréquence": choice.frequency.label} for choice in choices_of(person)
    ]
    notices: list[Row] = [
        {"Notification": notice.title, "Texte": notice.text, "Le": notice.created_at, "Lue le": notice.read_at}
        for notice in notices_of(person)
    ]
    emails: list[Row] = [
        {"Courriel": email.subject, "À": email.to, "Texte": email.text, "Écrit le": email.created_at}
        for email in emails_to(person)
    ]
    return [*choices, *notices, *emails]


register(Holding("messaging", "Mes notifications, courriels et préférences", _rows, erase_messages_of))
