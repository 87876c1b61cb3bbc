"""The demo and the development mailbox show everything to everybody: to nobody on another machine."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
PAGE = "/a-propos/"


@pytest.mark.parametrize("way_in", ["DEMO", "DEVELOPMENT_MAILBOX"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("127.0.0.1", HTTPStatus.OK),
        ("::1", HTTPStatus.OK),
        ("::ffff:127.0.0.1", HTTPStatus.OK),
        ("192.0.2.7", HTTPStatus.FORBIDDEN),
        ("2001:db8::7", HTTPStatus.FORBIDDEN),
        ("::ffff:192.0.2.7", HTTPStatus.FORBIDDEN),
    ],
)
def test_a_site_on_trial_answers_its_own_machine(
    address: str, status: HTTPStatus, way_in: str, settings: Settings
) -> None:
    setattr(settings, way_in, True)

    answer = Client(REMOTE_ADDR=address).get(PAGE, headers={"host": "localhost", "x-forwarded-for": "127.0.0.1"})

    assert answer.status_code == status


def test_a_site_in_service_answers_everybody() -> None:
    assert Client(REMOTE_ADDR="192.0.2.7").get(PAGE).status_code == HTTPStatus.OK
