"""A request that is longer than all that a form may send is refused before it is read."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
FORM = "/connexion/"


def test_a_body_beyond_the_limit_is_refused_in_a_sentence(settings: Settings) -> None:
    settings.LONGEST_BODY = 1_000

    answer = Client().post(FORM, {"email": "a" * 2_000})

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.content.decode() == "Cet envoi est trop gros\u00a0: déposez vos fichiers en plusieurs fois."


def test_a_body_within_the_limit_is_read(settings: Settings) -> None:
    settings.LONGEST_BODY = 1_000

    assert Client().post(FORM, {"email": "ce n’est pas une adresse"}).status_code == HTTPStatus.OK
