"""The site's database and models, ready for a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings

from frenchimpact.config.launch.lifeline import PARENT
from frenchimpact.config.launch.postgres import database_server


def data_folder() -> Path:
    return Path(settings.DATA)


@contextmanager
def running_database() -> Iterator[None]:
    """Keep the database running meanwhile; a process started by the supervisor finds it running."""
    if os.environ.get(PARENT):
        yield
        return
    with database_server(data_folder()):
        yield


@contextmanager
def site() -> Iterator[None]:
    """Give a command models that it may import and a database that answers."""
    with running_database():
        django.setup()
        yield
