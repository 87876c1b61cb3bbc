"""`frenchimpact web`: the web server."""

import multiprocessing
import os
from argparse import Namespace
from contextlib import suppress
from typing import cast

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error, connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from frenchimpact.config.cli.site import running_database
from frenchimpact.config.launch import lifeline
from frenchimpact.config.launch.ports import chosen_host, chosen_port
from frenchimpact.config.wsgi import application  # loaded once, before the server forks its processes
from frenchimpact.geography.queries.maps import national_map, thumbnail_at

# A page that asks the database for longer than this is stopped; a lock is not waited for longer than that.
SESSION = "-c statement_timeout=20s -c lock_timeout=8s -c idle_in_transaction_session_timeout=60s"


def run(_: Namespace) -> int:
    """Serve until told to stop: one process a core, one thread each, the fastest that was measured for Django."""
    lifeline.follow_supervisor()
    if not settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]:
        os.environ.setdefault("PGOPTIONS", SESSION)
    get_resolver().url_patterns  # noqa: B018  # read once, before the fork, so that the first page does not wait
    with running_database():
        _draw_the_country()
        Server(
            "frenchimpact.config.wsgi:application",
            address=chosen_host(),
            port=chosen_port(),
            interface=Interfaces.WSGI,
            workers=_workers(),
            blocking_threads=1,
            backpressure=64,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            log_level=LogLevels.error,
        ).serve(target_loader=load_application)
    return 0


def _draw_the_country() -> None:
    """Draw the maps that most pages show while there is one process: those to come inherit them, and connect anew."""
    with suppress(Error):  # a database that is away is told by the pages, not by a server that does not start
        national_map("departement")
        national_map("region")
        thumbnail_at(None, label="")
    connection.close()
    cast("DatabaseWrapper", connection).close_pool()


def load_application(_: str) -> WSGIHandler:
    """Give the site to one of the server's processes, and tie that process to the server's."""
    server = multiprocessing.parent_process()
    if server and server.pid:
        lifeline.follow(server.pid)
    return application


def _workers() -> int:
    return int(os.environ.get("FRENCHIMPACT_WORKERS") or os.cpu_count() or 1)
