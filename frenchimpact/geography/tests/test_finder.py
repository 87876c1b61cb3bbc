"""People find their place as they write it."""

import random
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frenchimpact.geography.models import Commune, Departement, PlaceKind, PlaceName, Region
from frenchimpact.geography.queries.finder import find_places

pytestmark = pytest.mark.django_db
SAMPLE = 1_000
LEAST_SHARE = 0.95


def first(query: str, **options: object) -> tuple[str, str]:
    found = find_places(query, **options)  # type: ignore[arg-type]  # options of find_places
    return (found[0].kind.value, found[0].code) if found else ("", "")


@pytest.mark.parametrize(
    ("written", "kind", "code"),
    [
        ("lyon", "commune", "69123"),
        ("Lyno", "commune", "69123"),
        ("Paris", "commune", "75056"),
        ("75", "departement", "75"),
        ("35", "departement", "35"),
        ("2a", "departement", "2A"),
        ("976", "departement", "976"),
        ("2A004", "commune", "2A004"),
        ("35238", "commune", "35238"),
        ("35000", "commune", "35238"),
        ("69003", "arrondissement", "69383"),
        ("3500", "commune", "35238"),
        ("217500016", "commune", "75056"),
        ("21 75 000 16", "commune", "75056"),
        ("200046977", "epci", "200046977"),
        ("métropole de Lyon", "epci", "200046977"),
        ("paris 12", "arrondissement", "75112"),
        ("12ème arrondissement de Paris", "arrondissement", "75112"),
        ("lyon 3", "arrondissement", "69383"),
        ("st denis", "commune", "97411"),
        ("saint-denis 93", "commune", "93066"),
        ("Saint-Denis (Réunion)", "commune", "97411"),
        ("35000 Rennes", "commune", "35238"),
        ("rouvray saint etienne", "commune", "76575"),
        ("st etiene du rouvray", "commune", "76575"),
        ("Renes", "commune", "35238"),
        ("marsielle", "commune", "13055"),
        ("montpel", "commune", "34172"),
        ("montpelir", "commune", "34172"),
        ("lhay les roses", "commune", "94038"),
        ("L’HAŸ LES ROSES", "commune", "94038"),
        ("Œting", "commune", "57521"),
        ("Oeting", "commune", "57521"),
        ("Y", "commune", "80829"),
        ("havre", "commune", "76351"),
        ("le mans", "commune", "72181"),
        ("Neuilly s/ Seine", "commune", "92051"),
        ("bourg les valance", "commune", "26058"),
        ("Bretagne", "region", "53"),
        ("ile de france", "region", "11"),
        ("ille et villaine", "departement", "35"),
        ("Mayotte", "departement", "976"),
        ("est ensemble", "ept", "200057875"),
        ("communauté de communes du pays de gex", "epci", "240100750"),
        ("pays de gex", "epci", "240100750"),
    ],
)
@pytest.mark.usefixtures("real_geography")
def test_the_expected_place_comes_first(written: str, kind: str, code: str) -> None:
    assert first(written) == (kind, code)


@pytest.mark.usefixtures("real_geography")
def test_lyon_comes_before_its_metropole_and_both_before_lyons_la_foret() -> None:
    names = [place.name for place in find_places("lyon", limit=30)]

    assert names[:2] == ["Lyon", "Métropole de Lyon"]
    assert names.index("Lyons-la-Forêt") > 1


@pytest.mark.usefixtures("real_geography")
def test_a_place_says_what_is_needed_to_tell_it_from_its_homonyms() -> None:
    found = find_places("montreuil", kinds=[PlaceKind.COMMUNE])[0]

    assert (found.kind, found.code, found.name) == (PlaceKind.COMMUNE, "93048", "Montreuil")
    assert (found.departement_code, found.departement_name) == ("93", "Seine-Saint-Denis")
    assert found.postcodes == ("93100",)
    assert (found.population or 0) > 100_000
    assert (found.leads_to, found.leads_to_name) == ("", "")


@pytest.mark.usefixtures("real_geography")
def test_the_commune_of_yesterday_leads_to_today_s() -> None:
    found = find_places("Le Fontanil-Cornillon ancien", kinds=[PlaceKind.FORMER_COMMUNE])
    bage = find_places("Bâgé-la-Ville", kinds=[PlaceKind.FORMER_COMMUNE])[0]

    assert found == []
    assert (bage.code, bage.leads_to, bage.leads_to_name) == ("01025", "01025", "Bâgé-Dommartin")


@pytest.mark.usefixtures("real_geography")
def test_kinds_and_limit_are_kept() -> None:
    regions = find_places("a", kinds=[PlaceKind.REGION])

    assert {place.kind for place in regions} == {PlaceKind.REGION}
    assert len(find_places("saint", limit=3)) == 3
    assert find_places("lyon", limit=0) == []
    assert find_places("lyon", kinds=[]) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "’-–…",
        "\0",
        "ly\0on",
        "\ud800",
        "Orl\N{REPLACEMENT CHARACTER}ans",
        "東京",
        "a" * 1_000_000,
        "%",
        "_",
        "'",
        "\\",
    ],
)
@pytest.mark.usefixtures("real_geography")
def test_what_cannot_be_a_place_finds_nothing_and_asks_nothing(text: str) -> None:
    started = perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = find_places(text)

    assert found == []
    assert len(queries) == 0
    assert perf_counter() - started < 0.1


@pytest.mark.usefixtures("real_geography")
def test_as_many_queries_for_one_place_as_for_many() -> None:
    counts = []
    for limit in (1, 3, 100):
        with CaptureQueriesContext(connection) as queries:
            find_places("saint", limit=limit)
        counts.append(len(queries))

    assert counts == [1, 1, 1]


@pytest.mark.usefixtures("real_geography")
def test_every_plain_name_and_code_leads_to_its_commune() -> None:
    missed = [
        (name, first(name))
        for code, name in sample_of_communes()
        if first(name) != ("commune", code) or code not in [place.code for place in find_places(code)[:2]]
    ]

    assert missed == []


@pytest.mark.usefixtures("real_geography")
def test_a_slip_still_leads_to_the_commune() -> None:
    dice = random.Random(2026)  # noqa: S311  # a test repeats itself
    slips = [(code, name, with_a_slip(name, dice)) for code, name in sample_of_communes()]
    known = {key.casefold() for key in PlaceName.objects.values_list("name", flat=True)}
    clear = [slip for slip in slips if slip[2].casefold() not in known]

    missed = [(name, typed) for code, name, typed in clear if first(typed) != ("commune", code)]

    assert 1 - len(missed) / len(clear) >= LEAST_SHARE, missed


def sample_of_communes() -> list[tuple[str, str]]:
    """Draw communes, the populated ones more often; of homonyms the most populated; none that a département outdoes."""
    dice = random.Random(2026)  # noqa: S311  # a test repeats itself
    largest: dict[str, tuple[str, int]] = {}
    for code, name, population in Commune.objects.order_by("code").values_list("code", "name", "population"):
        if (population or 0) > largest.get(name, ("", -1))[1]:
            largest[name] = (code, population or 0)
    for taken in (*Departement.objects.values_list("name", flat=True), *Region.objects.values_list("name", flat=True)):
        largest.pop(taken, None)
    names = sorted(largest)
    drawn = {
        *dice.choices(names, [largest[name][1] ** 0.5 for name in names], k=SAMPLE),
        *dice.sample(names, SAMPLE // 5),
    }
    return [(largest[name][0], name) for name in sorted(drawn)][:SAMPLE]


def with_a_slip(name: str, dice: random.Random) -> str:
    """Make one of the slips that people make: swap, forget, double or replace a letter, after the first."""
    at = dice.randrange(1, len(name) - 1) if len(name) > 2 else 0
    if len(name) <= 4:
        return name.upper()  # too short: one slip makes another name of it
    return dice.choice(
        [
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + dice.choice("aeirstn") + name[at + 1 :],
        ]
    )
