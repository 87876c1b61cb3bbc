"""The file of the official geography: read and checked as a whole, before anything is changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frenchimpact.shared.errors import Refusal

FORMAT = "frenchimpact-geography-1"
SHIPPED = Path(__file__).parents[1] / "data" / "geography-2026.json.gz"
LARGEST = 200_000_000  # bytes once unpacked: fifty times the real file
HEADER = {"vintage": str, "cog_year": int, "source": str, "licence": str}

Row = list[Any]  # the cells of a JSON row: each is checked below before it is believed
Check = Callable[[Any], bool]


@dataclass(frozen=True)
class GeographyFile:
    """The five tables, their columns in the order of `COLUMNS`, and what the file says of itself."""

    vintage: str
    cog_year: int
    source: str
    licence: str
    digest: str  # SHA-256 of the file as it stands on the disk
    tables: dict[str, list[Row]]

    @property
    def rows(self) -> int:
        return sum(len(rows) for rows in self.tables.values())


def read_geography(path: Path) -> GeographyFile:
    """Read the file; refuse it, with what is wrong, unless all of it can be loaded."""
    content = _content(path)
    document = _document(path, content)
    tables = {name: _rows(path, document, name) for name in COLUMNS}
    _check_references(path, tables)
    header = {name: document[name] for name in HEADER}
    return GeographyFile(**header, digest=hashlib.sha256(content).hexdigest(), tables=tables)


def digest_of(path: Path) -> str:
    """Tell which file it is, as `GeographyFile.digest` does, without reading what it says."""
    return hashlib.sha256(_content(path)).hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise _refusal(path, "il ne peut pas être lu") from None


def _document(path: Path, content: bytes) -> dict[str, Any]:
    try:
        text = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        plain = text.decompress(content, LARGEST)
    except zlib.error:
        raise _refusal(path, "ce n’est pas un fichier compressé (.json.gz), ou il est abîmé") from None
    if not text.eof:
        raise _refusal(path, "il est incomplet ; téléchargez-le de nouveau")
    try:
        document = json.loads(plain)
    except (ValueError, RecursionError):
        raise _refusal(path, "son contenu n’est pas du JSON entier") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _refusal(path, f"ce n’est pas une géographie au format « {FORMAT} »")
    for name, kind in HEADER.items():
        if type(document.get(name)) is not kind:
            raise _refusal(path, f"« {name} » manque dans son en-tête")
    return document


def _rows(path: Path, document: dict[str, Any], name: str) -> list[Row]:
    columns, table = COLUMNS[name], document.get(name)
    if not isinstance(table, dict) or table.get("columns") != list(columns):
        raise _refusal(path, f"le tableau « {name} » manque ou n’a pas les colonnes attendues")
    rows = table.get("rows")
    if not isinstance(rows, list) or not rows:
        raise _refusal(path, f"le tableau « {name} » est vide")
    checks = list(columns.items())
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != len(checks):
            raise _refusal(path, f"la ligne {number} de « {name} » n’a pas {len(checks)} valeurs")
        for value, (column, is_right) in zip(row, checks, strict=True):
            if not is_right(value):
                raise _refusal(path, f"la ligne {number} de « {name} » a une valeur impossible pour « {column} »")
    return rows


def _check_references(path: Path, tables: dict[str, list[Row]]) -> None:
    """Each code is there once, and each code that a row quotes is there."""
    known = {name: _codes(path, name, tables[name]) for name in COLUMNS}
    for name, column, target in REFERENCES:
        place = list(COLUMNS[name]).index(column)
        for row in tables[name]:
            if row[place] is not None and row[place] not in known[target]:
                raise _refusal(path, f"{row[0]} (« {name} ») renvoie à {row[place]}, absent de « {target} »")
    for code, _, _, successor, *_ in tables["former_communes"]:
        if code in known["communes"] and code != successor:
            raise _refusal(path, f"{code} est à la fois une commune et le code ancien d’une autre")
    for name in ("regions", "departements"):
        if len({row[2] for row in tables[name]}) != len(tables[name]):
            raise _refusal(path, f"deux lignes de « {name} » ont la même adresse (slug)")


def _codes(path: Path, name: str, rows: list[Row]) -> set[str]:
    codes = {row[0] for row in rows}
    if len(codes) != len(rows):
        raise _refusal(path, f"un code est deux fois dans « {name} »")
    return codes


def _refusal(path: Path, why: str) -> Refusal:
    return Refusal(f"Le fichier « {path.name} » n’a pas été chargé : {why}. Rien n’a été changé.")


def _text(longest: int, shortest: int = 1) -> Check:
    return lambda value: isinstance(value, str) and shortest <= len(value) <= longest and "\x00" not in value


def _code(*lengths: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) in lengths and value.isascii() and value.isalnum()


def _optional(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _within(limit: float) -> Check:
    return lambda value: value is None or (isinstance(value, float | int) and -limit <= value <= limit)


def _is_population(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value < 1_000_000_000)  # noqa: PLR2004 (a billion people)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_postcodes(value: object) -> bool:
    return isinstance(value, list) and all(is_postcode(code) for code in value)


def _is_one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


is_postcode = _code(5)
# What each table holds, in the order of the file; the first column is the code.
COLUMNS: dict[str, dict[str, Check]] = {
    "regions": {
        "code": _code(2, 3),
        "name": _text(100),
        "slug": _text(100),
        "is_overseas": _is_flag,
        "is_region": _is_flag,
        "population": _is_population,
    },
    "departements": {
        "code": _code(2, 3),
        "name": _text(100),
        "slug": _text(100),
        "region": _code(2, 3),
        "is_overseas": _is_flag,
        "is_departement": _is_flag,
        "population": _is_population,
    },
    "intercommunalities": {
        "siren": _code(9),
        "name": _text(200),
        "legal_form": _text(10),
        "place_kind": _is_one_of("epci", "ept"),
        "population": _is_population,
        "latitude": _within(90),
        "longitude": _within(180),
    },
    "communes": {
        "code": _code(5),
        "name": _text(100),
        "departement": _code(2, 3),
        "region": _code(2, 3),
        "epci": _optional(_code(9)),
        "ept": _optional(_code(9)),
        "siren": _text(9, 0),
        "population": _is_population,
        "postcodes": _are_postcodes,
        "latitude": _within(90),
        "longitude": _within(180),
    },
    "former_communes": {
        "code": _code(5),
        "kind": _is_one_of("deleguee", "associee", "fusionnee", "arrondissement"),
        "name": _text(100, 0),
        "successor": _code(5),
        "postcodes": _are_postcodes,
        "population": _is_population,
    },
}
REFERENCES = [
    ("departements", "region", "regions"),
    ("communes", "departement", "departements"),
    ("communes", "region", "regions"),
    ("communes", "epci", "intercommunalities"),
    ("communes", "ept", "intercommunalities"),
    ("former_communes", "successor", "communes"),
]
