from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.permissions.walk import EVERY_DOOR
from tests.permissions.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    """One world for all the tests of a file: each request they make in it is undone."""
    doors = override_settings(ROOT_URLCONF=EVERY_DOOR, DEMO=True, SECURITY_CONTACT="mailto:securite@exemple.test")
    with django_db_blocker.unblock(), doors, transaction.atomic():
        assert settings.DEMO
        yield make_world()
        transaction.set_rollback(True)
