"""Loading the real map of France."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from frenchimpact.geography.imports.geography import load_geography
from frenchimpact.geography.imports.geography_file import SHIPPED
from frenchimpact.geography.models import (
    Commune,
    Departement,
    FormerCommune,
    Intercommunality,
    PlaceKind,
    Region,
)
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

Document = dict[str, Any]
pytestmark = pytest.mark.usefixtures("real_geography")


def test_all_of_france_is_there() -> None:
    counts = [model._default_manager.count() for model in (Region, Departement, Intercommunality, Commune)]

    assert counts == [26, 109, 1255 + 11, 34_969]
    assert Intercommunality.objects.filter(place_kind=PlaceKind.EPT).count() == 11
    assert FormerCommune.objects.filter(kind=FormerCommune.Kind.ARRONDISSEMENT).count() == 45


def test_region_75_is_not_departement_75() -> None:
    assert (Region.objects.get(pk="75").name, Departement.objects.get(pk="75").name) == ("Nouvelle-Aquitaine", "Paris")


def test_paris_counts_its_inhabitants_once() -> None:
    paris = Commune.objects.get(pk="75056")

    assert paris.population == Departement.objects.get(pk="75").population == 2_103_778
    assert paris.former_communes.aggregate(total=Sum("population"))["total"] == paris.population


def test_communes_are_listed_in_french_order() -> None:
    names = Commune.objects.filter(departement="91").order_by("sort_key").values_list("name", flat=True)

    assert [name for name in names if name[0] in "EÉ"][2:6] == [
        "Épinay-sous-Sénart",
        "Épinay-sur-Orge",
        "Étampes",
        "Étiolles",
    ]


def test_the_same_file_again_changes_nothing() -> None:
    report = load_geography()

    assert (report.changed, report.sentence) == (
        False,
        "Géographie 2026 : 34 969 communes déjà chargées, rien à faire.",
    )
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda _: b"", "il est incomplet ; téléchargez-le de nouveau"),
        (lambda content: content[: len(content) // 2], "il est incomplet ; téléchargez-le de nouveau"),
        (lambda _: b"CODGEO;P18_POP\n", "ce n’est pas un fichier compressé (.json.gz), ou il est abîmé"),
        (lambda _: gzip.compress(b"CODGEO;P18_POP\n"), "son contenu n’est pas du JSON entier"),
        (lambda _: gzip.compress(b"\xff\xfe{"), "son contenu n’est pas du JSON entier"),
        (lambda _: gzip.compress(b"[1]"), "ce n’est pas une géographie au format « frenchimpact-geography-1 »"),
    ],
)
def test_a_file_that_is_no_geography_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes], why: str) -> None:
    path = tmp_path / "autre.json.gz"
    path.write_bytes(spoil(SHIPPED.read_bytes()))

    with pytest.raises(Refusal) as refused:
        load_geography(path)

    assert refused.value.message == f"Le fichier « autre.json.gz » n’a pas été chargé : {why}. Rien n’a été changé."
    assert (Commune.objects.count(), Event.objects.count()) == (34_969, 0)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="il ne peut pas être lu"):
        load_geography(tmp_path / "absent.json.gz")


def _without_communes(document: Document) -> None:
    document["communes"]["rows"] = []


def _without_a_column(document: Document) -> None:
    document["communes"]["columns"].pop()


def _with_a_stranger(document: Document) -> None:
    document["communes"]["rows"][0][2] = "999"


def _with_a_twin(document: Document) -> None:
    document["communes"]["rows"].append(document["communes"]["rows"][0])


def _with_a_wrong_population(document: Document) -> None:
    document["communes"]["rows"][1][7] = -3


def _without_a_vintage(document: Document) -> None:
    del document["vintage"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_without_communes, "le tableau « communes » est vide"),
        (_without_a_column, "le tableau « communes » manque ou n’a pas les colonnes attendues"),
        (_with_a_stranger, "01001 (« communes ») renvoie à 999, absent de « departements »"),
        (_with_a_twin, "un code est deux fois dans « communes »"),
        (_with_a_wrong_population, "la ligne 2 de « communes » a une valeur impossible pour « population »"),
        (_without_a_vintage, "« vintage » manque dans son en-tête"),
    ],
)
def test_a_geography_that_contradicts_itself_is_refused(
    tmp_path: Path, spoil: Callable[[Document], None], why: str
) -> None:
    path = edited(tmp_path, spoil)

    with pytest.raises(Refusal) as refused:
        load_geography(path)

    assert refused.value.message == f"Le fichier « {path.name} » n’a pas été chargé : {why}. Rien n’a été changé."
    assert (Commune.objects.count(), Event.objects.count()) == (34_969, 0)


def edited(folder: Path, change: Callable[[Document], None]) -> Path:
    document = json.loads(gzip.decompress(SHIPPED.read_bytes()))
    change(document)
    path = folder / "geography.json.gz"
    path.write_bytes(gzip.compress(json.dumps(document).encode(), compresslevel=1))
    return path
