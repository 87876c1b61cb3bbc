"""Everything that changes notices, the outbox and how people wish to be told."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.retention import retention_of
from frenchimpact.journal.actions import record
from frenchimpact.journal.jobs import enqueue
from frenchimpact.journal.models import Event
from frenchimpact.messaging import calculations, events, queries, rules
from frenchimpact.messaging.letters import Letter, absolute, message_of, render_letter
from frenchimpact.messaging.models import (
    Email,
    Frequency,
    MailboxItem,
    Notice,
    Preference,
    Topic,
)
from frenchimpact.shared.errors import Refusal

SEND_EMAIL = "messaging.send_email"  # the task's name: actions know the queue, never the tasks
MAIL_TEXTS = ("subject", "text", "html")
REFUSED_FOR_GOOD = 500  # SMTP: 5xx will not change its mind, 4xx may


@transaction.atomic
def notify(
    people: Iterable[User], *, about: Event | None, topic: Topic, template: str, context: dict[str, Any], link: str = ""
) -> list[Notice]:
    """Tell these people on the site and, as each of them wishes, by e-mail now, in a digest or never.

    The template (see letters.py) has each `person` in its context; `link` is a path of this site. Closed accounts are
    told nothing; a person is told once of an event. As many queries for a thousand people as for one.
    """
    told = set(Notice.objects.filter(about=about).values_list("person", flat=True)) if about else set()
    people = list({person.pk: person for person in people if person.is_active and person.pk not in told}.values())
    frequencies = queries.frequencies(people, topic)
    notices = []
    for person in people:
        letter = render_letter(template, {"person": person, **context}, topic=topic, link=link)
        notice = Notice(person=person, about=about, topic=topic, link=link, frequency=frequencies[person.pk])
        notice.title, notice.text = letter.subject, letter.message
        if notice.frequency == Frequency.AT_ONCE:
            notice.email = _email(letter, topic=topic, to=person.email, person=person)
            notice.told_at = timezone.now()
        notices.append(notice)
    _post([notice.email for notice in notices if notice.email])
    return Notice.objects.bulk_create(notices)


@transaction.atomic
def write_email(
    to: User | str, *, template: str, context: dict[str, Any], link: str = "", topic: Topic = Topic.SECURITY
) -> Email:
    """Put one e-mail in the outbox, with the job that sends it; refuses what is not an address."""
    person = to if isinstance(to, User) else None
    letter = render_letter(template, {"person": person, **context}, topic=topic, link=link)
    email = _email(letter, topic=topic, to=to if isinstance(to, str) else to.email, person=person)
    _post([email])
    return email


@transaction.atomic
def write_last_word(to: str, context: dict[str, Any], *, link: str) -> Email:
    """Put in the outbox the last e-mail to an address that is erased: once it is sent, or given up, it is deleted."""
    letter = render_letter("messaging/emails/erased.txt", context, topic=Topic.SECURITY, link=link)
    email = _email(letter, topic=Topic.SECURITY, to=to, person=None)
    email.is_last_word = True
    _post([email])
    return email


@transaction.atomic
def send_email(email_id: int, *, at: datetime) -> bool:
    """Send it and say so; else say why not, and when to try again or that we give up. True when it was sent.

    The row is locked while the mail server is spoken to, so two workers never send it at once, and a worker's death
    frees it. Should we die between the server's « 250 » and our commit, it is sent again with the same Message-ID:
    that is the only doubt, and no protocol removes it (RFC 1047).
    """
    email = Email.objects.waiting().select_for_update(skip_locked=True).filter(pk=email_id).first()
    if not email:
        return False
    email.attempts += 1
    try:
        with transaction.atomic():  # the development mailbox writes in this database
            message_of(email).send()
    except Exception as error:  # noqa: BLE001  # whatever this mail backend raises: the outbox keeps it
        _fail(email, error, at)
    else:
        email.sent_at, email.last_error = at, ""
    email.save(update_fields=["attempts", "last_error", "sent_at", "given_up_at"])
    if email.is_last_word and (email.sent_at or email.given_up_at):
        email.delete()
    return email.sent_at is not None


@transaction.atomic
def try_email_again(email: Email, *, by: User) -> None:
    """Put back in the outbox an e-mail that was given up."""
    email = Email.objects.select_for_update().get(pk=email.pk)
    if email.given_up_at is None:
        raise Refusal("Ce courriel n’a pas été abandonné : il n’y a rien à relancer.")
    email.given_up_at, email.attempts = None, 0
    email.save(update_fields=["given_up_at", "attempts"])
    enqueue(SEND_EMAIL, {"email_id": email.pk})
    record(events.EMAIL_TRIED_AGAIN, email, by=by)


@transaction.atomic
def sweep_outbox(at: datetime) -> int:
    """Give a job to each e-mail that waits and has lost its own. Return how many."""
    lost = list(queries.emails_without_job(SEND_EMAIL, at).values_list("pk", flat=True))
    enqueue(SEND_EMAIL, *({"email_id": number} for number in lost))
    return len(lost)


def send_digests(frequency: Frequency, at: datetime) -> int:
    """Write to each person one e-mail of what they have not read, each notice once. Return how many were written.

    One transaction a person. What came after the last hour of digests waits for the next one, so that to run this
    often, late or twice changes nothing.
    """
    until = calculations.last_digest(at, weekly=frequency == Frequency.WEEKLY)
    people = queries.people_awaiting_digest(frequency, until)
    return sum(_write_digest(person, frequency, until) for person in people)


@transaction.atomic
def forget_old_emails(at: datetime) -> int:
    """Delete notices, and e-mails sent or given up, whose time is over (Retention). Return how many e-mails."""
    oldest = at - timedelta(days=retention_of("message").days)
    Notice.objects.filter(created_at__lt=oldest).delete()
    old = Email.objects.filter(sent_at__lt=oldest) | Email.objects.filter(given_up_at__lt=oldest)
    return old.delete()[1].get("messaging.Email", 0)


@transaction.atomic
def erase_messages_of(person: User, at: datetime) -> Sequence[str]:  # noqa: ARG001  # as every erasure is asked
    """Delete what was written to a person, and take their name and address out of what was written to others."""
    MailboxItem.objects.filter(to__icontains=person.email).delete()
    queries.emails_to(person).delete()
    queries.notices_of(person).delete()
    Preference.objects.filter(person=person).delete()
    for model, names in ((Notice, ("title", "text")), (Email, MAIL_TEXTS), (MailboxItem, MAIL_TEXTS)):
        for words in {person.email, *queries.names_in_messages(person)}:
            told = model._default_manager.filter(queries.tells(words, names))
            told.update(**{name: queries.without(name, words) for name in names})
    return ()


@transaction.atomic
def choose_frequency(person: User, topic: Topic, frequency: Frequency, *, by: User) -> Preference:
    """Change how a person is told of a topic, of what waits for a digest too. Refuses what is always told at once."""
    rules.require_choice(person, topic, by)
    preference, _ = Preference.objects.update_or_create(person=person, topic=topic, defaults={"frequency": frequency})
    if frequency != Frequency.AT_ONCE:  # what was to come in a digest comes in it still
        Notice.objects.unread().filter(person=person, topic=topic, told_at=None).update(frequency=frequency)
    record(events.FREQUENCY_CHOSEN, person, by=by, topic=topic, frequency=frequency)
    return preference


@transaction.atomic
def mark_read(notice: Notice, *, by: User) -> None:
    """Note that this person has read it; refuses somebody else's."""
    rules.require_own_notice(notice, by)
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Note that this person has read all that they were told. Return how many were unread."""
    return Notice.objects.unread().filter(person=by).update(read_at=timezone.now())


@transaction.atomic
def keep_in_mailbox(message: EmailMessage) -> None:
    """Keep an e-mail in the development mailbox; one that comes twice is kept once."""
    html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
    item = MailboxItem(
        message_id=message.extra_headers.get("Message-ID") or f"<{uuid4().hex}@mailbox>",
        to=", ".join(message.recipients()),
        subject=str(message.subject),
        text=str(message.body),
        html="".join(html),
    )
    MailboxItem.objects.bulk_create([item], ignore_conflicts=True)


def _email(letter: Letter, *, topic: Topic, to: str, person: User | None) -> Email:
    try:
        validate_email(to)  # a line break would add a header
    except ValidationError as error:
        raise Refusal("Cette adresse électronique n’est pas valable : corrigez-la.") from error
    return Email(
        person=person,
        topic=topic,
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        message_id=f"<{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>",
    )


def _post(emails: list[Email]) -> None:
    Email.objects.bulk_create(emails)
    enqueue(SEND_EMAIL, *({"email_id": email.pk} for email in emails))


def _fail(email: Email, error: Exception, at: datetime) -> None:
    email.last_error = f"{type(error).__name__}: {error}"[: Email._meta.get_field("last_error").max_length]
    again = None if _is_final(error) else calculations.next_try(email.attempts, at)
    if again:
        enqueue(SEND_EMAIL, {"email_id": email.pk}, at=again)
    else:
        email.given_up_at = at
        record(events.EMAIL_GIVEN_UP, email, by=None)


def _is_final(error: Exception) -> bool:
    """Whether the next try would fail as well: no such address, or a message that cannot be sent at all."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, ValueError)


@transaction.atomic
def _write_digest(person_id: int, frequency: Frequency, until: datetime) -> int:
    waiting = Notice.objects.awaiting_digest(frequency, until).filter(person=person_id)
    notices = list(waiting.select_for_update(skip_locked=True).order_by("pk"))
    if not notices:
        return 0
    person = User.objects.get(pk=person_id)
    context = {
        "count": len(notices),
        "site_name": settings.SITE_NAME,
        "notices": [{"title": one.title, "url": absolute(one.link) if one.link else ""} for one in notices],
    }
    topic = Topic(notices[0].topic)
    email = write_email(
        person, template="messaging/emails/digest.txt", context=context, link=reverse("messaging:notices"), topic=topic
    )
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(email=email, told_at=timezone.now())
    return 1
