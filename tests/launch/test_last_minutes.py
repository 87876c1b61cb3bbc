"""Applicants who all come in the last seconds of a wave, on the site as `make run` starts it."""

import pytest

from tests.crowd.rush import empty_posts, rush, seed, verify
from tests.launch.site import Site, environment


def test_twenty_applicants_of_the_last_seconds_are_all_taken_in(site: Site) -> None:
    surroundings = environment(site.data, site.port)
    applicants = seed(surroundings, 20, seconds_to_cutoff=60)

    told = rush(f"http://localhost:{site.port}", applicants, clients=8, seconds=3, seed=2027).told

    assert len(told) == 20
    assert verify(surroundings, told) == []


@pytest.mark.nightly
def test_three_hundred_applicants_of_the_last_minutes_are_all_taken_in(site: Site) -> None:
    surroundings = environment(site.data, site.port)
    applicants = seed(surroundings, 300, seconds_to_cutoff=300)
    where = f"http://localhost:{site.port}"

    floor = empty_posts(where, [one["session"] for one in applicants], clients=20)
    told = rush(where, applicants, clients=20, seconds=120, seed=2027).told

    assert len(floor) == 300
    assert len(told) == 300
    assert verify(surroundings, told) == []
