"""The development mailbox: on a developer's own machine, e-mails are kept in the database, where a page shows them."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from frenchimpact.messaging.actions import keep_in_mailbox


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if not settings.DEVELOPMENT_MAILBOX:
            message = "The development mailbox is closed here: set EMAIL_BACKEND to one that sends."
            raise ImproperlyConfigured(message)
        for email in email_messages:
            keep_in_mailbox(email)
        return len(email_messages)
