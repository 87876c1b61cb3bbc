"""What the worker does for accounts. As everywhere, periodic tasks have a queueing lock, no lock and no retry."""

from django.utils import timezone
from procrastinate.contrib.django import app

from frenchimpact.accounts import actions


@app.periodic(cron="29 * * * *")
@app.task(name="accounts.forget_dead_links", queueing_lock="accounts.forget_dead_links")
def forget_dead_links(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.forget_dead_links(timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(name="accounts.purge_unused", queueing_lock="accounts.purge_unused")
def purge_unused(timestamp: int) -> None:  # noqa: ARG001
    actions.purge_unused(timezone.now())
