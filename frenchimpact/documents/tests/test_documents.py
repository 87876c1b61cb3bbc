"""A file from the moment somebody gives it to the moment others may open it."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.documents import calculations, files, rules
from frenchimpact.documents.actions import release_document, scan_document, store_document, sweep_orphans
from frenchimpact.documents.models import Document, Scan
from frenchimpact.documents.queries import integrity, open_document
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    return tmp_path


def make_person(address: str = "camille@exemple.fr") -> User:
    return User.objects.create(email=address, name=address.partition("@")[0].title())


def make_operator() -> User:
    operator = make_person("operatrice@exemple.fr")
    Appointment.objects.create(person=operator, capacity=Capacity.OPERATOR, since=timezone.now())
    return operator


def make_document(by: User | None = None, *, content: bytes = PDF, name: str = "dossier.pdf") -> Document:
    return store_document(ContentFile(content), name=name, by=by or make_person())


def make_zip(*entries: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def _grow_old(path: Path) -> None:
    os.utime(path, (0, 0))


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_held(folder: Path) -> None:
    document = make_document()

    assert (document.name, document.media_type, document.size) == ("dossier.pdf", "application/pdf", len(PDF))
    assert document.scan == Scan.WAITING
    assert _files(folder) == [document.digest]
    assert files.path_of(document.digest).read_bytes() == PDF
    assert list(Event.objects.values_list("verb", flat=True)) == ["documents.stored"]


def test_the_same_bytes_are_kept_once(folder: Path) -> None:
    camille = make_person()

    make_document(camille)
    make_document(camille, name="copie.pdf")

    assert (len(_files(folder)), Document.objects.count()) == (1, 2)


def test_camille_opens_her_own_file_and_others_once_it_is_clean() -> None:
    camille, alix, operator = make_person(), make_person("alix@exemple.fr"), make_operator()
    document = make_document(camille)

    with open_document(document, for_person=camille) as file:
        assert file.read() == PDF
    with pytest.raises(Refusal):
        open_document(document, for_person=alix)
    with pytest.raises(Refusal):
        release_document(document, at=timezone.now(), by=alix)

    document = release_document(document, at=timezone.now(), by=operator)

    with open_document(document, for_person=alix) as file:
        assert file.read() == PDF


def test_an_infected_file_is_opened_and_released_by_nobody() -> None:
    camille, operator = make_person(), make_operator()
    document = make_document(camille)
    Document.objects.update(scan=Scan.INFECTED)
    document.refresh_from_db()

    with pytest.raises(Refusal):
        open_document(document, for_person=camille)
    with pytest.raises(Refusal):
        release_document(document, at=timezone.now(), by=operator)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.pdf", b""),
        ("page.pdf", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
        ("image.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("programme.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)),
        ("programme.pdf", b"\x7fELF\x02\x01\x01" + bytes(200)),
        ("poupee.zip", make_zip(("dedans.zip", b"x"))),
        ("bombe.zip", make_zip(("zeros.txt", bytes(40 * calculations.MIB)))),
        ("foule.zip", make_zip(*((f"{number}.txt", b"") for number in range(calculations.MAX_ENTRIES + 1)))),
        ("trop.pdf", PDF + bytes(rules.MAX_SIZE)),
    ],
    ids=["empty", "html", "svg", "exe", "elf", "nested", "bomb", "crowd", "big"],
)
def test_what_is_dangerous_is_refused_and_leaves_nothing(folder: Path, name: str, content: bytes) -> None:
    with pytest.raises(Refusal):
        make_document(name=name, content=content)

    assert (_files(folder), Document.objects.count(), Event.objects.count()) == ([], 0, 0)


def test_a_table_and_a_text_are_accepted() -> None:
    camille = make_person()

    table = make_document(camille, name="a.csv", content="nom;âge\nZoé;3\n".encode())
    bundle = make_document(camille, name="a.zip", content=make_zip(("a.txt", b"bonjour")))

    assert (table.media_type.partition("/")[0], bundle.media_type) == ("text", "application/zip")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Dossiers\\plan.pdf", "plan.pdf"),
        ("plan\r\nX-Header: 1.pdf", "plan X-Header: 1.pdf"),
        ("fdp.\u202eexe", "fdp. exe"),
        ("...", "document"),
        ("", "document"),
        ("é" * 300 + ".pdf", "é" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert calculations.clean_name(given) == kept


def test_a_file_whose_row_was_undone_is_swept_after_a_day(folder: Path) -> None:
    camille = make_person()
    with transaction.atomic():
        undone = make_document(camille, content=PDF + b"undone")
        transaction.set_rollback(True)
    kept = make_document(camille)

    assert sweep_orphans() == 0
    for digest in (undone.digest, kept.digest):
        _grow_old(files.path_of(digest))

    assert sweep_orphans() == 1
    assert _files(folder) == [kept.digest]


def test_a_lost_file_and_a_spoilt_one_are_reported() -> None:
    camille = make_person()
    lost, spoilt = make_document(camille), make_document(camille, content=PDF + b"2")
    files.path_of(lost.digest).unlink()
    files.path_of(spoilt.digest).write_bytes(b"other")

    assert (integrity().files, integrity().missing, integrity().altered) == (2, [lost.digest], [spoilt.digest])
    with pytest.raises(Refusal):
        open_document(lost, for_person=camille)


def test_an_antivirus_that_is_away_leaves_the_file_held(settings: LazySettings, tmp_path: Path) -> None:
    settings.CLAMAV = str(tmp_path / "nobody")
    document = make_document()

    with pytest.raises(OSError, match="No such file"):
        scan_document(document.pk)

    document.refresh_from_db()
    assert document.scan == Scan.WAITING
