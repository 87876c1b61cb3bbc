"""The real geography of France for tests of any module: ask for the fixture `real_geography`.

It is loaded once, the tests that ask for it run last, and all others see an empty map. Imports stay inside the
functions: pytest reads this file before Django is ready.
"""
# ruff: noqa: ARG001, PLC0415

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs the real geography last, and there what empties the tables at its end after the rest."""
    items.sort(key=lambda item: _needs_geography(item) * (1 + empties_tables(item)))


def _needs_geography(item: pytest.Item) -> bool:
    return "real_geography" in getattr(item, "fixturenames", ())


def empties_tables(item: pytest.Item) -> bool:
    """Tell whether every table is empty once this test is over."""
    marker = item.get_closest_marker("django_db")
    named = TRANSACTIONAL.intersection(getattr(item, "fixturenames", ()))
    return bool(named or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def _geography_beside_the_tests(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock():
        _empty_the_map()
        _load()
    yield
    if request.config.getoption("--reuse-db"):  # otherwise the whole database goes
        with django_db_blocker.unblock():
            _empty_the_map()


@pytest.fixture
def real_geography(_geography_beside_the_tests: None, db: None) -> None:
    """Stand on the communes, EPCI, départements and régions of the shipped file; the journal is empty."""
    from frenchimpact.geography.models import Dataset

    if not Dataset.objects.filter(name="geography").exists():  # a test before this one has emptied the tables
        _load()


def _load() -> None:
    from frenchimpact.geography.imports.geography import load_geography

    load_geography()
    _empty("journal_event")


def _empty_the_map() -> None:
    _empty("geography_region", "geography_intercommunality", "geography_dataset", "geography_placename")


def _empty(*tables: str) -> None:
    from django.db import connection, transaction

    assert connection.settings_dict["NAME"].startswith("test_")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL frenchimpact.tests_may_empty = 'on'")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
