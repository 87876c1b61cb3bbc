"""Between "the database answers" and "the site starts": tables, official data, fictional people in the demo."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from frenchimpact.accounts.actions import issue_first_operator_link
from frenchimpact.config.cli.reference import load_reference_data
from frenchimpact.config.cli.schema import migrate, pending_migrations
from frenchimpact.config.cli.site import data_folder
from frenchimpact.config.cli.steps import step
from frenchimpact.labels.actions import prepare_proofs

__all__ = ["issue_first_operator_link", "prepare"]
LOCK = 0x46494D50  # any number that is ours


def prepare() -> None:
    """Bring tables and data to the version of the code; on several machines, one after the other."""
    with _alone():
        with step("Tables à jour"):
            if pending_migrations():
                migrate()
        if settings.STATIC_ROOT:
            with step("Fichiers statiques rassemblés"):
                call_command("collectstatic", verbosity=0, interactive=False)
        load_reference_data(data_folder())
        with step("Clé qui signe les labels prête"):
            prepare_proofs(timezone.now())
        if settings.DEMO:
            with step("Démonstration prête"):
                for name in settings.DEMO_SEEDS:
                    import_string(name)()


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        connection.close()
