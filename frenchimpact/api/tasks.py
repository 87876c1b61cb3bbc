"""What the worker does for the API: counters of past minutes are swept away."""

from django.utils import timezone
from procrastinate.contrib.django import app

from frenchimpact.api import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="api.forget_old_counts", queueing_lock="api.forget_old_counts")
def forget_old_counts(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.forget_old_counts(timezone.now())
