"""What `frenchimpact check` finds in the journal and among the files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.config.cli import inspections
from frenchimpact.documents import files
from frenchimpact.documents.actions import store_document
from frenchimpact.journal.actions import record, seal_lines
from frenchimpact.journal.events import JOBS_RESTARTED
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path) -> Iterator[None]:
    stored = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    with override_settings(STORAGES=settings.STORAGES | {"default": stored}):
        yield


def test_a_sealed_line_that_somebody_changed_is_named() -> None:
    odile = make_person()
    first = record(JOBS_RESTARTED, odile, by=odile)
    record(JOBS_RESTARTED, odile, by=odile)
    seal_lines()
    assert inspections.journal() == f"{Event.objects.count()} lignes scellées, inchangées"

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER append_only")
        cursor.execute("UPDATE journal_event SET verb = 'other.thing' WHERE id = %s", [first.pk])

    with pytest.raises(Refusal, match=f"la ligne {first.pk} n’est plus"):
        inspections.journal()


def test_a_file_that_is_lost_is_named() -> None:
    kept = store_document(b"Bonjour", name="note.txt", by=make_person())
    assert inspections.files() == "1 vérifiés"

    files.path_of(kept.digest).unlink()

    with pytest.raises(Refusal, match=f"« {kept.digest} »"):
        inspections.files()


def test_a_trial_on_this_machine_is_sound_on_a_database_of_its_own_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@127.0.0.1/site")
    with override_settings(DEMO=False, DEVELOPMENT_MAILBOX=False, ALLOWED_HOSTS=["localhost", "127.0.0.1", "[::1]"]):
        assert inspections.settings_are_safe() == "pour cette machine seulement"


def test_a_public_site_without_its_protections_is_not_sound() -> None:
    with (
        override_settings(DEMO=False, DEVELOPMENT_MAILBOX=False, ALLOWED_HOSTS=["frenchimpact.exemple.fr"]),
        pytest.raises(Refusal),
    ):
        inspections.settings_are_safe()
