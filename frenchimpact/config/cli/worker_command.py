"""`frenchimpact worker`: the jobs that pages leave for later, and the periodic ones."""

from argparse import Namespace

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from frenchimpact.config.cli.site import site
from frenchimpact.config.launch import lifeline

GRACE_SECONDS = 5


def run(_: Namespace) -> int:
    """Work until told to stop; a job begun has a few seconds to end, else it is tried again."""
    lifeline.follow_supervisor()
    with site():
        connector = app.connector
        if isinstance(connector, DjangoConnector):  # good for enqueuing only: a worker listens, on a pool of its own
            connector = connector.get_worker_connector()
        with app.replace_connector(connector) as ready:
            ready.run_worker(shutdown_graceful_timeout=GRACE_SECONDS)
    return 0
