"""Letters through the outbox to a mail server on this machine, beside as many straight to that server."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from django.conf import settings
from django.utils import timezone

from benchmarks.measures import Line, seconds_of
from benchmarks.startup import free_port
from frenchimpact.messaging.actions import send_email, write_email
from frenchimpact.messaging.letters import message_of
from frenchimpact.messaging.models import Email

PART = "Outbox"
LETTERS = 150
TEMPLATE = "messaging/emails/signed_in.txt"


class _Sink:
    async def handle_DATA(self, *_: object) -> str:  # noqa: N802  # the name that aiosmtpd expects
        return "250 OK"


def measure() -> list[Line]:
    written = seconds_of(_write)
    emails = list(Email.objects.order_by("pk"))
    with _mail_server() as port:
        straight = seconds_of(lambda: _straight(port, emails[0]))
        sent = seconds_of(lambda: [send_email(email.pk, at=timezone.now()) for email in emails])
    if Email.objects.filter(sent_at=None).exists():
        raise SystemExit("Some letters did not leave the outbox.")
    return [
        Line(PART, f"write {LETTERS} letters and their jobs", written, straight, "straight to the server"),
        Line(PART, f"floor: {LETTERS} letters straight to the server, a connection each", straight),
        Line(
            PART,
            f"send {LETTERS} letters of the outbox, one worker",
            sent,
            straight,
            "straight to the server",
            more={"letters/s": f"{LETTERS / sent:.0f}"},
        ),
    ]


def _write() -> None:
    for number in range(LETTERS):
        write_email(f"personne{number}@exemple.invalid", template=TEMPLATE, context={"at": timezone.now()})


def _straight(port: int, email: Email) -> None:
    message: EmailMessage = message_of(email).message()  # type: ignore[assignment]
    for _ in range(LETTERS):
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.send_message(message, "a@exemple.invalid", ["b@exemple.invalid"])


@contextmanager
def _mail_server() -> Iterator[int]:
    port = free_port()
    sink = Controller(_Sink(), hostname="127.0.0.1", port=port)
    sink.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield port
    finally:
        sink.stop()
