"""`frenchimpact backup`: everything that could not be made again, in one file."""

import tempfile
from argparse import Namespace
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from frenchimpact.config.cli.archive import DUMP, Manifest, write_archive
from frenchimpact.config.cli.dump import dump, server_major
from frenchimpact.config.cli.marks import read_marks
from frenchimpact.config.cli.site import data_folder, site
from frenchimpact.config.cli.steps import step
from frenchimpact.shared.errors import Refusal

MEGABYTE = 1_000_000


def run(arguments: Namespace) -> int:
    """Write the archive; the site may run meanwhile. A file of that name is kept, never overwritten."""
    now = timezone.now()
    target: Path = (arguments.file or Path(f"frenchimpact-{now:%Y-%m-%d-%H%M%S}.tar")).absolute()
    if target.exists():
        raise Refusal(f"Le fichier « {target} » existe déjà : choisissez un autre nom.")
    if not target.parent.is_dir():
        raise Refusal(f"Le dossier « {target.parent} » n’existe pas : créez-le, ou choisissez-en un autre.")
    with site(), tempfile.TemporaryDirectory(prefix=".frenchimpact-", dir=target.parent) as work:
        source = Path(work) / DUMP
        shipped = read_marks(data_folder())
        # The database first: a file is added before the row that names it, so that every row finds its file.
        with step("Base de données copiée"):
            client = dump(source)
        manifest = Manifest(now.isoformat(), server_major(), client.major, _migrations(), shipped)
        with step("Fichiers et clés ajoutés"):
            write_archive(target, source, data_folder(), manifest)
    print(f"Sauvegarde écrite : {target} ({max(1, target.stat().st_size // MEGABYTE)} Mo).")
    print("Elle contient des données personnelles et les clés du site : gardez-la dans un lieu sûr.")
    return 0


def _migrations() -> list[str]:
    return sorted(f"{label} {name}" for label, name in MigrationRecorder(connection).applied_migrations())
