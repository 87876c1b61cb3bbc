from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.permissions.walk import EVERY_DOOR
from tests.showcase.show import Show


@pytest.fixture(scope="package")
def show(france_stays: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Show]:  # noqa: ARG001
    """One showcase, on all of France, for all the tests of this folder."""
    doors = override_settings(ROOT_URLCONF=EVERY_DOOR, DEMO=True)
    with django_db_blocker.unblock(), doors, transaction.atomic():
        yield Show()
        transaction.set_rollback(True)
