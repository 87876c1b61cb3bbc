"""INSEE's file « comparateur de territoires », read and checked before anything is changed."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from frenchimpact.geography.calculations.indicator_catalogue import STORED, Stored
from frenchimpact.shared.errors import Refusal

GZIP = b"\x1f\x8b"
LARGEST = 500_000_000  # bytes once unpacked
CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
UNKNOWN = {"", "s", "nd", "n/d", "c", "null", "na"}  # secret, not available: INSEE's ways to say so
DAMAGE = {
    "rows": ("ligne illisible", "lignes illisibles"),
    "values": ("valeur illisible", "valeurs illisibles"),
    "twins": ("commune en double", "communes en double"),
}


@dataclass(frozen=True)
class Column:
    stored: Stored
    year: int
    place: int  # in the row


@dataclass(frozen=True)
class IndicatorsFile:
    """Values by column and by the code of the file's own COG; `damage` counts what could not be read."""

    digest: str
    columns: list[Column]
    values: list[dict[str, float]]  # in the order of `columns`
    codes: set[str]
    damage: Counter[str]


def read_indicators(path: Path) -> IndicatorsFile:
    """Read the file, compressed or not, in UTF-8 or Latin-1; refuse one of another kind."""
    try:
        content = path.read_bytes()
    except OSError:
        raise refusal(path, "il ne peut pas être lu") from None
    rows = csv.reader(io.StringIO(_text(path, content), newline=""), delimiter=";")
    try:
        header = next(rows, [])
        columns = _columns(path, header)
        return _read(hashlib.sha256(content).hexdigest(), columns, rows, len(header))
    except csv.Error:
        raise refusal(path, "ce n’est pas un tableau CSV") from None


def refusal(path: Path, why: str) -> Refusal:
    return Refusal(f"Le fichier « {path.name} » n’a pas été chargé : {why}. Rien n’a été changé.")


def _text(path: Path, content: bytes) -> str:
    if content.startswith(GZIP):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            content = unpacker.decompress(content, LARGEST)
        except zlib.error:
            raise refusal(path, "il est abîmé") from None
        if not unpacker.eof:
            raise refusal(path, "il est incomplet ; téléchargez-le de nouveau")
    if b"\x00" in content[:1000]:
        raise refusal(path, "ce n’est pas un fichier de texte (CSV)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _columns(path: Path, header: list[str]) -> list[Column]:
    names = [name.strip().upper() for name in header]
    if not names or names[0] != "CODGEO":
        raise refusal(path, "sa première colonne n’est pas CODGEO, séparée par « ; »")
    found = [
        (stored, match[1] if match.groups() else "", place)
        for stored in STORED
        for place, name in enumerate(names)
        if (match := re.fullmatch(stored.column, name)) and "".join(match.groups() or "0").isdecimal()
    ]
    census = max((int(digits) for stored, digits, _ in found if stored.code == "population"), default=None)
    if census is None:
        raise refusal(path, "il n’a pas la population des communes (colonne P18_POP, par exemple)")
    return [Column(stored, 2000 + (int(digits) if digits else census), place) for stored, digits, place in found]


def _read(digest: str, columns: list[Column], rows: Iterable[list[str]], width: int) -> IndicatorsFile:
    values: list[dict[str, float]] = [{} for _ in columns]
    codes: set[str] = set()
    damage: Counter[str] = Counter()
    for row in rows:
        code = row[0].strip().upper().zfill(5) if row else ""  # spreadsheets eat the zero of 01001
        if len(row) != width or not CODE.fullmatch(code):
            damage["rows"] += bool(row)
        elif code in codes:
            damage["twins"] += 1
        else:
            codes.add(code)
            damage["values"] += _read_row(code, row, columns, values)
    return IndicatorsFile(digest, columns, values, codes, damage)


def _read_row(code: str, row: list[str], columns: list[Column], values: list[dict[str, float]]) -> int:
    """Put the figures of a row among the values; give the number of cells that make no sense."""
    wrong = 0
    for column, known in zip(columns, values, strict=True):
        cell = row[column.place].strip()
        if cell.lower() in UNKNOWN:
            continue
        number = _number(cell)
        if number is None:
            wrong += 1
        else:
            known[code] = number
    return wrong


def _number(cell: str) -> float | None:
    """No figure of the catalogue is below zero."""
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
