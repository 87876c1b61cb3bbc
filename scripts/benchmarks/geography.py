"""Loading the official geography, beside a raw COPY of the same rows into bare tables."""

import json

from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

from benchmarks.measures import Line, seconds_of
from frenchimpact.geography.imports.geography import load_geography
from frenchimpact.geography.imports.geography_file import COLUMNS, SHIPPED, GeographyFile, read_geography

PART = "Geography"
TARGET = 15.0


def measure() -> list[Line]:
    migrating = seconds_of(lambda: call_command("migrate", verbosity=0))
    file = read_geography(SHIPPED)
    copying = seconds_of(lambda: _copy_bare(file))
    loading = seconds_of(load_geography)
    again = seconds_of(load_geography)
    floor = "raw COPY of the rows"
    return [
        Line(PART, "migrate an empty database", migrating),
        Line(PART, f"floor: raw COPY of {file.rows} rows into bare tables", copying),
        Line(PART, "load_geography, whole", loading, copying, floor, TARGET),
        Line(PART, "load_geography, the same file again", again, copying, floor),
    ]


@transaction.atomic
def _copy_bare(file: GeographyFile) -> None:
    with connection.cursor() as cursor:
        for name, rows in file.tables.items():
            table = sql.Identifier(f"bare_{name}")
            columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in COLUMNS[name])
            cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(table, columns))
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                for row in rows:
                    copy.write_row([json.dumps(cell) if isinstance(cell, list) else cell for cell in row])
