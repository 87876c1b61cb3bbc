"""The names under which places are found, projected from the official geography."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from django.db import connection, models, transaction

from frenchimpact.geography.calculations.names import key_of, keys_of
from frenchimpact.geography.calculations.ranking import interest_of
from frenchimpact.geography.calculations.typos import deletions_of
from frenchimpact.geography.models import (
    Commune,
    Departement,
    FormerCommune,
    Intercommunality,
    PlaceKind,
    PlaceName,
    Region,
)

COLUMNS = (
    "id, kind, code, name, key, words, deletions, codes, departement_code, departement_name, population, postcodes, "
    "leads_to, leads_to_name"
)
LINES_AT_A_TIME = 500
SHORTEST_POSTCODE_TYPED = 3


@dataclass(frozen=True)
class _Place:
    kind: str
    code: str
    name: str
    population: int | None
    departement: tuple[str, str] = ("", "")
    postcodes: list[str] = field(default_factory=list)
    siren: str = ""
    leads_to: tuple[str, str] = ("", "")


@transaction.atomic
def rebuild_place_names() -> int:
    """Replace all rows of PlaceName by what the official tables hold now; give the number of rows."""
    names = [(place, key) for place in _places() for key in keys_of(place.name, place.kind)]
    names.sort(key=lambda each: (-interest_of(each[0].kind, each[0].population), each[0].kind, each[0].code, each[1]))
    # An index made at once costs half of one that follows each row; readers wait for TRUNCATE in any case.
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        for index in PlaceName._meta.indexes:
            editor.remove_index(PlaceName, index)
        cursor.execute("TRUNCATE geography_placename")
        with cursor.copy(f"COPY geography_placename ({COLUMNS}) FROM STDIN") as copy:
            for start in range(0, len(names), LINES_AT_A_TIME):  # the server stores some while we write the next
                lines = enumerate(names[start : start + LINES_AT_A_TIME], start + 1)
                copy.write("".join(_line(rank, place, key) for rank, (place, key) in lines))
        for index in PlaceName._meta.indexes:
            editor.add_index(PlaceName, index)
        cursor.execute("ANALYZE geography_placename")  # of all columns: or slips are looked for row by row
    return len(names)


def _places() -> Iterator[_Place]:
    departements = dict(Departement.objects.values_list("code", "name"))
    yield from _communes(departements)
    yield from _former_communes(departements)
    yield from _intercommunalities(departements)
    for code, name, population in Departement.objects.values_list("code", "name", "population"):
        yield _Place(PlaceKind.DEPARTEMENT.value, code, name, population)
    for code, name, population in Region.objects.values_list("code", "name", "population"):
        yield _Place(PlaceKind.REGION.value, code, name, population)


def _communes(departements: dict[str, str]) -> Iterator[_Place]:
    fields = ("code", "name", "population", "departement_id", "postcodes", "siren")
    for code, name, population, departement, postcodes, siren in Commune.objects.values_list(*fields):
        where = (departement, departements[departement])
        yield _Place(PlaceKind.COMMUNE.value, code, name, population, where, postcodes, siren)


def _former_communes(departements: dict[str, str]) -> Iterator[_Place]:
    fields = ("code", "name", "kind", "population", "postcodes", "successor", "successor__name")
    successors = FormerCommune.objects.order_by("code", "kind").values_list(*fields, "successor__departement_id")
    seen: set[str] = set()
    for code, name, kind, population, postcodes, today, its_name, departement in successors:
        if code in seen:  # one that was associated, then merged
            continue
        seen.add(code)
        is_part = kind == FormerCommune.Kind.ARRONDISSEMENT
        place_kind = PlaceKind.ARRONDISSEMENT if is_part else PlaceKind.FORMER_COMMUNE
        where = (departement, departements[departement])
        leads_to = (today, its_name)
        yield _Place(place_kind.value, code, name, population, where, postcodes, leads_to=leads_to)


def _intercommunalities(departements: dict[str, str]) -> Iterator[_Place]:
    homes = _main_departements("epci_id") | _main_departements("ept_id")
    fields = ("siren", "name", "place_kind", "population")
    for siren, name, kind, population in Intercommunality.objects.values_list(*fields):
        home = homes.get(siren, "")
        yield _Place(kind, siren, name, population, (home, departements.get(home, "")))


def _main_departements(of: str) -> dict[str, str]:
    """Give the département in which most inhabitants of an intercommunality live."""
    counted = Commune.objects.exclude(**{of: None}).values_list(of, "departement_id")
    rows = counted.annotate(inhabitants=models.Sum("population")).order_by(
        models.F("inhabitants").asc(nulls_first=True)
    )
    return {siren: departement for siren, departement, _ in rows}


def _line(rank: int, place: _Place, key: str) -> str:
    """Write a row as COPY reads it; a tenth of the time that the driver takes to do it value by value."""
    departement_code, departement_name = place.departement
    name = place.name or place.leads_to[1]
    population = r"\N" if place.population is None else place.population
    values = (
        *(rank, place.kind, place.code, name, key),
        *(_words(place, key), _array(deletions_of(key)), _array(_codes(place))),
        *(departement_code, departement_name, population, _array(place.postcodes), *place.leads_to),
    )
    return "\t".join(map(str, values)) + "\n"


def _array(values: Iterable[object]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _words(place: _Place, key: str) -> str:
    """Write a tsvector as text: the words of the key bear A, those that say where it is bear B."""
    where = [*_words_of_departement(*place.departement), *place.postcodes]
    return " ".join([*(f"{word}:1A" for word in key.split()), *(f"{word}:1B" for word in where)])


@cache
def _words_of_departement(code: str, name: str) -> list[str]:
    return key_of(f"{code} {name}").split()


def _codes(place: _Place) -> list[str]:
    beginnings = {code[:length] for code in place.postcodes for length in range(SHORTEST_POSTCODE_TYPED, len(code))}
    return sorted({place.code, place.siren, *place.postcodes, *beginnings} - {""})
