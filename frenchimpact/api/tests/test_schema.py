"""The description is true, and nothing that it allows breaks the API."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes without types
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.specs.openapi.definitions import OPENAPI_31

from frenchimpact.api.tests.factories import make_territory

EXAMPLES = 100
UNPACKED = {"Accept-Encoding": "identity"}  # the client of the fuzzer does not unzip
DESCRIPTION = "/api/v1/openapi.json"
PATHS = [
    "/api/v1/calls",
    "/api/v1/labels",
    "/api/v1/organisations",
    "/api/v1/organisations/{id}",
    "/api/v1/places",
    "/api/v1/territories",
    "/api/v1/territories/{slug}",
]


@pytest.fixture
def _connection_kept() -> Iterator[None]:
    """As Django's own test client does: the test's transaction outlives each request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(db: None, _connection_kept: None) -> Iterator[schemathesis.BaseSchema]:  # noqa: ARG001  # asked for
    """Serve three territories in this process, to a client that asks as often as it likes."""
    for number in range(3):
        make_territory(f"Territoire {number}", wave=number or None)
    with override_settings(API_REQUESTS_PER_MINUTE=1_000_000):
        yield schemathesis.openapi.from_wsgi(DESCRIPTION, get_wsgi_application())


def test_the_api_answers_as_it_is_described(described: schemathesis.BaseSchema) -> None:
    tried = [_try(found.ok()) for found in described.get_all_operations() if isinstance(found, Ok)]

    assert sorted(tried) == [f"GET {path}" for path in PATHS]


def _try(operation: schemathesis.APIOperation[Any, Any, Any, Any]) -> str:
    """Ask as described, then as not described."""
    for mode in schemathesis.GenerationMode:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def answers(case: schemathesis.Case[Any]) -> None:
            # A cursor is signed: one that only has the right form is refused. What is left empty counts as absent.
            not_meant: list[Any] = [positive_data_acceptance, *([negative_data_rejection] if _has_empty(case) else [])]
            case.call_and_validate(headers=UNPACKED, excluded_checks=not_meant)

        answers()
    return operation.label


def _has_empty(case: schemathesis.Case[Any]) -> bool:
    values = [each for value in (case.query or {}).values() for each in (value if isinstance(value, list) else [value])]
    return any(value in ("", None, [], {}) for value in values)


@pytest.mark.django_db
def test_the_description_is_valid_openapi_3_1(client: Client) -> None:
    described = client.get(DESCRIPTION).json()

    assert described["openapi"] == "3.1.0"
    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(described)] == []


@pytest.mark.django_db
def test_every_schema_of_the_description_is_a_json_schema(client: Client) -> None:
    for shape in client.get(DESCRIPTION).json()["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


@pytest.mark.django_db
def test_every_operation_and_parameter_is_described(client: Client) -> None:
    described = client.get(DESCRIPTION).json()
    operations = {path: operation for path, methods in described["paths"].items() for operation in methods.values()}

    assert sorted(operations) == PATHS
    assert [path for path, operation in operations.items() if not operation["description"]] == []
    assert [
        each["name"] for operation in operations.values() for each in operation["parameters"] if not each["description"]
    ] == []
    assert [sorted(operation["responses"]) for operation in operations.values()] == [
        ["200", "304", "400", "404", "405", "422", "429", "500", "503"]
    ] * len(PATHS)
