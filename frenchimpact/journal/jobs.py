"""Put work in the queue, in the transaction of whoever asks: a change that is undone leaves no job behind."""

from collections.abc import Mapping
from datetime import datetime

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task
from procrastinate.types import JSONValue

# Not the app's own manager: inside the worker that one has a connection of its own, so that a job put in the queue by
# a reaction would be there before the reaction is committed, and stay when it is undone.
manager = JobManager(DjangoConnector())


def enqueue(
    task: str, *arguments: Mapping[str, JSONValue], at: datetime | None = None, lock: str | None = None
) -> None:
    """Add one job for each set of arguments, in one statement; `task` is the name that a module's tasks.py gives.

    Jobs of the same `lock` are done one after the other.
    """
    if arguments:
        configure_task(name=task, job_manager=manager, schedule_at=at, lock=lock).batch_defer(*map(dict, arguments))
