"""What a site looks like once all who died have been replaced and the queue is empty."""

import time
from collections import Counter
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.calls.events import COMPLEMENTS_ASKED, FOUND_ADMISSIBLE
from frenchimpact.calls.models import Application
from frenchimpact.documents.models import Document
from frenchimpact.documents.queries import integrity
from frenchimpact.journal.actions import retry_stalled_jobs, seal_lines
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import verify_seals
from frenchimpact.messaging.models import Email, MailboxItem
from frenchimpact.questionnaires.models import AnswerFile

PATIENCE = 240.0  # seconds, on a slow machine


def settle() -> None:
    """Let time pass over the dead and over what waits to be tried again, until the living have done it all."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        with connection.cursor() as cursor:
            # All but the last worker are dead: the site has one.
            cursor.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
                " WHERE id < (SELECT max(id) FROM procrastinate_workers)"
            )
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND scheduled_at > now()"
            )
        retry_stalled_jobs(timezone.now())
        if not ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exists():
            return
        time.sleep(0.2)


def troubles_of_the_site() -> Iterator[str]:
    yield from _jobs()
    yield from _emails()
    yield from _officers()
    while seal_lines():
        pass
    if (altered := verify_seals().first_altered) is not None:
        yield f"the line {altered} of the journal is not what it was"
    found = integrity()
    if found.missing or found.altered:
        yield f"documents: {found}"
    if Document.objects.count() != AnswerFile.objects.count():
        yield f"{Document.objects.count()} documents for {AnswerFile.objects.count()} files"


def _jobs() -> Iterator[str]:
    """Find what was not done; a periodic task that failed is done at its next turn."""
    periodic = {name for name, _ in app.periodic_registry.periodic_tasks}
    undone = ProcrastinateJob.objects.exclude(status="succeeded").exclude(status="failed", task_name__in=periodic)
    for job in undone:
        yield f"job {job.pk} {job.task_name} is {job.status} after {job.attempts} tries"


def _emails() -> Iterator[str]:
    """Find e-mails that did not come, or came twice, in the mailbox of the machine."""
    came = Counter(MailboxItem.objects.values_list("message_id", flat=True))
    written = Counter(Email.objects.values_list("message_id", flat=True))
    if came != written:
        yield f"{len(written)} e-mails written; lost: {written - came}; twice: {came - written}"


def _officers() -> Iterator[str]:
    for application in Application.objects.exclude(submitted_at=None):
        lines = Counter(Event.objects.about(application).values_list("verb", flat=True))
        steps = (application.examinations.count(), lines[FOUND_ADMISSIBLE.code])
        asked = (application.complements.count(), lines[COMPLEMENTS_ASKED.code])
        if not (steps[0] == steps[1] <= 1 and asked[0] == asked[1] <= 1):
            yield f"{application.public_id}: examined {steps}, asked {asked}"
