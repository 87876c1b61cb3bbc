"""The whole test suite: where DATABASE_URL names no server, one is started in `.data/test` and stopped at the end.

What migrations wrote is put back after each test that empties the tables: no test depends on those before it.
"""

from collections.abc import Generator
from contextlib import ExitStack

import pytest
from pytest_django import DjangoDbBlocker

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001  # made first
    from tests.first_rows import keep

    with django_db_blocker.unblock():
        keep()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    from pytest_django.plugin import blocking_manager_key

    from frenchimpact.geography.tests.fixtures import empties_tables
    from tests.first_rows import put_back

    yield
    if nextitem and empties_tables(item):  # after the last test the database itself is gone
        with item.config.stash[blocking_manager_key].unblock():
            put_back()
