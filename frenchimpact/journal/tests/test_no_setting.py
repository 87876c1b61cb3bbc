"""Tests empty the journal between two of them; nobody does it where a site is in service."""

from collections.abc import Iterator
from os import getpid
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def database_in_service() -> Iterator[psycopg.Connection[Any]]:
    """Give a database whose name is not one of tests, with one guarded table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('journal_refuse_change'::regproc)")
        guard = cursor.fetchone()[0]
    place = connection.get_connection_params()
    here = {name: place[name] for name in ("host", "port", "user", "password") if place.get(name)}
    name = sql.Identifier(f"in_service_{getpid()}")
    with psycopg.connect(dbname="postgres", autocommit=True, **here) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            with psycopg.connect(dbname=f"in_service_{getpid()}", autocommit=True, **here) as guarded:
                guarded.execute(guard)
                guarded.execute("CREATE TABLE line (id int)")
                guarded.execute("CREATE TRIGGER guard BEFORE TRUNCATE ON line EXECUTE FUNCTION journal_refuse_change()")
                yield guarded
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def test_no_setting_empties_the_journal_of_a_site_in_service(database_in_service: psycopg.Connection[Any]) -> None:
    database_in_service.execute("SET frenchimpact.tests_may_empty = 'on'")

    with pytest.raises(psycopg.errors.RestrictViolation, match="append-only: TRUNCATE"):
        database_in_service.execute("TRUNCATE line")
