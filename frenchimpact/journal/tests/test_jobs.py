"""The queue as its keeper sees it: what a dead worker held, what failed, what is old."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.journal.actions import LIVES, forget_old_jobs, restart_failed_jobs, retry_stalled_jobs
from frenchimpact.journal.jobs import enqueue
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import jobs_health
from frenchimpact.journal.tests.factories import make_person

pytestmark = pytest.mark.django_db


def _run(statement: str, *parameters: str | int | datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _make_job(status: str, *, attempts: int = 0, heartbeat: datetime | None = None) -> int:
    """Put a job in the queue, as if a worker that gave this sign of life had left it so."""
    enqueue("journal.run_reaction", {"event_id": 0, "reaction": "nothing"})
    job = ProcrastinateJob.objects.latest("pk").pk
    worker = None
    if heartbeat:
        _run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", heartbeat)
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(id) FROM procrastinate_workers")
            (worker,) = cursor.fetchone()
    _run(
        "UPDATE procrastinate_jobs SET status = %s, attempts = %s, worker_id = %s WHERE id = %s",
        status,
        attempts,
        worker,
        job,
    )
    return int(job)


def _status(job: int) -> tuple[str, int]:
    found = ProcrastinateJob.objects.get(pk=job)
    return found.status, found.attempts


def test_what_a_dead_worker_held_waits_again() -> None:
    now = timezone.now()
    job = _make_job("doing", heartbeat=now - timedelta(minutes=2))

    assert retry_stalled_jobs(now) == 1
    assert _status(job) == ("todo", 1)


def test_what_a_pruned_worker_held_waits_again() -> None:
    job = _make_job("doing")

    assert retry_stalled_jobs(timezone.now()) == 1
    assert _status(job) == ("todo", 1)


def test_what_a_living_worker_holds_is_left_alone() -> None:
    now = timezone.now()
    job = _make_job("doing", heartbeat=now - timedelta(seconds=10))

    assert retry_stalled_jobs(now) == 0
    assert _status(job) == ("doing", 0)


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    job = _make_job("doing", attempts=LIVES)

    retry_stalled_jobs(timezone.now())

    assert _status(job) == ("failed", LIVES + 1)


def test_a_stalled_job_whose_twin_waits_does_not_stop_the_sweeper() -> None:
    stalled = _make_job("doing")
    twin = _make_job("todo")
    _run("UPDATE procrastinate_jobs SET queueing_lock = 'twin'")
    other = _make_job("doing")

    retry_stalled_jobs(timezone.now())

    assert _status(stalled) == ("failed", 1)
    assert _status(twin) == ("todo", 0)
    assert _status(other) == ("todo", 1)


def test_failed_jobs_are_restarted_by_somebody() -> None:
    camille = make_person()
    job = _make_job("failed", attempts=3)

    assert restart_failed_jobs(at=timezone.now(), by=camille) == 1
    assert _status(job) == ("todo", 4)
    assert list(Event.objects.values_list("verb", "actor_id", "details")) == [
        ("journal.jobs_restarted", camille.pk, {"count": 1})
    ]


def test_old_jobs_are_forgotten_and_recent_ones_kept() -> None:
    old, recent, failed = _make_job("succeeded"), _make_job("succeeded"), _make_job("failed")
    _run("UPDATE procrastinate_events SET at = now() - interval '8 days' WHERE job_id <> %s", recent)

    forget_old_jobs()

    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == {recent, failed}
    assert old != recent


def test_the_health_of_the_queue_is_counted() -> None:
    now = timezone.now()
    _make_job("todo")
    _make_job("failed")
    _make_job("doing", heartbeat=now)
    later = _make_job("todo")
    _run("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 day' WHERE id = %s", later)

    health = jobs_health(timezone.now())

    assert (health.waiting, health.doing, health.failed) == (2, 1, 1)
    assert health.last_heartbeat == now
    assert health.oldest_waiting is not None
    assert (health.last_seal, health.last_sealed_line, health.oldest_unsealed) == (None, None, None)


def test_every_periodic_task_waits_once_and_holds_no_lock() -> None:
    tasks = [periodic.task for periodic in app.periodic_registry.periodic_tasks.values()]

    assert [task.name for task in tasks if task.queueing_lock != task.name or task.lock or task.retry_strategy] == []


def test_an_impossible_instant_is_not_due() -> None:
    assert jobs_health(datetime(2000, 1, 1, tzinfo=UTC)).oldest_waiting is None
