"""What the worker does for calls. As everywhere, periodic tasks have a queueing lock, no lock and no retry."""

from django.utils import timezone
from procrastinate.contrib.django import app

from frenchimpact.calls.actions import lapse_overdue, remind_of_complements, settle_waves
from frenchimpact.calls.actions.committees.conflicts import watch_conflicts
from frenchimpact.calls.actions.committees.deadlines import watch_readings
from frenchimpact.calls.actions.committees.rankings import keep_missing_rankings
from frenchimpact.calls.actions.reminders import remind_of_cutoffs
from frenchimpact.calls.actions.silences import watch_silences


@app.periodic(cron="17 * * * *")
@app.task(name="calls.remind_of_cutoffs", queueing_lock="calls.remind_of_cutoffs")
def remind_drafts(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    """Every hour: a day that the worker slept through is made good."""
    remind_of_cutoffs(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="calls.lapse_overdue", queueing_lock="calls.lapse_overdue")
def lapse(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    lapse_overdue(timezone.now())


@app.periodic(cron="11 * * * *")
@app.task(name="calls.remind_of_complements", queueing_lock="calls.remind_of_complements")
def remind_complements(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    remind_of_complements(timezone.now())


@app.periodic(cron="41 * * * *")
@app.task(name="calls.watch_conflicts", queueing_lock="calls.watch_conflicts")
def watch_ties(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    watch_conflicts(timezone.now())


@app.periodic(cron="31 * * * *")
@app.task(name="calls.watch_readings", queueing_lock="calls.watch_readings")
def watch_ends(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    watch_readings(timezone.now())


@app.periodic(cron="13,43 * * * *")
@app.task(name="calls.keep_missing_rankings", queueing_lock="calls.keep_missing_rankings")
def keep_rankings(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    keep_missing_rankings(timezone.now())


@app.periodic(cron="23 * * * *")
@app.task(name="calls.watch_silences", queueing_lock="calls.watch_silences")
def watch(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    watch_silences(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="calls.settle_waves", queueing_lock="calls.settle_waves")
def settle(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    settle_waves(timezone.now())
