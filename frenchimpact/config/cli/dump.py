"""pg_dump and pg_restore on the site's database, and the exchange of one database for another."""

import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql

from frenchimpact.config.launch.binaries import Binaries, find_client
from frenchimpact.shared.errors import Refusal

# What Django's options call by libpq's words, and libpq's programs read from the environment.
VARIABLES = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "service": "PGSERVICE"}


def server_major() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        row = cursor.fetchone()
    return int(row[0]) // 10_000 if row else 0


def dump(target: Path) -> Binaries:
    """Write the whole database in PostgreSQL's own compressed format; give the programs that did."""
    client = find_client(server_major())
    _run(client, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return client


def restore(source: Path, database: str, *, at_least: int) -> None:
    """Fill a fresh database; all of it, or a refusal."""
    client = find_client(max(at_least, server_major()))
    options = ["--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={database}"]
    _run(client, "pg_restore", *options, str(source))


def create_database(name: str) -> None:
    """Make an empty database beside the site's."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
    with _maintenance() as server:
        try:
            server.execute(statement)
        except psycopg.errors.InsufficientPrivilege as error:
            raise Refusal(
                "Ce compte PostgreSQL ne peut pas créer de base : donnez-lui ce droit "
                "(« ALTER ROLE … CREATEDB ») le temps de la restauration."
            ) from error


def swap_databases(fresh: str, old: str) -> None:
    """Give the site's name to the fresh database, and another to the one that had it: both at once or not at all."""
    site = settings.DATABASES["default"]["NAME"]
    connection = connections["default"]
    connection.close()
    if isinstance(connection, DatabaseWrapper):
        connection.close_pool()  # an open connection, idle too, would forbid to rename
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _maintenance() as server:
        try:
            with server.transaction():
                server.execute(rename.format(sql.Identifier(site), sql.Identifier(old)))
                server.execute(rename.format(sql.Identifier(fresh), sql.Identifier(site)))
        except psycopg.errors.ObjectInUse as error:
            raise Refusal("Un programme se sert de la base : arrêtez le site, puis recommencez.") from error


def drop_database(name: str) -> None:
    with _maintenance() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _run(client: Binaries, program: str, *options: str) -> None:
    answer = subprocess.run(
        [client.path(program), "--no-password", *options],
        env=os.environ | _environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        lines = answer.stderr.strip().splitlines() or ["sans explication"]
        raise Refusal(f"{program} a échoué : {lines[-1]}. Rien n’a été changé.")


def _environment() -> dict[str, str]:
    place: dict[str, Any] = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    options = {VARIABLES[name]: str(value) for name, value in place["OPTIONS"].items() if name in VARIABLES}
    return options | {name: str(place[key]) for name, key in names.items() if place.get(key)}


def _maintenance() -> psycopg.Connection[Any]:
    place: dict[str, Any] = settings.DATABASES["default"]
    options = {name: value for name, value in place["OPTIONS"].items() if name in VARIABLES}
    return psycopg.connect(
        host=place["HOST"] or None,
        port=place.get("PORT") or None,
        user=place["USER"] or None,
        password=place.get("PASSWORD") or None,
        dbname="postgres",
        autocommit=True,
        **options,
    )
