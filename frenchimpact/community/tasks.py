"""What the worker does for organisations: what rested on a status ends with it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from frenchimpact.community.actions.organisations import review_bases


@app.periodic(cron="20 1 * * *")
@app.task(name="community.review_bases", queueing_lock="community.review_bases")
def review_ess_bases(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    review_bases(timezone.localdate())
