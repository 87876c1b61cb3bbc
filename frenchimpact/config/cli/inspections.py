"""What `frenchimpact check` looks at; each gives what it found, or refuses with the way out."""

import shutil
import stat
from collections.abc import Callable

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.db import connection

from frenchimpact.config.checks import LOCAL_HOSTS, refuse_unsafe_settings
from frenchimpact.config.cli.dump import server_major
from frenchimpact.config.cli.reference import shipped
from frenchimpact.config.cli.schema import pending_migrations
from frenchimpact.config.cli.site import data_folder
from frenchimpact.config.launch.binaries import OLDEST_MAJOR, find_client
from frenchimpact.config.launch.disk import require_space
from frenchimpact.documents.queries import integrity
from frenchimpact.geography.models import Dataset
from frenchimpact.journal.queries import verify_seals
from frenchimpact.shared.errors import Refusal

GIGABYTE = 1_000_000_000


def database_version() -> str:
    major = server_major()
    if major < OLDEST_MAJOR:
        raise Refusal(f"PostgreSQL {major} est trop ancien : il faut la version {OLDEST_MAJOR} ou une plus récente.")
    return f"PostgreSQL {major}"


def backup_tools() -> str:
    return f"version {find_client(server_major()).major}"


def tables() -> str:
    if count := pending_migrations():
        raise Refusal(f"{count} changements attendent : lancez « python manage.py migrate » ou « frenchimpact up ».")
    return "à jour"


def official_data() -> str:
    _require_tables("geography_dataset")
    loaded = {dataset.name: dataset for dataset in Dataset.objects.order_by("name")}
    if missing := [each.name for each in shipped() if not any(known.startswith(each.name) for known in loaded)]:
        raise Refusal(f"il manque {', '.join(missing)} : lancez « frenchimpact load {missing[0]} ».")
    return ", ".join(f"{dataset.name} {dataset.vintage}" for dataset in loaded.values())


def files() -> str:
    """Compare the content of each file that a row names with its digest."""
    _require_tables("documents_document")
    found = integrity()
    if faults := [*found.missing, *found.altered]:
        raise Refusal(
            f"{len(faults)} fichiers absents ou abîmés, dont « {faults[0]} » : reprenez-les d’une sauvegarde."
        )
    return f"{found.files} vérifiés"


def journal() -> str:
    """Compare each sealed line of the journal with its seal."""
    _require_tables("journal_seal")
    found = verify_seals()
    if found.first_altered is not None:
        raise Refusal(f"la ligne {found.first_altered} n’est plus ce qu’elle était : comparez avec une sauvegarde.")
    return f"{found.lines} lignes scellées, inchangées"


def keys() -> str:
    """Only the account of the site may read the keys, and the folder that holds them."""
    folder = data_folder() / "secrets"
    for path in [data_folder(), folder, *folder.rglob("*")]:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o066:
            raise Refusal(f"« {path} » est lisible par d’autres : lancez « chmod -R go-rwx {data_folder()} ».")
    return "protégées"


def disk() -> str:
    require_space(data_folder())
    return f"{shutil.disk_usage(data_folder()).free // GIGABYTE} Go libres"


def settings_are_safe() -> str:
    refuse_unsafe_settings()
    in_production = not set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS
    problems = run_checks(include_deployment_checks=in_production, tags=[Tags.security] if in_production else None)
    if serious := [problem for problem in problems if not problem.is_silenced()]:
        raise Refusal(f"{serious[0].id} {serious[0].msg}")
    return "de production" if in_production else "pour cette machine seulement"


def _require_tables(name: str) -> None:
    if name not in connection.introspection.table_names():
        raise Refusal("rien n’est chargé : lancez « frenchimpact up ».")


INSPECTIONS: list[tuple[str, Callable[[], str]]] = [
    ("Base de données", database_version),
    ("Outils de sauvegarde", backup_tools),
    ("Tables", tables),
    ("Données officielles", official_data),
    ("Fichiers", files),
    ("Journal", journal),
    ("Clés", keys),
    ("Disque", disk),
    ("Réglages", settings_are_safe),
]
