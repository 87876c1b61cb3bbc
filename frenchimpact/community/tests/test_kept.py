"""What is kept in memory never outlives what it was computed from."""

import pytest
from pytest_django import DjangoAssertNumQueries

from frenchimpact.community.queries.emblems import with_emblems
from frenchimpact.community.queries.maps import map_of_territories
from frenchimpact.community.queries.territories import reach_of_all
from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.models import Commune
from frenchimpact.geography.tests.factories import make_commune, make_dataset

pytestmark = pytest.mark.django_db


def test_the_reach_of_all_follows_a_perimeter_that_changes() -> None:
    make_dataset("geography")
    one, other = make_commune("01001", population=700), make_commune("01002", population=50)
    make_territory("Le Val", one)
    before = reach_of_all().people

    make_territory("Le Val", one, other)

    assert (before, reach_of_all().people) == (700, 750)


def test_the_reach_of_all_is_measured_again_after_a_load() -> None:
    make_dataset("geography")
    make_territory("Le Val", make_commune("01001", population=700))
    before = reach_of_all().people

    Commune.objects.update(population=800)
    make_dataset("geography")

    assert (before, reach_of_all().people) == (700, 800)


def test_what_is_kept_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_dataset("geography")
    make_territory("Le Val", make_commune("01001"))
    reach_of_all()

    with django_assert_num_queries(2):
        reach_of_all()


def test_the_map_shows_the_name_that_a_territory_has_now() -> None:
    make_dataset("geography")
    commune = make_commune("01001")
    Commune.objects.update(latitude=46.2, longitude=5.2)
    make_territory("Territoire Ledonien", commune)
    before = [point.label for point in map_of_territories().points]

    make_territory("Territoire Lédonien", commune)

    after = [point.label for point in map_of_territories().points]
    assert (before, after) == (["Territoire Ledonien"], ["Territoire Lédonien"])


def test_an_emblem_follows_the_perimeter_and_the_name() -> None:
    make_dataset("geography")
    one, other = make_commune("01001"), make_commune("01002")
    Commune.objects.update(latitude=46.2, longitude=5.2)
    before = with_emblems([make_territory("Le Val", one)])[0].emblem

    after = with_emblems([make_territory("Le Val", one, other)])[0].emblem

    assert (before.count("<circle"), after.count("<circle")) == (1, 2)


def test_emblems_of_many_cost_what_one_costs(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    territories = [make_territory(f"Val {number}", make_commune(f"0100{number}")) for number in range(1, 4)]

    for some in (territories[:1], territories):
        with django_assert_num_queries(6):  # nothing is loaded here, so that nothing is kept
            with_emblems(some)
