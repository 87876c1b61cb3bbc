"""Every address, for every role and method, answers as the reviewed file says."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings

from frenchimpact.shared.access import EVERYONE, Access, Audience
from tests.permissions.expectations import METHODS, ROLES, expectations
from tests.permissions.matrix import mismatches, rows_written
from tests.permissions.walk import Route, routes
from tests.permissions.world import World

pytestmark = pytest.mark.django_db

ROUTES = routes()
EXPECTED = expectations()
NOBODY = Audience("nobody", lambda _: False)
NOTICED_AT_LEAST = 0.95
PLAIN_DOORS = "tests.permissions.plain_doors"


@pytest.fixture(autouse=True, scope="module")
def _plain_doors(world: World) -> Iterator[None]:  # noqa: ARG001  # made first
    with override_settings(ROOT_URLCONF=PLAIN_DOORS):
        yield


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_address_answers_each_role_as_the_reviewed_file_says(route: Route, world: World) -> None:
    assert list(mismatches(route, world, EXPECTED)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_address_answers_each_role_and_rare_method_as_the_reviewed_file_says(route: Route, world: World) -> None:
    assert list(mismatches(route, world, EXPECTED, whole=True)) == []


def test_every_address_is_in_the_reviewed_file_and_no_other(world: World) -> None:
    written = {name for name, _, _ in EXPECTED}

    assert {name for route in ROUTES for name, _ in world.addresses_of(route.name)} == written
    assert len(EXPECTED) == len(written) * len(ROLES) * len(METHODS)


def test_no_two_addresses_bear_the_same_name() -> None:
    names = [route.name for route in ROUTES]

    assert [name for name in names if names.count(name) > 1] == []


@pytest.mark.parametrize("one_in", [5, pytest.param(1, marks=pytest.mark.nightly)])  # all of them take minutes
def test_a_rule_that_is_flipped_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch, one_in: int) -> None:
    declared = [route for route in ROUTES if declares(route)][::one_in]
    flipped = [(route, NOBODY if is_open_to_everyone(route) else EVERYONE) for route in declared]

    unnoticed = [route.name for route, audience in flipped if not is_noticed(route, audience, world, monkeypatch)]

    assert len(flipped) > 10
    assert len(unnoticed) <= len(flipped) * (1 - NOTICED_AT_LEAST), unnoticed


def test_a_write_is_noticed_even_when_it_is_undone() -> None:
    before = rows_written()

    get_user_model().objects.create(email="camille@exemple.test", name="Camille Aubier")

    assert rows_written() > before


def declares(route: Route) -> bool:
    return isinstance(getattr(route.view, "access", None), Access)


def is_open_to_everyone(route: Route) -> bool:
    return bool(route.view.access.audience is EVERYONE)  # type: ignore[attr-defined]  # a view bears its access


def is_noticed(route: Route, audience: Audience, world: World, monkeypatch: pytest.MonkeyPatch) -> bool:
    with monkeypatch.context() as patch:
        patch.setattr(route.view, "access", Access(audience, "flipped"))
        return any(mismatches(route, world, EXPECTED))
