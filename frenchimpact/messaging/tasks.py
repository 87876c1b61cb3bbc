"""What the worker does for the outbox. As everywhere, periodic tasks have a queueing lock, no lock and no retry."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from frenchimpact.messaging import actions
from frenchimpact.messaging.models import Frequency

# Only for what is not the mail server's refusal (which the outbox itself counts): the database away, for example.
PATIENCE = RetryStrategy(max_attempts=4, exponential_wait=5)


@app.task(name=actions.SEND_EMAIL, retry=PATIENCE)
def send_email(email_id: int) -> None:
    actions.send_email(email_id, at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="messaging.sweep_outbox", queueing_lock="messaging.sweep_outbox")
def sweep_outbox(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.sweep_outbox(timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="messaging.send_digests", queueing_lock="messaging.send_digests")
def send_digests(timestamp: int) -> None:  # noqa: ARG001
    """Every quarter of an hour: an hour that the worker slept through is made good."""
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        actions.send_digests(frequency, timezone.now())


@app.periodic(cron="41 2 * * *")
@app.task(name="messaging.forget_old_emails", queueing_lock="messaging.forget_old_emails")
def forget_old_emails(timestamp: int) -> None:  # noqa: ARG001
    actions.forget_old_emails(timezone.now())
