"""Next year's file comes over this year's, on two régions of France."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from frenchimpact.geography import events
from frenchimpact.geography.actions import Part, create_perimeter, set_perimeter_parts
from frenchimpact.geography.imports.geography import load_geography
from frenchimpact.geography.imports.geography_file import SHIPPED
from frenchimpact.geography.models import (
    Commune,
    Dataset,
    FormerCommune,
    Indicator,
    IndicatorValue,
    Intercommunality,
    Perimeter,
    PlaceKind,
    Region,
)
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

Document = dict[str, Any]
AIN_AND_CORSICA = {"01", "2A", "2B"}
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def this_year(db: None, tmp_path: Path) -> None:  # noqa: ARG001
    load_geography(_written(tmp_path, _two_regions()))


def test_a_commune_joins_its_neighbour_and_its_perimeter_and_figures_follow(tmp_path: Path) -> None:
    perimeter = create_perimeter("Seul", [Part(PlaceKind.COMMUNE, "01002")], by=None)
    population = _indicator("population", {"01001": 900, "01002": 300})
    median = _indicator("median", {"01001": 20_000, "01002": 24_000}, weight=population)

    report = load_geography(_next_year(tmp_path, _merge_01002_into_01001))

    assert (report.changed, report.vintage) == (True, "2027")
    assert not Commune.objects.filter(pk="01002").exists()
    assert FormerCommune.objects.get(code="01002").successor_id == "01001"
    assert list(perimeter.communes.values_list("pk", flat=True)) == ["01001"]
    assert Perimeter.objects.get().cog_year == 2027
    assert IndicatorValue.objects.get(indicator=population).value == 1_200
    assert IndicatorValue.objects.get(indicator=median).value == 21_000
    assert Event.objects.filter(verb=events.GEOGRAPHY_LOADED.code).count() == 2


def test_a_commune_that_goes_without_a_successor_is_refused_while_a_perimeter_holds_it(tmp_path: Path) -> None:
    create_perimeter("Seul", [Part(PlaceKind.COMMUNE, "01002")], by=None)

    with pytest.raises(Refusal, match=r"Le périmètre « Seul » contient commune:01002, que la nouvelle géographie n’a"):
        load_geography(_next_year(tmp_path, _drop_01002))

    assert Commune.objects.filter(pk="01002").exists()
    assert Dataset.objects.get().vintage == "2026"
    assert Event.objects.filter(verb=events.GEOGRAPHY_LOADED.code).count() == 1


def test_a_commune_that_nothing_needs_goes_without_a_word(tmp_path: Path) -> None:
    load_geography(_next_year(tmp_path, _drop_01002))

    assert not Commune.objects.filter(pk="01002").exists()


def test_an_epci_that_changes_its_siren_is_refused_until_the_perimeter_names_its_communes(tmp_path: Path) -> None:
    perimeter = create_perimeter("Ajaccio", [Part(PlaceKind.EPCI, "242010056")], by=None)
    members = [Part(PlaceKind.COMMUNE, code) for code in perimeter.communes.values_list("pk", flat=True)]
    path = _next_year(tmp_path, _renumber_ajaccio)

    with pytest.raises(Refusal, match=r"Le périmètre « Ajaccio » contient epci:242010056, que la nouvelle"):
        load_geography(path)
    assert Intercommunality.objects.filter(pk="242010056").exists()
    set_perimeter_parts(perimeter, members, by=None)
    load_geography(path)

    assert Intercommunality.objects.get(pk="999999999").communes_of_epci.count() == len(members) == 10
    assert perimeter.communes.count() == 10


def test_a_region_may_change_its_number_and_keep_its_address(tmp_path: Path) -> None:
    load_geography(_next_year(tmp_path, _renumber_corsica))

    assert list(Region.objects.filter(slug="corse").values_list("pk", flat=True)) == ["99"]
    assert Commune.objects.filter(region="99").count() == 360


def test_a_former_commune_may_become_a_commune_again(tmp_path: Path) -> None:
    load_geography(_next_year(tmp_path, _restore_01340))

    assert not FormerCommune.objects.filter(code="01340").exists()
    assert Commune.objects.get(pk="01340").name == "Saint-Bois"


def _two_regions() -> Document:
    document: Document = json.loads(_shipped())
    tables = {name: document[name]["rows"] for name in ("departements", "communes", "former_communes")}
    communes = [row for row in tables["communes"] if row[2] in AIN_AND_CORSICA]
    kept = {
        "regions": [row for row in document["regions"]["rows"] if row[0] in {"84", "94"}],
        "departements": [row for row in tables["departements"] if row[0] in AIN_AND_CORSICA],
        "intercommunalities": [
            row for row in document["intercommunalities"]["rows"] if row[0] in {commune[4] for commune in communes}
        ],
        "communes": communes,
        "former_communes": [row for row in tables["former_communes"] if row[3] in {commune[0] for commune in communes}],
    }
    return document | {name: {**document[name], "rows": rows} for name, rows in kept.items()}


@cache
def _shipped() -> bytes:
    return gzip.decompress(SHIPPED.read_bytes())


def _next_year(folder: Path, change: Callable[[Document], None]) -> Path:
    document = _two_regions() | {"vintage": "2027", "cog_year": 2027}
    change(document)
    return _written(folder, document)


def _written(folder: Path, document: Document) -> Path:
    path = folder / f"geography-{document['vintage']}.json.gz"
    path.write_bytes(gzip.compress(json.dumps(document).encode(), compresslevel=1))
    return path


def _drop_01002(document: Document) -> None:
    communes = document["communes"]
    communes["rows"] = [row for row in communes["rows"] if row[0] != "01002"]


def _merge_01002_into_01001(document: Document) -> None:
    _drop_01002(document)
    document["former_communes"]["rows"].append(["01002", "deleguee", "L'Abergement-de-Varey", "01001", [], None])


def _restore_01340(document: Document) -> None:
    former = document["former_communes"]
    former["rows"] = [row for row in former["rows"] if row[0] != "01340"]
    document["communes"]["rows"].append(["01340", "Saint-Bois", "01", "84", None, None, "", 150, ["01300"], None, None])


def _renumber_ajaccio(document: Document) -> None:
    for table, column in (("intercommunalities", 0), ("communes", 4)):
        _renumber(document, table, column, "242010056", "999999999")


def _renumber_corsica(document: Document) -> None:
    for table, column in (("regions", 0), ("departements", 3), ("communes", 3)):
        _renumber(document, table, column, "94", "99")


def _renumber(document: Document, table: str, column: int, old: str, new: str) -> None:
    for row in document[table]["rows"]:
        row[column] = new if row[column] == old else row[column]


def _indicator(code: str, values: dict[str, float], *, weight: Indicator | None = None) -> Indicator:
    kind = Indicator.Aggregation.WEIGHTED_MEAN if weight else Indicator.Aggregation.SUM
    indicator = Indicator.objects.create(code=code, year=2018, label=code, aggregation=kind, weight=weight)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=indicator, commune_id=commune, value=value) for commune, value in values.items()
    )
    return indicator
