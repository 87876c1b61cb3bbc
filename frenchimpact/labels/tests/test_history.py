"""The 27 labels of 2019 come in from a file, all of them or none."""

from datetime import date
from pathlib import Path

import pytest

from frenchimpact.community.models import Territory
from frenchimpact.geography.models import Dataset
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.labels.imports.historical import COLUMNS, SHIPPED, load_historical_labels
from frenchimpact.labels.models import Label, Precision, State
from frenchimpact.labels.queries import labelled, waves
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

ROW = "Le Val,1,2019-02-25,commune,commune:01001,certain,une note"


@pytest.fixture
def small_map() -> None:
    make_commune("01001")
    Dataset.objects.create(name="geography", vintage="2026", source="essai", licence="essai", digest="x", rows=1)


def written(folder: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    file = folder / "labels.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    return file


def assert_nothing_was_kept() -> None:
    assert (Label.objects.count(), Territory.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert not Dataset.objects.filter(name="labels").exists()


def test_the_shipped_file_brings_27_labels_of_two_waves(real_geography: None) -> None:  # noqa: ARG001
    report = load_historical_labels()

    assert (report.rows, report.changed, report.sentence) == (27, True, "27 labels de 2019 chargés.")
    assert [(wave.number, wave.count, wave.precision) for wave in waves()] == [(2, 7, "month"), (1, 20, "day")]
    assert Label.objects.historical().count() == 27
    assert Territory.objects.filter(perimeter__commune_count=0).count() == 0
    assert Territory.objects.measured().get(slug="roubaix").commune_count == 1


def test_loaded_twice_nothing_changes(real_geography: None) -> None:  # noqa: ARG001
    load_historical_labels()
    before = (list(Label.objects.order_by("pk").values()), Event.objects.count())

    report = load_historical_labels()

    assert (report.changed, report.sentence) == (False, "27 labels de 2019, déjà chargés\u00a0: rien à changer.")
    assert (list(Label.objects.order_by("pk").values()), Event.objects.count()) == before


@pytest.mark.parametrize(
    ("told", "announced_on", "precision"),
    [
        ("2019", date(2019, 1, 1), Precision.YEAR),
        ("2019-12", date(2019, 12, 1), Precision.MONTH),
        ("2019-02-25", date(2019, 2, 25), Precision.DAY),
    ],
)
@pytest.mark.usefixtures("small_map")
def test_a_date_is_as_precise_as_it_was_told(
    tmp_path: Path, told: str, announced_on: date, precision: Precision
) -> None:
    load_historical_labels(written(tmp_path, ROW.replace("2019-02-25", told)))

    label = Label.objects.get()
    assert (label.announced_on, label.precision, label.state) == (announced_on, precision, State.TO_CONFIRM)


@pytest.mark.usefixtures("small_map")
def test_a_name_spelt_better_keeps_its_address_and_its_label(tmp_path: Path) -> None:
    load_historical_labels(written(tmp_path, ROW))
    before = Label.objects.get().pk

    report = load_historical_labels(written(tmp_path, ROW.replace("Le Val", "Le VAL")))

    assert report.changed is True
    territory = labelled().get()
    assert (territory.name, territory.slug, territory.label.pk) == ("Le VAL", "le-val", before)


@pytest.mark.parametrize(
    "row",
    [
        "Le Val,1,2019-02-25,commune,commune:01001",  # cut short
        "Le Val,un,2019-02-25,commune,commune:01001,certain,",
        "Le Val,1,25/02/2019,commune,commune:01001,certain,",
        "Le Val,1,2019-13,commune,commune:01001,certain,",
        "Le Val,1,2019-02-25,commune,commune:01001,peut-être,",
        "Le Val,1,2019-02-25,commune,ville:01001,certain,",
        "Le Val,1,2019-02-25,commune,commune:99999,certain,",
        "Le Val,1,2019-02-25,commune,,certain,",
        "Le Val,99999,2019-02-25,commune,commune:01001,certain,",
        ",1,2019-02-25,commune,commune:01001,certain,",
        ROW + ",de trop",
    ],
)
@pytest.mark.usefixtures("small_map")
def test_one_bad_line_refuses_the_whole_file(tmp_path: Path, row: str) -> None:
    with pytest.raises(Refusal):
        load_historical_labels(written(tmp_path, ROW.replace("Le Val", "Le Mont"), row))

    assert_nothing_was_kept()


@pytest.mark.usefixtures("small_map")
def test_the_refusal_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="La ligne 3 du fichier des labels ne se lit pas"):
        load_historical_labels(written(tmp_path, ROW, ROW.replace("certain", "peut-être")))


@pytest.mark.usefixtures("small_map")
def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    swapped = ",".join([COLUMNS[1], COLUMNS[0], *COLUMNS[2:]])

    for header in (swapped, "", "code,nom", ",".join(COLUMNS[:-1])):
        with pytest.raises(Refusal):
            load_historical_labels(written(tmp_path, ROW, header=header))

    assert_nothing_was_kept()


@pytest.mark.usefixtures("small_map")
def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    picture, empty = tmp_path / "image.png", tmp_path / "vide.csv"
    picture.write_bytes(b"\x89PNG\xff\xfe\x00")
    empty.write_bytes(b"")

    for file in (picture, empty, tmp_path / "absent.csv", written(tmp_path)):
        with pytest.raises(Refusal):
            load_historical_labels(file)

    assert_nothing_was_kept()


def test_without_geography_the_way_out_is_told() -> None:
    with pytest.raises(Refusal, match="Chargez d’abord la géographie"):
        load_historical_labels()

    assert_nothing_was_kept()


@pytest.mark.usefixtures("small_map")
def test_a_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    half = tmp_path / "moitié.csv"
    half.write_text(SHIPPED.read_text(encoding="utf-8")[:1500], encoding="utf-8")

    with pytest.raises(Refusal):
        load_historical_labels(half)

    assert_nothing_was_kept()
