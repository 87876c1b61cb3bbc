"""The rows of a list as a file: CSV for French spreadsheets, or XLSX. The same rows as the page, all of them.

CSV is RFC 4180 but for the separator: a French Excel opens `;` with decimal commas in columns, and `,` in one column
only; UTF-8 with its mark, else Excel breaks accents. Rows leave as the database gives them; memory stays flat.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate, localtime

from frenchimpact.shared.errors import Refusal

PARAMETER = "export"
CHUNK = 2000  # rows
XLSX_ROWS = 1_048_575  # the format's limit, without the heading
STARTS_OF_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # wide ones count too
BYTE_ORDER_MARK = "\ufeff"

Fields = Sequence[tuple[str, Callable[[Any], object]]]  # heading, and what a row has under it
Row = TypeVar("Row")


@dataclass(frozen=True)
class Held(Generic[Row]):
    """Rows that no query gives as they are shown: computed, and few."""

    rows: Sequence[Row]

    def count(self) -> int:
        return len(self.rows)

    def iterator(self, chunk_size: int) -> Iterator[Row]:  # noqa: ARG002  # as a query set is asked
        return iter(self.rows)


Rows = QuerySet[Any] | Held[Any]
Export = Callable[[str, Fields, Rows], HttpResponseBase]


def as_csv(name: str, fields: Fields, rows: Rows) -> HttpResponseBase:
    return StreamingHttpResponse(
        _csv_lines(fields, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_file_name(name)}.csv"'},
    )


def table_as_csv(labels: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a small table at once, as the lists are."""
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(_texts(row) for row in [labels, *rows])
    return BYTE_ORDER_MARK + file.getvalue()


def as_xlsx(name: str, fields: Fields, rows: Rows) -> HttpResponseBase:
    if rows.count() > XLSX_ROWS:
        raise Refusal("Cette liste est trop longue pour Excel\u00a0: prenez le fichier CSV, ou filtrez davantage.")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # FileResponse closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(name[:31])
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.freeze_panes(1, 0)
        for column, (label, _) in enumerate(fields):
            sheet.write_string(0, column, label, book.add_format({"bold": True}))
        for line, row in enumerate(rows.iterator(CHUNK), start=1):
            for column, (_, value) in enumerate(fields):
                _write(sheet, (line, column), value(row), day)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_file_name(name)}.xlsx")


ALL: dict[str, Export] = {"csv": as_csv, "xlsx": as_xlsx}


class _Echo:
    """A file for csv.writer that answers what it is given."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(fields: Fields, rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield BYTE_ORDER_MARK + writer.writerow([_harmless(label) for label, _ in fields])
    for row in rows.iterator(CHUNK):
        yield writer.writerow(_texts(value(row) for _, value in fields))


def _texts(values: Iterable[object]) -> list[str]:
    return [_text(value) for value in values]


@singledispatch
def _text(value: object) -> str:
    return _harmless(str(value))


@_text.register
def _(_value: None) -> str:
    return ""


@_text.register
def _(value: bool) -> str:  # noqa: FBT001  # singledispatch
    return "oui" if value else "non"


@_text.register
def _(value: int) -> str:
    return str(value)


@_text.register(float)
@_text.register(Decimal)
def _(value: float | Decimal) -> str:
    return f"{value:f}".replace(".", ",")


@_text.register
def _(value: datetime) -> str:
    return localtime(value).isoformat(sep=" ", timespec="seconds")


@_text.register
def _(value: date) -> str:
    return value.isoformat()


def _harmless(text: str) -> str:
    """Put a quote before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(STARTS_OF_FORMULA) else text


def _write(sheet: Any, place: tuple[int, int], value: object, day: object) -> None:  # noqa: ANN401  # xlsxwriter has no types
    match value:
        case bool() | None | datetime():
            sheet.write_string(*place, _text(value))
        case int() | float() | Decimal():
            sheet.write_number(*place, value)
        case date():
            sheet.write_datetime(*place, value, day)
        case _:
            sheet.write_string(*place, _text(value))


def _file_name(name: str) -> str:
    return f"{name}-{localdate():%Y-%m-%d}"
