"""Indicators: small files on a small map, then the real INSEE sample on the real one."""

import gzip
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frenchimpact.geography import events
from frenchimpact.geography.actions import Part, create_perimeter
from frenchimpact.geography.calculations.indicators import folded, growth, ratio
from frenchimpact.geography.imports.indicators import load_indicators
from frenchimpact.geography.models import Commune, Dataset, FormerCommune, IndicatorValue, PlaceKind
from frenchimpact.geography.queries.indicators import IndicatorFigure, indicators_of
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "insee_comparateur_communes.csv.gz"
HEADER = "CODGEO;P18_POP;P13_POP;SUPERF;NBMENFISC19;MED19;P18_CHOM1564;P18_ACT1564"


def test_sums_follow_the_succession() -> None:
    assert folded({"A": 1, "B": 2, "X": 9}, {"A": "A", "B": "A"}) == {"A": 3}


def test_means_are_weighted_and_what_weighs_nothing_is_left_out() -> None:
    heirs = {"A": "A", "B": "A", "C": "C"}

    assert folded({"A": 10, "B": 40, "C": 5}, heirs, {"A": 2, "B": 1, "C": 0}) == {"A": 20}


def test_unknown_is_not_zero() -> None:
    assert (ratio(None, 2), ratio(1, None), ratio(1, 0), growth(None, 1), growth(0, 1)) == (None,) * 5
    assert (ratio(1, 4, 100), growth(100, 103)) == (25, 3)


@pytest.fixture
def small_map(db: None) -> None:  # noqa: ARG001
    make_commune("01001")
    make_commune("01004")
    paris = make_commune("75056")
    FormerCommune.objects.create(code="75101", kind=FormerCommune.Kind.ARRONDISSEMENT, successor=paris)
    FormerCommune.objects.create(code="01002", kind=FormerCommune.Kind.DELEGATED, successor_id="01001")


@pytest.mark.usefixtures("small_map")
def test_old_codes_add_up_and_paris_counts_once(tmp_path: Path) -> None:
    rows = [
        "01001;100;90;10;40;20000;5;50",
        "01002;300;310;30;120;24000;10;100",
        "75056;2000;2100;20;900;28000;100;1000",
        "75101;50;60;2;20;35000;2;20",
    ]

    report = load_indicators(written(tmp_path, rows))

    assert report.changed
    assert report.remarks == ["1 code laissé de côté (arrondissement dont la ville est là, ou code inconnu)"]
    assert value_of("01001", "population") == 400
    assert value_of("01001", "median_living_standard") == 23_000
    assert value_of("75056", "population") == 2000
    assert Event.objects.get().verb == events.INDICATORS_LOADED.code


@pytest.mark.usefixtures("small_map")
def test_a_file_with_arrondissements_only_gives_the_city(tmp_path: Path) -> None:
    load_indicators(written(tmp_path, ["75101;50;60;2;20;35000;2;20"]))

    assert value_of("75056", "population") == 50


@pytest.mark.usefixtures("small_map")
def test_figures_say_their_year_their_source_and_what_they_cover(tmp_path: Path) -> None:
    load_indicators(written(tmp_path, ["01001;100;90;10;40;20000;5;50", "75056;300;210;10;;;s;nd"]))

    figures = figures_of("01001", "75056", "01004")

    source = "INSEE, comparateur de territoires"
    assert figures["population"] == IndicatorFigure(
        "population", "Population municipale", "habitants", 2018, 400.0, 2, 3, source
    )
    assert not figures["population"].is_complete
    assert (figures["density"].value, figures["density"].value_text) == (20.0, "20\u00a0habitants par km²")
    change = figures["population_change"]
    assert (change.label, change.value_text) == ("Évolution de la population depuis 2013", "33,3\u00a0%")
    assert (figures["unemployment_rate"].value, figures["unemployment_rate"].covered) == (10.0, 1)
    assert (figures["median_living_standard"].value, figures["median_living_standard"].covered) == (20_000.0, 1)


@pytest.mark.usefixtures("small_map")
def test_a_ratio_takes_only_the_communes_that_have_both_parts(tmp_path: Path) -> None:
    load_indicators(written(tmp_path, ["01001;100;90;10;;;;", "01004;900;;;;;;"]))

    density = figures_of("01001", "01004")["density"]

    assert (density.value, density.covered) == (10.0, 1)


@pytest.mark.usefixtures("small_map")
def test_one_commune_or_three_ask_as_many_queries(tmp_path: Path) -> None:
    load_indicators(written(tmp_path, ["01001;1;1;1;1;1;1;1", "01004;1;1;1;1;1;1;1", "75056;1;1;1;1;1;1;1"]))

    asked = []
    for codes in (["01001"], ["01001", "01004", "75056"]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            figures_of(*codes)
        asked.append(len(queries))

    assert asked == [3, 3]


@pytest.mark.usefixtures("small_map")
def test_nothing_is_shown_where_nothing_is_loaded() -> None:
    assert indicators_of(Commune.objects.all()) == []


@pytest.mark.usefixtures("small_map")
def test_rows_that_make_no_sense_are_counted_and_left_out(tmp_path: Path) -> None:
    rows = [
        "1001;100;90;10;40;20000;5;50",
        "01001;1;1;1;1;1;1;1",
        "01004;x;-3;nan;1e999;1,5;5;50",
        "01004;1",
        "zzz;;;;;;;",
    ]

    report = load_indicators(written(tmp_path, rows))

    assert report.remarks == ["2 lignes illisibles", "4 valeurs illisibles", "1 commune en double"]
    assert value_of("01001", "population") == 100
    assert list(IndicatorValue.objects.filter(commune="01004").values_list("value", flat=True).order_by("value")) == [
        5.0,
        50.0,
    ]


@pytest.mark.usefixtures("small_map")
def test_the_same_file_again_changes_nothing_and_a_later_one_replaces_its_years(tmp_path: Path) -> None:
    first = written(tmp_path, ["01001;100;90;10;40;20000;5;50"])
    load_indicators(first)

    again = load_indicators(first)
    load_indicators(written(tmp_path, ["01004;7;7;7;7;7;7;7"]))

    assert not again.changed
    assert value_of("01004", "population") == 7
    assert not IndicatorValue.objects.filter(commune="01001").exists()
    assert Event.objects.count() == 2


@pytest.mark.usefixtures("small_map")
def test_a_spreadsheet_of_windows_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("CODGEO;LIBGEO;P18_POP\r\n01001;Abergement-Clémenciat;100\r\n".encode("latin-1"))

    load_indicators(path)

    assert value_of("01001", "population") == 100


@pytest.mark.usefixtures("small_map")
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "sa première colonne n’est pas CODGEO, séparée par « ; »"),
        (b"CODGEO,P18_POP\n01001,5\n", "sa première colonne n’est pas CODGEO, séparée par « ; »"),
        (b"CODGEO;LIBGEO\n01001;Ici\n", "il n’a pas la population des communes (colonne P18_POP, par exemple)"),
        (b"CODGEO;P18_POP\n", "la plupart de ses codes ne sont pas ceux de communes"),
        (b"CODGEO;P18_POP\n99001;5\n99002;5\n01001;5\n", "la plupart de ses codes ne sont pas ceux de communes"),
        (b"PK\x03\x04\x00\x00", "ce n’est pas un fichier de texte (CSV)"),
        (b"\x1f\x8bnot gzip", "il est abîmé"),
        (gzip.compress(b"CODGEO;P18_POP\n01001;5\n", mtime=0)[:-9], "il est incomplet ; téléchargez-le de nouveau"),
        (b'CODGEO;P18_POP\n01001;"' + b"5" * 200_000, "ce n’est pas un tableau CSV"),
    ],
)
def test_another_file_is_refused_and_nothing_changes(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "autre.csv"
    path.write_bytes(content)

    with pytest.raises(Refusal) as refused:
        load_indicators(path)

    assert refused.value.message == f"Le fichier « autre.csv » n’a pas été chargé : {why}. Rien n’a été changé."
    assert (IndicatorValue.objects.count(), Dataset.objects.count(), Event.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_indicators_ask_for_the_geography_first(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Chargez d’abord la géographie"):
        load_indicators(written(tmp_path, []))


@pytest.mark.usefixtures("real_geography")
@pytest.mark.skipif(not SAMPLE.exists(), reason="the INSEE sample is not shipped with the project")
def test_the_real_file_on_the_real_map() -> None:
    report = load_indicators(SAMPLE)

    mel = create_perimeter("MEL", [Part(PlaceKind.EPCI, "200093201")], by=None)
    assert report.sentence == "14 indicateurs (2013, 2018, 2019) pour 34 851 communes chargés."
    assert value_of("75056", "population") == 2_175_601
    figures = {figure.code: figure for figure in indicators_of(mel)}
    assert (round(figures["population"].value or 0), figures["population"].is_complete) == (1_174_273, True)
    assert (figures["poverty_rate"].covered, figures["poverty_rate"].total) == (57, 95)
    france = {figure.code: figure for figure in indicators_of(Commune.objects.all())}
    assert round(france["population"].value or 0) == 66_732_538


def written(folder: Path, rows: list[str]) -> Path:
    path = folder / "comparateur.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def value_of(commune: str, indicator: str) -> float:
    values = IndicatorValue.objects.filter(commune=commune, indicator__code=indicator).order_by("-indicator__year")
    return values.values_list("value", flat=True)[0]


def figures_of(*codes: str) -> dict[str, IndicatorFigure]:
    return {figure.code: figure for figure in indicators_of(Commune.objects.filter(pk__in=codes))}
