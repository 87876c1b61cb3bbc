"""The whole test suite: where DATABASE_URL names no server, one is started in `.data/test` and stopped at the end."""

from contextlib import ExitStack

import pytest

# the fixtures real_geography and real_france
pytest_plugins = ["frenchimpact.geography.tests.fixtures", "tests.france"]

SERVER = pytest.StashKey[ExitStack]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the server once, in the process that directs the others."""
    from django.conf import settings

    from frenchimpact.config.launch.postgres import database_server

    if hasattr(session.config, "workerinput"):
        return
    running = session.config.stash[SERVER] = ExitStack()
    running.enter_context(database_server(settings.DATA, durable=False))


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].close()
