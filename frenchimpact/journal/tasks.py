"""What the worker does for the journal and for the queue itself.

Periodic tasks have a queueing lock (one waits at most) and no lock: a lock would be held for ever by a dead worker.
They are not retried: their next turn comes soon enough.
"""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from frenchimpact.journal import actions

# Waits 5, 25, 125, 625, 3 125 seconds, then 4 h 20: what outlives them is a fault, and the health page shows it.
PATIENCE = RetryStrategy(max_attempts=6, exponential_wait=5)


@app.task(name=actions.RUN_REACTION, retry=PATIENCE)
def run_reaction(event_id: int, reaction: str) -> None:
    actions.run_reaction(event_id, reaction)


@app.periodic(cron="* * * * *")
@app.task(name="journal.retry_stalled_jobs", queueing_lock="journal.retry_stalled_jobs", priority=10)
def retry_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.retry_stalled_jobs(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="journal.seal_lines", queueing_lock="journal.seal_lines")
def seal_lines(timestamp: int) -> None:  # noqa: ARG001
    while actions.seal_lines():
        pass


@app.periodic(cron="17 2 * * *")
@app.task(name="journal.forget_old_jobs", queueing_lock="journal.forget_old_jobs")
def forget_old_jobs(timestamp: int) -> None:  # noqa: ARG001
    actions.forget_old_jobs()
