"""Loading the official geography: all of it in one transaction, over what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from psycopg import sql

from frenchimpact.geography import events
from frenchimpact.geography.actions import rebuild_place_names, resolve_perimeters
from frenchimpact.geography.imports.geography_file import (
    COLUMNS,
    SHIPPED,
    GeographyFile,
    Row,
    digest_of,
    read_geography,
)
from frenchimpact.geography.imports.reports import LoadReport, Progress, say_nothing
from frenchimpact.geography.imports.vanished import forget_vanished_places
from frenchimpact.geography.models import (
    Commune,
    Dataset,
    Departement,
    FormerCommune,
    Intercommunality,
    Region,
)
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import number

NAME = "geography"


@dataclass(frozen=True)
class _Table:
    name: str
    model: type[models.Model]

    @property
    def target(self) -> sql.Identifier:
        return sql.Identifier(self.model._meta.db_table)

    @property
    def fresh(self) -> sql.Identifier:
        return sql.Identifier(f"fresh_{self.name}")

    @property
    def columns(self) -> list[sql.Identifier]:
        """The columns of the file, by their names in the database; the first one is the key."""
        stored = {field.name: field.get_attname_column()[1] for field in self.model._meta.concrete_fields}
        return [sql.Identifier(str(stored[name])) for name in COLUMNS[self.name]]


# Each refers only to those before it.
TABLES = [
    _Table("regions", Region),
    _Table("departements", Departement),
    _Table("intercommunalities", Intercommunality),
    _Table("communes", Commune),
    _Table("former_communes", FormerCommune),
]


def load_geography(
    path: Path | None = None, *, by: AbstractBaseUser | None = None, progress: Progress | None = None
) -> LoadReport:
    """Load the file (the one shipped, if none is given), all of it or nothing; the same file changes nothing.

    Communes that have become part of another hand over to it what refers to them. Refuses a broken file, and one
    without a place that something still needs.
    """
    progress = progress or say_nothing
    progress("Lecture du fichier", 0.0)
    path = path or SHIPPED
    if stands := Dataset.objects.filter(name=NAME, digest=digest_of(path)).first():  # at each start of the site
        return _report(stands.vintage, stands.rows, Commune.objects.count(), changed=False)
    file = read_geography(path)
    try:
        with transaction.atomic():
            changed = _load(file, by, progress)
    except IntegrityError as error:
        raise Refusal(
            "La géographie n’a pas été chargée : des données du site renvoient à des lieux que le fichier n’a plus "
            f"({str(error).splitlines()[0]}). Rien n’a été changé."
        ) from error
    progress("Géographie prête", 1.0)
    return _report(file.vintage, file.rows, len(file.tables["communes"]), changed=changed)


def _report(vintage: str, rows: int, communes: int, *, changed: bool) -> LoadReport:
    done = "chargées" if changed else "déjà chargées, rien à faire"
    sentence = f"Géographie {vintage} : {number(communes)} communes {done}."
    return LoadReport(NAME, vintage, rows, changed, sentence)


def _load(file: GeographyFile, by: AbstractBaseUser | None, progress: Progress) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('geography'))")  # two loads wait for each other
    if Dataset.objects.filter(name=NAME, digest=file.digest).exists():
        return False
    for place, table in enumerate(TABLES):
        progress("Communes, intercommunalités, départements, régions", 0.1 + 0.06 * place)
        _copy(table, file.tables[table.name])
        _merge(table)
    progress("Communes qui n’existent plus", 0.4)
    forget_vanished_places({table.name: {row[0] for row in file.tables[table.name]} for table in TABLES})
    _check_now()
    dataset = _note(file)
    progress("Périmètres", 0.5)
    resolve_perimeters(timezone.localdate())
    progress("Recherche de lieux", 0.6)
    rebuild_place_names()
    record(events.GEOGRAPHY_LOADED, dataset, by=by, vintage=file.vintage, rows=file.rows)
    return True


def _copy(table: _Table, rows: list[Row]) -> None:
    columns = sql.SQL(", ").join(table.columns)
    names = {"fresh": table.fresh, "target": table.target, "columns": columns}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{fresh}").format(**names))
        create = "CREATE TEMPORARY TABLE {fresh} ON COMMIT DROP AS SELECT {columns} FROM {target} WITH NO DATA"
        cursor.execute(sql.SQL(create).format(**names))
        with cursor.copy(sql.SQL("COPY {fresh} ({columns}) FROM STDIN").format(**names)) as copy:
            for row in rows:
                copy.write_row(row)


def _merge(table: _Table) -> None:
    """Insert what is new, change what differs; rows that are the same are not written again."""
    names = {
        "fresh": table.fresh,
        "target": table.target,
        "columns": sql.SQL(", ").join(table.columns),
        "key": sql.SQL(", ").join(_key(table)),
        "old": sql.SQL(", ").join(sql.SQL("was.{}").format(column) for column in table.columns),
        "new": sql.SQL(", ").join(sql.SQL("EXCLUDED.{}").format(column) for column in table.columns),
    }
    with connection.cursor() as cursor:
        if "slug" in COLUMNS[table.name]:
            cursor.execute(sql.SQL(FREE_SLUGS).format(**names))
        cursor.execute(sql.SQL(MERGE).format(**names))
        cursor.execute(sql.SQL("ANALYZE {target}").format(**names))


def _key(table: _Table) -> list[sql.Identifier]:
    return table.columns[:2] if table.model is FormerCommune else table.columns[:1]


# An address may pass from one code to another (a région that changes its number): it is freed first.
FREE_SLUGS = """
UPDATE {target} AS was SET slug = '-' || was.code
WHERE NOT EXISTS (SELECT 1 FROM {fresh} AS fresh WHERE fresh.code = was.code AND fresh.slug = was.slug)
"""
MERGE = """
INSERT INTO {target} AS was ({columns}) SELECT {columns} FROM {fresh}
ON CONFLICT ({key}) DO UPDATE SET ({columns}) = ROW({new})
WHERE ({old}) IS DISTINCT FROM ({new})
"""


def _check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _note(file: GeographyFile) -> Dataset:
    facts = {"vintage": file.vintage, "source": file.source, "licence": file.licence}
    dataset, _ = Dataset.objects.update_or_create(
        name=NAME, defaults={**facts, "digest": file.digest, "rows": file.rows}
    )
    return dataset
