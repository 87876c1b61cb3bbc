"""The tables: brought to the version of the code, or refused when they are of a newer one."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from frenchimpact.shared.errors import Refusal

NEWER = (
    "La base de données vient d’une version plus récente du logiciel ({names}) : "
    "mettez le logiciel à jour, ou restaurez une sauvegarde de cette version."
)
NAMES_SHOWN = 3


def pending_migrations() -> int:
    """Count what is left to apply; refuses a database that knows migrations which this code does not."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    known = set(loader.disk_migrations) | set(loader.replacements)
    ours = {label for label, _ in known}
    newer = sorted(f"{label} {name}" for label, name in loader.applied_migrations if label in ours) if known else []
    newer = [name for name in newer if tuple(name.split(" ", 1)) not in known]
    if newer:
        raise Refusal(NEWER.format(names=", ".join(newer[:NAMES_SHOWN])))
    return len(executor.migration_plan(loader.graph.leaf_nodes()))


def migrate() -> None:
    """Apply what is left, quietly."""
    call_command("migrate", verbosity=0, interactive=False)
