import pytest

from frenchimpact.community import events
from frenchimpact.community.actions import TerritoryFacts, describe_territory
from frenchimpact.community.calculations.likeness import Size, kilometres, most_alike
from frenchimpact.community.models import Certainty, Territory
from frenchimpact.community.queries.territories import (
    reach_of_all,
    regions_of,
    regions_with_territories,
    territories_alike,
    territories_around,
)
from frenchimpact.community.tests.factories import facts_of, make_territory
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import Perimeter, PlaceKind, Region
from frenchimpact.geography.tests.factories import make_commune, make_departement, make_epci, make_region
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import history_of
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def test_a_territory_is_as_large_as_its_communes() -> None:
    territory = make_territory("Le Val", make_commune("01001", population=700), make_commune("42002", population=50))

    assert (territory.population, territory.commune_count, territory.departements) == (750, 2, "01, 42")
    assert [entry.phrase for entry in history_of(territory)] == [events.TERRITORY_DESCRIBED.phrase]


def test_a_name_spelt_better_keeps_its_address() -> None:
    commune = make_commune()
    first = make_territory("Territoire Ledonien - Cluster'Jura", commune)

    again = make_territory("Territoire Lédonien - Cluster’Jura", commune)

    assert (again.pk, again.slug) == (first.pk, "territoire-ledonien-clusterjura")
    assert [territory.name for territory in Territory.objects.all()] == ["Territoire Lédonien - Cluster’Jura"]


def test_a_territory_described_again_takes_its_new_perimeter_and_certainty() -> None:
    make_territory("Le Val", make_commune("01001"))

    described = describe_territory(
        facts_of("Le Val", make_commune("01002", population=9), certainty=Certainty.HYPOTHESIS), by=None
    )

    stored = Territory.objects.measured().get()
    assert (stored.pk, stored.certainty, stored.population) == (described.pk, Certainty.HYPOTHESIS, 9)
    assert Perimeter.objects.count() == 1


def test_a_perimeter_of_unknown_codes_is_refused_and_nothing_is_kept() -> None:
    facts = TerritoryFacts("Le Val", [Part(PlaceKind.COMMUNE, "99999")], Certainty.CERTAIN)

    with pytest.raises(Refusal):
        describe_territory(facts, by=None)

    assert (Territory.objects.count(), Perimeter.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_territories_are_found_where_they_are() -> None:
    epci = make_epci()
    commune = make_commune("01001", epci=epci)
    here = make_territory("Ici", commune)
    make_territory("Ailleurs", make_commune("42001", departement=make_departement("42", region=make_region("11"))))

    assert list(Territory.objects.in_region("84")) == [here]
    assert list(Territory.objects.in_departement("01")) == [here]
    assert list(Territory.objects.in_intercommunality(epci.pk)) == [here]
    assert list(Territory.objects.holding(commune)) == [here]
    assert [region.pk for region in regions_of(here)] == ["84"]
    assert [region.pk for region in regions_with_territories()] == ["11", "84"]


def test_a_name_is_found_without_its_accents() -> None:
    territory = make_territory("Vallée de l’Étang", make_commune())

    assert list(Territory.objects.named_like("vallee")) == [territory]
    assert list(Territory.objects.named_like("ÉTANG")) == [territory]
    assert list(Territory.objects.named_like("%")) == []


def test_neighbours_share_a_departement() -> None:
    one = make_territory("Un", make_commune("01001"))
    other = make_territory("Deux", make_commune("01002"))
    make_territory("Loin", make_commune("42001"))

    assert list(territories_around(one)) == [other]


def test_the_nearest_in_size_come_first_and_never_oneself() -> None:
    one = make_territory("Un", make_commune("01001", population=1000))
    make_territory("Très grand", make_commune("01002", population=900_000))
    make_territory("Grand", make_commune("01003", population=5000))
    make_territory("Pareil", make_commune("01004", population=1100))

    assert [territory.name for territory in territories_alike(one)] == ["Pareil", "Grand", "Très grand"]


def test_a_commune_of_two_territories_counts_once() -> None:
    both = make_commune("01001", population=600)
    make_territory("Un", both)
    make_territory("Deux", both, make_commune("01002", population=None))
    Region.objects.update(population=1200)

    reach = reach_of_all()

    assert (reach.territories, reach.communes, reach.people, reach.population_share) == (2, 2, 600, 0.5)
    assert (reach.all_communes, reach.regions) == (2, 1)


def test_without_any_territory_nothing_is_reached() -> None:
    reach = reach_of_all()

    assert (reach.territories, reach.communes, reach.people, reach.population_share) == (0, 0, 0, 0.0)


def test_a_card_names_a_few_departements_only() -> None:
    assert make_territory("Un", make_commune("01001")).departements_in_short == "Département 01"
    wide = make_territory("Six", *[make_commune(f"{number}001") for number in range(21, 27)])
    assert wide.departements_in_short == "Départements 21, 22, 23, 24…"


def test_twice_as_many_counts_the_same_at_every_scale() -> None:
    sizes = [Size(1, 100, 1), Size(2, 1_000_000, 1), Size(3, 220, 1)]

    assert most_alike(Size(0, 0, 0), sizes, count=2) == [1, 3]
    assert most_alike(sizes[0], sizes, count=5) == [3, 2]


def test_from_lyon_to_marseille_as_the_crow_flies() -> None:
    assert round(kilometres((45.764, 4.8357), (43.2965, 5.3698)), -1) == 280
