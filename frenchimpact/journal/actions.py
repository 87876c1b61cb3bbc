"""Write the journal, and run what follows from a line once it is safely written."""

import time
from datetime import datetime

from asgiref.sync import async_to_sync
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.types import JSONDict

from frenchimpact.journal import calculations, events, jobs, queries
from frenchimpact.journal.kinds import Kind
from frenchimpact.journal.listeners import notices, reactions
from frenchimpact.journal.models import Event, ReactionRun, Seal

RUN_REACTION = "journal.run_reaction"  # the task's name: actions know the queue, never the tasks
LINES_PER_SEAL = 10_000
PATIENCE_WITH_WRITERS = 2.0  # seconds
LIVES = 10  # a job whose worker died this many times is what kills it


@transaction.atomic
def record(kind: Kind, subject: models.Model, *, by: AbstractBaseUser | None, **details: object) -> Event:
    """Add one line, the notices it calls for and a job for each reaction, in the transaction of the change.

    All are kept or none is; the worker runs the reactions after the commit. `details` go to the journal for ever:
    JSON values, never personal data.
    """
    event = Event.objects.create(verb=kind.code, subject=subject, actor_id=by.pk if by else None, details=details)
    for notice in notices[kind.code]:
        notice(event)
    following: list[JSONDict] = [{"event_id": event.pk, "reaction": name} for name in reactions[kind.code]]
    jobs.enqueue(RUN_REACTION, *following)
    return event


@transaction.atomic
def run_reaction(event_id: int, reaction: str) -> None:
    """Run one reaction and note that it ran, both or neither; does nothing when it has run already."""
    event = Event.objects.get(pk=event_id)
    # A second worker waits here for the first one's transaction, then sees its run.
    _, is_first = ReactionRun.objects.get_or_create(event=event, reaction=reaction)
    if is_first:
        reactions[event.verb][reaction](event)


@transaction.atomic
def seal_lines() -> Seal | None:
    """Seal the next lines, at most LINES_PER_SEAL; None when there is none, or when somebody is still writing them.

    Numbers are given before the commit, so a lower one may appear after a higher: we wait for those who were writing
    when we looked. Whoever begins later gets a higher number than any we seal.
    """
    last = Seal.objects.order_by("-pk").first()
    after = last.last_event_id if last else 0
    upto = queries.last_line(after=after, at_most=LINES_PER_SEAL)
    if upto is None or not _have_finished(queries.writers()):
        return None
    lines = queries.hashed_lines(after=after, upto=upto)
    return Seal.objects.create(
        after_event_id=after,  # unique: two who seal at once do not fork the chain
        last_event_id=upto,
        digest=calculations.digest_of(last.digest if last else "", lines),
        marks=calculations.marks_of(lines),
    )


def retry_stalled_jobs(at: datetime) -> int:
    """Put back in the queue what dead workers held; give up what has killed LIVES of them. Return how many.

    Each in a transaction of its own.
    """
    stalled = list(queries.stalled_jobs(at))
    for job in stalled:
        if job.attempts >= LIVES or not _retry(job.pk, at):
            finish = async_to_sync(jobs.manager.finish_job_by_id_async)
            finish(job_id=job.pk, status=Status.FAILED, delete_job=False)
    return len(stalled)


@transaction.atomic
def restart_failed_jobs(*, at: datetime, by: AbstractBaseUser) -> int:
    """Put back in the queue all that failed for good, once its cause is mended. Return how many."""
    count = sum(_retry(job.pk, at) for job in queries.failed_jobs())
    if count:
        record(events.JOBS_RESTARTED, by, by=by, count=count)
    return count


def forget_old_jobs() -> None:
    """Delete jobs that succeeded a week ago or more, and those that failed three months ago."""
    forget = async_to_sync(jobs.manager.delete_old_jobs)
    forget(nb_hours=24 * 7)
    forget(nb_hours=24 * 90, include_failed=True, include_cancelled=True, include_aborted=True)


def _have_finished(transactions: set[str]) -> bool:
    deadline = time.monotonic() + PATIENCE_WITH_WRITERS
    while (transactions := transactions & queries.writers()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not transactions


def _retry(job_id: int, at: datetime) -> bool:
    """Say whether the job waits again: False when its twin, a later run of the same periodic task, waits already."""
    try:
        with transaction.atomic():
            jobs.manager.retry_job_by_id(job_id=job_id, retry_at=at)
    except ConnectorException:
        return False
    return True
