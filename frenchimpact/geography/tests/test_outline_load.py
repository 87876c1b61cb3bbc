"""Loading outlines: the shipped ones, finer ones, and what cannot be one."""

import json
from pathlib import Path

import pytest

from frenchimpact.geography import events
from frenchimpact.geography.imports.outlines import SHIPPED, load_outlines
from frenchimpact.geography.models import Dataset, Outline, PlaceKind
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

GIVEN = Path(__file__).parents[4] / "shared" / "data"
on_real_geography = pytest.mark.usefixtures("real_geography")
needs_given_files = pytest.mark.skipif(not GIVEN.exists(), reason="the sample files are not beside the project")


def write(folder: Path, features: dict[str, float], key: str = "code") -> Path:
    """Write a GeoJSON file of unit squares, by code and western edge."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {key: code},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[west, 45], [west + 1, 45], [west + 1, 46], [west, 46], [west, 45]]],
                },
            }
            for code, west in features.items()
        ],
    }
    path = folder / "contours.geojson"
    path.write_text(json.dumps(collection))
    return path


def outlines(kind: PlaceKind) -> int:
    return Outline.objects.filter(kind=kind).count()


@on_real_geography
def test_the_shipped_outlines_draw_101_departements_and_18_regions() -> None:
    report = load_outlines()

    assert (report.rows, report.changed, report.remarks) == (101, True, [])
    assert (outlines(PlaceKind.DEPARTEMENT), outlines(PlaceKind.REGION)) == (101, 18)
    assert Event.objects.get(verb=events.OUTLINES_LOADED.code).details == {
        "places": "departement",
        "rows": 101,
        "left_out": 0,
    }


@on_real_geography
def test_the_same_file_again_changes_nothing() -> None:
    load_outlines()
    keys = set(Outline.objects.values_list("pk", flat=True))

    report = load_outlines()

    assert not report.changed
    assert set(Outline.objects.values_list("pk", flat=True)) == keys
    assert Event.objects.filter(verb=events.OUTLINES_LOADED.code).count() == 1


@needs_given_files
@on_real_geography
def test_finer_departements_replace_the_shipped_ones() -> None:
    load_outlines()
    before = Outline.objects.get(kind=PlaceKind.REGION, code="53").polygons

    load_outlines(GIVEN / "outlines_departements_2018.topojson")

    assert (outlines(PlaceKind.DEPARTEMENT), outlines(PlaceKind.REGION)) == (101, 18)
    assert Outline.objects.get(kind=PlaceKind.REGION, code="53").polygons != before
    assert Dataset.objects.filter(name__startswith="outlines").count() == 1


@needs_given_files
@on_real_geography
def test_epci_are_recognised_by_their_siren() -> None:
    report = load_outlines(GIVEN / "outlines_epci_2018.topojson.gz")

    assert report.name == "outlines-epci"
    assert outlines(PlaceKind.EPCI) == report.rows > 1200


@on_real_geography
def test_codes_of_the_past_are_left_out_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path, {"200040715": 5, "999999999": 6, "888888888": 7})

    report = load_outlines(path)

    assert report.rows == 1
    assert report.remarks == ["2 contours laissés de côté, leur code n’existe pas aujourd’hui (888888888, 999999999…)."]


@pytest.mark.parametrize(
    ("features", "key", "kind"),
    [
        ({"38185": 5, "2A004": 6}, "INSEE_COM", PlaceKind.COMMUNE),
        ({"2A": 5, "976": 6, "38": 7}, "dep", PlaceKind.DEPARTEMENT),
        ({"84": 5, "11": 6}, "code_region", PlaceKind.REGION),
    ],
)
@on_real_geography
def test_the_form_of_the_codes_tells_the_kind(
    tmp_path: Path, features: dict[str, float], key: str, kind: PlaceKind
) -> None:
    report = load_outlines(write(tmp_path, features, key))

    assert report.name == f"outlines-{kind.value}"
    assert outlines(kind) == len(features)


@on_real_geography
def test_the_kind_can_be_said(tmp_path: Path) -> None:
    assert load_outlines(write(tmp_path, {"84": 5}), kind=PlaceKind.REGION).name == "outlines-region"


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1f\x8b", SHIPPED.read_bytes()[:-500], b"code;nom\n01;Ain\n"])
@on_real_geography
def test_a_broken_file_is_refused_and_nothing_changes(tmp_path: Path, content: bytes) -> None:
    load_outlines()
    path = tmp_path / "contours.json"
    path.write_bytes(content)

    with pytest.raises(Refusal, match="n’est pas un fichier de contours lisible"):
        load_outlines(path)

    assert outlines(PlaceKind.DEPARTEMENT) == 101
    assert Event.objects.count() == 1


@on_real_geography
def test_a_file_without_official_codes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="aucune propriété ne contient de codes officiels"):
        load_outlines(write(tmp_path, {"Ain": 5, "Aisne": 6}, "nom"))

    assert not Outline.objects.exists()


@on_real_geography
def test_only_unknown_codes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Aucun code du fichier"):
        load_outlines(write(tmp_path, {"999999999": 5}))

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_outlines_before_the_geography_are_refused() -> None:
    with pytest.raises(Refusal, match="frenchimpact load geography"):
        load_outlines()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="ne peut pas être lu"):
        load_outlines(tmp_path / "absent.json")
