"""Perimeters on the real map of France."""

from datetime import date

import pytest
from django.db import connection

from frenchimpact.geography import events
from frenchimpact.geography.actions import Part, create_perimeter, resolve_perimeter, set_perimeter_parts
from frenchimpact.geography.models import Commune, Perimeter, PerimeterCommune, PerimeterPart, PlaceKind
from frenchimpact.geography.queries.perimeters import (
    communes_in_both,
    communes_of,
    official_codes,
    parse_code,
    perimeters_holding,
)
from frenchimpact.geography.queries.succession import current_codes
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.usefixtures("real_geography")
MEL = Part(PlaceKind.EPCI, "200093201")
ROUBAIX = Part(PlaceKind.COMMUNE, "59512")
NEW_YEAR = date(2026, 1, 1)


def test_aix_marseille_provence_has_92_communes_over_three_departements() -> None:
    communes = communes_of(["epci:200054807"])

    assert communes.count() == 92
    assert sorted(set(communes.values_list("departement", flat=True))) == ["13", "83", "84"]


def test_est_ensemble_has_9_communes_which_are_also_in_the_metropole_du_grand_paris() -> None:
    communes = communes_of(["ept:200057875"])

    assert communes.count() == 9
    assert list(communes.values_list("epci", flat=True).distinct()) == ["200054781"]


def test_region_75_and_departement_75_are_two_places() -> None:
    assert communes_of(["departement:75"]).count() == 1
    assert communes_of(["region:75"]).filter(departement="33").exists()
    assert not communes_of(["region:75"]).filter(departement="75").exists()


def test_roubaix_is_in_its_own_perimeter_and_in_the_metropole_of_lille() -> None:
    mel = create_perimeter("MEL", [MEL], by=None)
    roubaix = create_perimeter("Roubaix", [ROUBAIX], by=None)

    assert list(perimeters_holding("59512").order_by("name")) == [mel, roubaix]
    assert list(perimeters_holding("59350")) == [mel]
    assert list(communes_in_both(mel, roubaix)) == [Commune.objects.get(pk="59512")]
    assert list(Perimeter.objects.overlapping(roubaix)) == [mel]
    assert (mel.communes.count(), mel.commune_count, mel.cog_year) == (95, 95, 2026)


def test_a_perimeter_tells_its_official_codes_as_they_were_given() -> None:
    perimeter = create_perimeter("Deux", [ROUBAIX, MEL, ROUBAIX], by=None)

    assert official_codes(perimeter) == ["commune:59512", "epci:200093201"]
    assert perimeter.communes.count() == 95


def test_a_code_of_yesterday_leads_to_the_commune_of_today() -> None:
    assert current_codes(["01340", "01015", "75112", "99999"]) == {
        "01340": "01015",
        "01015": "01015",
        "75112": "75056",
    }
    assert list(communes_of(["commune:01340"])) == [Commune.objects.get(pk="01015")]
    perimeter = create_perimeter("Saint-Bois", [Part(PlaceKind.COMMUNE, "01340")], by=None)
    assert list(perimeter.communes.values_list("pk", flat=True)) == ["01015"]
    assert list(perimeters_holding("01340")) == [perimeter]


@pytest.mark.parametrize(
    "part",
    [
        Part(PlaceKind.COMMUNE, "59999"),
        Part(PlaceKind.COMMUNE, "75112"),  # an arrondissement must not bring all of Paris
        Part(PlaceKind.EPCI, "200057875"),  # this SIREN is an EPT's
        Part(PlaceKind.EPCI, "123456789"),
        Part(PlaceKind.EPT, "200054807"),
        Part(PlaceKind.DEPARTEMENT, "96"),
        Part(PlaceKind.REGION, "00"),
        Part(PlaceKind.ARRONDISSEMENT, "75112"),
        Part(PlaceKind.COMMUNE, "' OR 1=1"),
    ],
)
def test_a_code_that_leads_nowhere_is_refused(part: Part) -> None:
    with pytest.raises(Refusal) as refused:
        create_perimeter("Ailleurs", [MEL, part], by=None)

    assert refused.value.message.startswith(f"Le code {part.kind.value}:{part.code} n’existe pas dans la géographie")
    assert (Perimeter.objects.count(), PerimeterPart.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_an_empty_perimeter_is_refused() -> None:
    perimeter = create_perimeter("Roubaix", [ROUBAIX], by=None)

    with pytest.raises(Refusal, match="au moins un lieu"):
        create_perimeter("Rien", [], by=None)
    with pytest.raises(Refusal, match="au moins un lieu"):
        set_perimeter_parts(perimeter, [], by=None)

    assert list(perimeter.communes.values_list("pk", flat=True)) == ["59512"]
    assert Event.objects.count() == 1


def test_a_part_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal, match="finit avant de commencer"):
        create_perimeter("À l’envers", [Part(PlaceKind.EPCI, MEL.code, NEW_YEAR, NEW_YEAR)], by=None)


def test_all_communes_of_france_one_by_one_make_a_perimeter() -> None:
    parts = [Part(PlaceKind.COMMUNE, code) for code in Commune.objects.values_list("pk", flat=True)]

    perimeter = create_perimeter("France", parts, by=None)

    assert perimeter.communes.count() == 34_969


def test_parts_count_on_their_days_only() -> None:
    parts = [Part(PlaceKind.EPCI, MEL.code, valid_until=NEW_YEAR), Part(PlaceKind.COMMUNE, "59512", NEW_YEAR)]
    perimeter = create_perimeter("De la métropole à la ville", parts, by=None)

    resolve_perimeter(perimeter, date(2025, 12, 31))
    before = perimeter.communes.count()
    resolve_perimeter(perimeter, NEW_YEAR)

    assert (before, perimeter.communes.count()) == (95, 1)


def test_new_parts_replace_the_old_ones_and_the_same_ones_change_nothing() -> None:
    perimeter = create_perimeter("Lille", [MEL], by=None)

    set_perimeter_parts(perimeter, [ROUBAIX], by=None)
    set_perimeter_parts(perimeter, [ROUBAIX], by=None)

    assert list(perimeter.communes.values_list("pk", flat=True)) == ["59512"]
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [events.PERIMETER_CREATED.code, events.PERIMETER_CHANGED.code]


@pytest.mark.parametrize(
    "text", ["", "epci", "epci:", "pays:1", "arrondissement:75112", "commune:1;2", "é" * 1_000_000]
)
def test_a_text_that_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="n’est pas un code de lieu"):
        parse_code(text)


def test_a_code_is_read_with_its_kind() -> None:
    assert parse_code(" commune:2a004 ") == (PlaceKind.COMMUNE, "2A004")


def test_with_2000_perimeters_who_holds_a_commune_is_read_from_the_index() -> None:
    codes = list(Commune.objects.order_by("pk").values_list("pk", flat=True)[:2_050])
    perimeters = Perimeter.objects.bulk_create([Perimeter(name=str(number)) for number in range(2_000)])
    PerimeterCommune.objects.bulk_create(
        PerimeterCommune(perimeter=perimeter, commune_id=code)
        for number, perimeter in enumerate(perimeters)
        for code in codes[number : number + 20]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE geography_perimetercommune")

    holding, shared = perimeters_holding(codes[1_000]), communes_in_both(perimeters[0], perimeters[5])

    assert (holding.count(), shared.count()) == (20, 15)
    assert [_reads_all_of_it(query) for query in (holding.explain(), shared.explain())] == [False, False]
    assert _reads_all_of_it(PerimeterCommune.objects.all().explain())  # so the test can fail


def _reads_all_of_it(plan: str) -> bool:
    return "Seq Scan on geography_perimetercommune" in plan
