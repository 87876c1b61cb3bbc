"""What the worker does for labels: shows them when their date comes, ends them after their last day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from frenchimpact.labels import actions


@app.task(name="labels.publish_label")
def publish_label(label_id: int) -> None:
    actions.publish_label(label_id, at=timezone.now())


# Should the job have come a moment too early, or been lost.
@app.periodic(cron="*/5 * * * *")
@app.task(name="labels.publish_due_labels", queueing_lock="labels.publish_due_labels")
def publish_due_labels(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.publish_due_labels(timezone.now())


# Lists say until when they may be believed: signed again each day, long before that.
@app.periodic(cron="23 3 * * *")
@app.task(name="labels.prepare_proofs", queueing_lock="labels.prepare_proofs")
def prepare_proofs(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.prepare_proofs(timezone.now())


@app.periodic(cron="41 6 * * *")
@app.task(name="labels.remind_of_terms", queueing_lock="labels.remind_of_terms")
def remind_of_terms(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.remind_of_terms(timezone.now())


# Every hour, so that midnight in Paris is never far; pages say it from the first second by themselves.
@app.periodic(cron="7 * * * *")
@app.task(name="labels.expire_due_labels", queueing_lock="labels.expire_due_labels")
def expire_due_labels(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.expire_due_labels(timezone.now())


# A wave whose job was lost, or that was decided before this site wrote records.
@app.periodic(cron="53 3 * * *")
@app.task(name="labels.write_missing_records", queueing_lock="labels.write_missing_records")
def write_missing_records(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.write_missing_records(timezone.now())
