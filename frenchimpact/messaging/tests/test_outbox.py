import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import (
    forget_old_emails,
    send_email,
    sweep_outbox,
    try_email_again,
    write_email,
)
from frenchimpact.messaging.calculations import DELAYS
from frenchimpact.messaging.letters import message_of
from frenchimpact.messaging.models import Email, MailboxItem, Topic
from frenchimpact.messaging.queries import outbox_health
from frenchimpact.messaging.tests.factories import TEMPLATE, make_email, make_person
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 5, 10, tzinfo=UTC)


class AwayBackend(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPServerDisconnected(len(email_messages))


class UnknownBackend(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({one.to[0]: (550, b"no such user") for one in email_messages})


def _backend(settings: LazySettings, name: str) -> None:
    settings.EMAIL_BACKEND = f"frenchimpact.messaging.tests.test_outbox.{name}"


def _forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def _scheduled() -> list[datetime | None]:
    return list(ProcrastinateJob.objects.order_by("-pk").values_list("scheduled_at", flat=True))


def test_an_email_is_sent_once() -> None:
    email = make_email()

    assert (send_email(email.pk, at=NOON), send_email(email.pk, at=NOON)) == (True, False)

    email.refresh_from_db()
    assert (email.sent_at, email.attempts, len(mail.outbox)) == (NOON, 1, 1)


def test_it_bears_the_id_of_its_row_and_both_forms() -> None:
    email = make_email()

    send_email(email.pk, at=NOON)

    sent = mail.outbox[0]
    assert sent.message()["Message-ID"] == email.message_id
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert sent.body == email.text
    assert [part.get_content_type() for part in sent.message().walk()][1:] == ["text/plain", "text/html"]


def test_what_is_sent_again_is_the_same_message() -> None:
    email = make_email()

    first, second = message_of(email).message(), message_of(email).message()

    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_links_are_whole_addresses() -> None:
    email = write_email(make_person(), template=TEMPLATE, context={}, link="/mon-compte/")

    assert email.text.count("http://localhost:8000/mon-compte/") == 1
    assert email.html.count('href="http://localhost:8000/mon-compte/"') == 1


def test_a_name_with_markup_stays_words() -> None:
    email = make_email(make_person("<b>Camille</b>"))

    assert email.text.count("<b>Camille</b>") == 1
    assert email.html.count("&lt;b&gt;Camille&lt;/b&gt;") == 1


def test_a_name_that_is_an_address_leads_nowhere() -> None:
    email = make_email(make_person("Camille https://piege.test/ http://localhost:8000.piege.test/ www.piege.test"))

    assert re.findall(r'href="([^"]*piege[^"]*)"', email.html) == []


def test_an_email_one_may_refuse_says_where_to_choose() -> None:
    email = write_email(make_person(), template=TEMPLATE, context={}, topic=Topic.PLATFORM)

    address = message_of(email).message()["List-Unsubscribe"].strip("<>")

    assert address.startswith("http://localhost:8000/")
    assert email.text.count(address) == 1
    assert message_of(make_email("alix@exemple.fr")).message()["List-Unsubscribe"] is None


@pytest.mark.parametrize("address", ["x@exemple.fr\nBcc: y@exemple.fr", "x", "", "a@b.fr, c@d.fr"])
def test_an_address_that_would_add_a_header_is_refused(address: str) -> None:
    with pytest.raises(Refusal):
        write_email(address, template=TEMPLATE, context={})

    assert Email.objects.count() == 0


def test_a_subject_never_has_two_lines() -> None:
    digest = "messaging/emails/digest.txt"
    email = write_email("a@exemple.fr", template=digest, context={"count": 1, "site_name": "x\r\nBcc: y@exemple.fr"})

    assert email.subject == "1 nouvelle sur x Bcc: y@exemple.fr"


def test_a_server_that_is_away_is_tried_again_later(settings: LazySettings) -> None:
    _backend(settings, "AwayBackend")
    email = make_email()

    assert send_email(email.pk, at=NOON) is False

    email.refresh_from_db()
    assert (email.attempts, email.sent_at, email.given_up_at) == (1, None, None)
    assert email.last_error.startswith("SMTPServerDisconnected")
    assert _scheduled() == [NOON + DELAYS[0], None]


def test_in_the_end_we_give_up_and_the_team_sees_it(settings: LazySettings) -> None:
    _backend(settings, "AwayBackend")
    email = make_email()

    for _ in range(len(DELAYS) + 1):
        send_email(email.pk, at=NOON)

    email.refresh_from_db()
    assert (email.attempts, email.given_up_at) == (len(DELAYS) + 1, NOON)
    assert list(Event.objects.values_list("verb", "subject_id", "details")) == [
        ("messaging.email_given_up", email.pk, {})
    ]


def test_an_address_that_does_not_exist_is_given_up_at_once(settings: LazySettings) -> None:
    _backend(settings, "UnknownBackend")
    email = make_email()

    send_email(email.pk, at=NOON)

    email.refresh_from_db()
    assert (email.attempts, email.given_up_at) == (1, NOON)


def test_the_team_tries_again_what_was_given_up() -> None:
    camille = make_person()
    email = make_email("alix@exemple.fr")
    with pytest.raises(Refusal):
        try_email_again(email, by=camille)
    Email.objects.update(given_up_at=NOON, attempts=8)

    try_email_again(email, by=camille)

    assert send_email(email.pk, at=NOON) is True


def test_an_email_that_lost_its_job_gets_another() -> None:
    lost, kept = make_email("a@exemple.fr"), make_email("b@exemple.fr")
    _forget_jobs()
    later = timezone.now() + timedelta(minutes=20)

    assert sweep_outbox(timezone.now()) == 0
    assert sweep_outbox(later) == 2
    assert sweep_outbox(later) == 0

    jobs = ProcrastinateJob.objects.order_by("pk").values_list("args", flat=True)
    assert list(jobs) == [{"email_id": lost.pk}, {"email_id": kept.pk}]


def test_old_emails_are_forgotten_but_not_those_that_wait() -> None:
    sent, waiting = make_email("a@exemple.fr"), make_email("b@exemple.fr")
    send_email(sent.pk, at=NOON)

    assert forget_old_emails(NOON + timedelta(days=400)) == 1
    assert list(Email.objects.all()) == [waiting]


def test_the_health_of_the_outbox_is_counted() -> None:
    send_email(make_email("a@exemple.fr").pk, at=NOON)
    waiting = make_email("b@exemple.fr")

    health = outbox_health(timezone.now())

    assert (health.waiting, health.given_up, health.oldest_waiting, health.last_sent) == (
        1,
        0,
        waiting.created_at,
        NOON,
    )


def test_the_development_mailbox_keeps_an_email_once(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "frenchimpact.messaging.mailbox.MailboxBackend"
    settings.DEVELOPMENT_MAILBOX = True
    email = make_email()

    message_of(email).send()
    send_email(email.pk, at=NOON)

    assert list(MailboxItem.objects.values_list("message_id", "to", "subject", "text", "html")) == [
        (email.message_id, email.to, email.subject, email.text, email.html)
    ]


def test_the_development_mailbox_is_closed_elsewhere(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "frenchimpact.messaging.mailbox.MailboxBackend"
    settings.DEVELOPMENT_MAILBOX = False

    with pytest.raises(ImproperlyConfigured):
        message_of(make_email()).send()

    assert MailboxItem.objects.count() == 0
