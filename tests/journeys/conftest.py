"""A server on all of France, and a browser that visits it, both started once."""
# ruff: noqa: ARG001

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.journeys.people import Team, forget_people, make_team
from tests.journeys.visitor import Visit
from tests.permissions.walk import EVERY_DOOR


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Use the database of the tests as the server sees it: nothing is undone by itself.

    pytest-django makes that database for tests that ask for a fixture of this name.
    """
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def _server(france_stays: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    server = LiveServer("localhost")
    with override_settings(ROOT_URLCONF=EVERY_DOOR), server._live_server_modified_settings:
        yield server
    server.stop()
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # a thread of the server may still be at work
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread, Django sees it
    with chromium() as browser:
        yield browser
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(db: None, _server: LiveServer, _browser: Browser) -> Iterator[Visit]:
    """Open pages of the site as a visitor: `visit("/territoires/", width=375)`."""
    visit = Visit(_browser, _server.url)
    yield visit
    visit.leave()


@pytest.fixture
def team(visit: Visit) -> Iterator[Team]:
    """Odile at work, in a browser."""
    yield make_team(visit)
    forget_people()


@pytest.fixture
def newcomers(visit: Visit) -> Iterator[None]:
    """Nobody has an account yet; whoever gets one is forgotten afterwards."""
    yield
    forget_people()
