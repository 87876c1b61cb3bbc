"""Try one address for every role and method, and tell what is not as expected."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from frenchimpact.api.models import RequestCount
from tests.permissions.expectations import FEW_ROLES, METHODS, RARE_METHODS, ROLES, SIGN_IN, Expectations
from tests.permissions.things import SECRET
from tests.permissions.walk import Route
from tests.permissions.world import World

COMMON_METHODS = tuple(method for method in METHODS if method not in RARE_METHODS)
DENIALS = {SIGN_IN, "403", "404", "405"}


def mismatches(route: Route, world: World, expected: Expectations, *, whole: bool = False) -> Iterator[str]:
    """Give sentences about what is not as the file says; a denial must moreover write nothing and tell nothing.

    Rare methods are tried by a few roles, or by all for the whole of it. An address of something to which roles are
    tied is tried twice: on theirs, and on somebody else’s.
    """
    for name, address in world.addresses_of(route.name):
        for role in ROLES:
            for method in METHODS if whole or role in FEW_ROLES else COMMON_METHODS:
                yield from complaints(
                    f"{method} {name} by {role}",
                    world.clients[role],
                    (method, address),
                    expected.get((name, role, method), "no line in expected.csv"),
                )


def complaints(case: str, client: Client, request: tuple[str, str], expected: str) -> Iterator[str]:
    """Make one request, undo it, and say what is not as expected."""
    with _undone():
        before = rows_written()
        answer: Any = copy_of(client).generic(*request)  # the stubs of the test client hide what it is
        answered, text = _in_short(answer), _text_of(answer)  # what is read to its end is closed
        if answered != expected:
            yield f"{case}: {answered} instead of {expected}"
        if answered in DENIALS and rows_written() != before:
            yield f"{case}: denied, yet rows were written"
        if answered in DENIALS and SECRET in text:
            yield f"{case}: denied, yet it tells somebody else’s title"


def rows_written() -> int:
    """Count rows inserted, updated or deleted by this transaction, those it then undid included.

    The counter of requests counts those that are denied too: it is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables WHERE relname <> %s",
            [RequestCount._meta.db_table],
        )
        return int(cursor.fetchone()[0])


def _in_short(answer: HttpResponse) -> str:
    is_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/connexion/?next=")
    return SIGN_IN if is_to_sign_in else str(answer.status_code)


def _text_of(answer: HttpResponse) -> str:
    body: bytes = answer.getvalue()  # files sent in pieces too
    return body.decode(errors="replace") + "".join(answer.headers.values())


def copy_of(client: Client) -> Client:
    """Make a client with the same cookies, so that signing out or a message leaves nothing to the next request."""
    copy = Client(raise_request_exception=False)
    copy.handler = client.handler  # the middleware is loaded once
    copy.cookies = deepcopy(client.cookies)
    return copy


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
