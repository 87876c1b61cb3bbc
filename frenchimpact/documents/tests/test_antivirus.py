"""What the antivirus says of a file, and what becomes of it when it says nothing."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.documents import antivirus
from frenchimpact.documents.actions import scan_document, scan_waiting_documents, store_document
from frenchimpact.documents.models import Document, Scan
from frenchimpact.documents.queries import open_document
from frenchimpact.documents.tests.clamd import (
    EICAR,
    Behaviour,
    clamd,
    hangs_up,
    is_half_dead,
    reads_whole,
    says,
    stops_at,
)
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def make_document(content: bytes = b"bonjour", by: User | None = None) -> Document:
    return store_document(content, name="note.txt", by=by or make_person())


def scanned(settings: LazySettings, path: Path, behaviour: Behaviour, content: bytes = b"bonjour") -> Document:
    document = make_document(content)
    with clamd(path / "clamd", behaviour) as settings.CLAMAV:
        scan_document(document.pk)
    document.refresh_from_db()
    return document


def test_a_file_without_virus_opens_to_others(settings: LazySettings, tmp_path: Path) -> None:
    document = scanned(settings, tmp_path, reads_whole)

    assert document.scan == Scan.CLEAN
    with open_document(document, for_person=make_person("Alix")) as file:
        assert file.read() == b"bonjour"


def test_the_test_virus_is_opened_by_nobody_not_even_by_who_gave_it(settings: LazySettings, tmp_path: Path) -> None:
    document = scanned(settings, tmp_path, reads_whole, EICAR)

    assert document.scan == Scan.INFECTED
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["documents.stored", "documents.infected"]
    with pytest.raises(Refusal):
        open_document(document, for_person=document.added_by)


def test_a_file_longer_than_the_antivirus_reads_is_held_for_the_team_and_not_asked_again(
    settings: LazySettings, tmp_path: Path
) -> None:
    long = b"mot " * 500_000

    assert scanned(settings, tmp_path, stops_at(100_000), long).scan == Scan.WAITING
    assert Event.objects.count() == 1


def test_a_file_that_the_antivirus_read_in_part_is_not_called_clean(settings: LazySettings, tmp_path: Path) -> None:
    behaviour = says(b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0")

    assert scanned(settings, tmp_path, behaviour).scan == Scan.WAITING


@pytest.mark.parametrize(
    "behaviour",
    [hangs_up, says(b"stream: Can't allocate memory ERROR\0"), says(b"stream: O"), says(b"stream: not OK"), says(b"")],
    ids=["hangs up", "error", "cut short", "unended", "nothing"],
)
def test_an_antivirus_that_says_neither_yes_nor_no_is_asked_again(
    settings: LazySettings, tmp_path: Path, behaviour: Behaviour
) -> None:
    document = make_document()

    with clamd(tmp_path / "clamd", behaviour) as settings.CLAMAV, pytest.raises(antivirus.NoAnswer):
        scan_document(document.pk)

    document.refresh_from_db()
    assert document.scan == Scan.WAITING


def test_an_antivirus_half_dead_is_left_after_a_while(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(antivirus, "SILENCE", 0.2)
    document = make_document()

    with clamd(tmp_path / "clamd", is_half_dead) as settings.CLAMAV, pytest.raises(TimeoutError):
        scan_document(document.pk)

    document.refresh_from_db()
    assert document.scan == Scan.WAITING


def test_files_that_wait_are_asked_about_again_only_when_the_antivirus_answers(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(antivirus, "CONNECTING", 0.2)
    make_document()

    settings.CLAMAV = str(tmp_path / "nobody")
    assert scan_waiting_documents() == 0
    with clamd(tmp_path / "half", is_half_dead) as settings.CLAMAV:
        assert scan_waiting_documents() == 0
    with clamd(tmp_path / "clamd") as settings.CLAMAV:
        assert scan_waiting_documents() == 1
