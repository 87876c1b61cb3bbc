"""A visitor takes a list away as a file."""

import io
import zipfile
from collections.abc import Iterable
from typing import cast

import pytest
import time_machine
from django.http import FileResponse, StreamingHttpResponse

from frenchimpact.ui.tests.lists import answer, make_kinds

pytestmark = pytest.mark.django_db


def test_the_csv_has_every_page_of_the_filtered_list() -> None:
    make_kinds("ail", "blé", "orge")
    make_kinds("buis", place="garden")

    assert _csv("/?export=csv&app=shelter&page=2") == (
        "\ufeffNom;Lieu;Lettres\r\nail;shelter;3\r\nblé;shelter;3\r\norge;shelter;4\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_a_name_that_is_a_formula_is_only_text(start: str) -> None:
    make_kinds(f"{start}1+1")

    assert f"'{start}1+1" in _csv("/?export=csv")


@time_machine.travel("2026-03-12 12:00:00+01:00")
def test_the_file_is_named_after_the_list_and_the_day() -> None:
    response = cast("StreamingHttpResponse", answer("/?export=csv"))

    assert response["Content-Disposition"] == 'attachment; filename="essais-2026-03-12.csv"'


def test_the_workbook_has_numbers_as_numbers_and_formulas_as_text() -> None:
    make_kinds("=1+1")

    sheet = _xlsx_sheet("/?export=xlsx")

    assert sheet.count("<f>") == 0
    assert sheet.count("<v>4</v>") == 1


def test_an_unknown_kind_of_file_is_the_page() -> None:
    assert isinstance(answer("/?export=exe"), StreamingHttpResponse) is False


def _csv(address: str) -> str:
    response = cast("StreamingHttpResponse", answer(address))
    return b"".join(cast("Iterable[bytes]", response.streaming_content)).decode()


def _xlsx_sheet(address: str) -> str:
    response = cast("FileResponse", answer(address))
    content = b"".join(cast("Iterable[bytes]", response.streaming_content))
    response.close()
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
