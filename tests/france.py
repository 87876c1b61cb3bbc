"""Real France for tests of pages: its places, their outlines, the 27 labels. Ask for the fixture `real_france`.

It is loaded once; the tests that ask for it run after all others, and need not empty anything. `france_stays` is for
tests that talk to a server: what they write through it is theirs to take away.
"""
# ruff: noqa: PLC0415

from collections.abc import Generator, Iterator

import pytest
from pytest_django import DjangoDbBlocker

from frenchimpact.geography.tests import fixtures


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    yield
    items.sort(key=lambda item: "france_stays" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def france_stays(
    request: pytest.FixtureRequest, _geography_beside_the_tests: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Keep France in the database of the tests, for whoever reads it: the tests, and the server they talk to."""
    with django_db_blocker.unblock():
        _load()
    yield
    if request.config.getoption("--reuse-db"):
        with django_db_blocker.unblock():
            fixtures._empty("geography_perimeter", "geography_outline")


@pytest.fixture
def real_france(france_stays: None, db: None) -> None:
    """Stand on all of France; what the test writes is undone."""


def _load() -> None:
    from frenchimpact.geography.imports.outlines import load_outlines
    from frenchimpact.geography.models import Dataset
    from frenchimpact.labels.imports.historical import load_historical_labels

    if not Dataset.objects.filter(name="geography").exists():  # a test before has emptied the tables
        fixtures._load()
    load_outlines()
    load_historical_labels()
    fixtures._empty("journal_event")
