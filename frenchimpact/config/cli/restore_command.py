"""`frenchimpact restore`: a backup takes the place of the data."""

import os
import shutil
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from frenchimpact.config.cli import dump
from frenchimpact.config.cli.archive import DUMP, FOLDERS, Manifest, extract, read_manifest
from frenchimpact.config.cli.marks import write_marks
from frenchimpact.config.cli.site import data_folder, site
from frenchimpact.config.cli.steps import step
from frenchimpact.config.launch import locks
from frenchimpact.shared.errors import Refusal

NOT_EMPTY = (
    "Il y a déjà des données ici : rien n’a été changé. Pour les remplacer par celles de la sauvegarde, "
    "ajoutez « --replace » (et sauvegardez-les d’abord : « frenchimpact backup »)."
)


def run(arguments: Namespace) -> int:
    """Verify the archive, restore beside the data, then exchange; until then nothing has changed."""
    data = data_folder()
    with step("Sauvegarde vérifiée"):
        manifest = read_manifest(arguments.file)
    with locks.the_only_site(data), site(), _work_folder(data) as work:
        _require_restorable(manifest)
        if not arguments.replace and _holds_data(data):
            raise Refusal(NOT_EMPTY)
        _restore(arguments.file, manifest, data, work)
    print(f"Sauvegarde du {manifest.made_at[:16].replace('T', ' à ')} (UTC) remise en place. Lancez « make run ».")
    return 0


def _require_restorable(manifest: Manifest) -> None:
    if dump.server_major() < manifest.server_major:
        raise Refusal(
            f"Cette sauvegarde vient de PostgreSQL {manifest.server_major}, plus récent que celui d’ici "
            f"({dump.server_major()}) : rien n’a été changé. Restaurez-la sur une version au moins égale."
        )
    loader = MigrationLoader(None)
    known = {f"{label} {name}" for label, name in {*loader.disk_migrations, *loader.replacements}}
    if newer := sorted(set(manifest.migrations) - known):
        raise Refusal(
            f"Cette sauvegarde vient d’une version plus récente du logiciel ({newer[0]}) : rien n’a été changé. "
            "Mettez le logiciel à jour d’abord."
        )


def _holds_data(data: Path) -> bool:
    return bool(connection.introspection.table_names()) or any((data / "files").glob("*"))


def _restore(source: Path, manifest: Manifest, data: Path, work: Path) -> None:
    fresh, old = f"frenchimpact_fresh_{os.getpid()}", f"frenchimpact_old_{os.getpid()}"
    with step("Archive dépliée"):
        extract(source, work)
    try:
        with step("Base de données remplie"):
            dump.create_database(fresh)
            dump.restore(work / DUMP, fresh, at_least=manifest.client_major)
        with _exchanged(data, work):
            dump.swap_databases(fresh, old)
        write_marks(data, manifest.shipped)  # else the next start would believe what was true of the data replaced
    finally:
        dump.drop_database(fresh)
    dump.drop_database(old)


@contextmanager
def _exchanged(data: Path, work: Path) -> Iterator[None]:
    """Put the folders of the backup in place of the present ones; back again if what follows fails."""
    done: list[str] = []
    try:
        for name in FOLDERS:
            (work / name).mkdir(mode=0o700, exist_ok=True)
            (data / name).mkdir(mode=0o700, exist_ok=True)
            (data / name).rename(work / f"old-{name}")
            done.append(name)
            (work / name).rename(data / name)
        yield
    except BaseException:
        for name in done:
            shutil.rmtree(data / name, ignore_errors=True)
            (work / f"old-{name}").rename(data / name)
        raise


@contextmanager
def _work_folder(data: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="restore-", dir=data) as work:
        yield Path(work)
