"""Files made to harm whoever opens them: what they claim to be is not believed."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.documents.actions import store_document
from frenchimpact.documents.calculations import MIB
from frenchimpact.documents.models import Document
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
TYPES = b'<?xml version="1.0"?><Types/>'
PAGE = b"<html><script>alert(1)</script></html>"


def packed(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def office(kind: str, *more: tuple[str, bytes]) -> bytes:
    """Make a text (`word/document.xml`) or a workbook (`xl/workbook.xml`) as small as they come."""
    return packed(("[Content_Types].xml", TYPES), ("_rels/.rels", b"<r/>"), (kind, b"<x/>"), *more)


def lying() -> bytes:
    """Make an archive whose directory tells of ten bytes where sixty million come out."""
    whole = packed(("zeros.txt", bytes(60 * MIB)))
    start = whole.rindex(b"PK\1\2")
    return whole[: start + 24] + struct.pack("<L", 10) + whole[start + 28 :]


def picture(width: int, height: int) -> bytes:
    """Make a PNG of a hundred bytes that tells of this many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def refusal_of(name: str, content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        store_document(content, name=name, by=make_person())
    assert Document.objects.count() == 0
    return refused.value.message


@pytest.mark.parametrize("kind", ["word/document.xml", "xl/workbook.xml"])
def test_an_office_file_that_is_a_bomb_is_refused(kind: str) -> None:
    bomb = office(kind, ("word/media/zeros.xml", bytes(60 * MIB)))

    assert "une fois ouverte" in refusal_of("rapport.docx" if "word" in kind else "budget.xlsx", bomb)


def test_an_archive_that_lies_about_what_it_holds_is_refused() -> None:
    assert "abîmée" in refusal_of("photos.zip", lying())


@pytest.mark.parametrize("name", ["modele.docx", "modele.docm"])
def test_an_office_file_with_macros_is_refused_whatever_its_name(name: str) -> None:
    refusal_of(name, office("word/document.xml", ("word/vbaProject.bin", b"x")))


@pytest.mark.parametrize("size", [(200_000, 200_000), (20_000, 20_000), (65_000, 3_000)])
def test_a_small_picture_of_huge_dimensions_is_refused(size: tuple[int, int]) -> None:
    assert "trop grande" in refusal_of("carte.png", picture(*size))


def test_a_picture_cut_short_is_refused() -> None:
    assert "abîmée" in refusal_of("carte.png", picture(10, 10)[:20])


def test_a_pdf_behind_something_else_is_no_pdf() -> None:
    refusal_of("note.pdf", b"autre chose\n" + PDF)


@pytest.mark.parametrize(
    ("given", "content", "kept"),
    [
        ("note.html", b"Bonjour <script>alert(1)</script>", "note.html.txt"),
        ("page.html", PDF + PAGE, "page.html.pdf"),
        ("ouvrir.sh", b"#!/bin/sh\nrm -rf /", "ouvrir.sh.txt"),
        ("facture\u202efdp.exe", PDF, "facture fdp.exe.pdf"),
        ("rapport", office("word/document.xml"), "rapport.docx"),
        ("Budget.XLSX", office("xl/workbook.xml"), "Budget.XLSX"),
        ("liste.csv", b"nom;lieu\n", "liste.csv"),
    ],
)
def test_a_name_ends_as_the_bytes_are(given: str, content: bytes, kept: str) -> None:
    assert store_document(content, name=given, by=make_person()).name == kept


def test_a_true_picture_and_true_office_files_are_accepted() -> None:
    camille, drawn = make_person(), io.BytesIO()
    Image.new("RGB", (4000, 3000)).save(drawn, "JPEG")

    names = [
        store_document(content, name=name, by=camille).name
        for name, content in [
            ("photo.jpg", drawn.getvalue()),
            ("texte.docx", office("word/document.xml")),
            ("table.xlsx", office("xl/workbook.xml")),
            ("texte.odt", packed(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>"))),
        ]
    ]

    assert names == ["photo.jpg", "texte.docx", "table.xlsx", "texte.odt"]
