"""What the files of a meeting cover of the country, in as many questions for any number of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frenchimpact.calls.models import Application, Call, Committee, Stage
from frenchimpact.calls.queries.committees.balance import balance_of
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee
from frenchimpact.community.models import Place
from frenchimpact.community.tests.factories import make_collective, make_organisation
from frenchimpact.geography.tests.factories import make_commune, make_departement, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> Committee:
    make_departement("29", region=make_region("53", "Bretagne"))
    return make_committee()


def of_structure(call: Call, name: str, *, seat: str = "") -> Application:
    """Make an application of a structure, with its seat where it has one."""
    structure, file = make_organisation(name), make_candidate(call, name, stage=Stage.IN_REVIEW)
    Application.objects.filter(pk=file.pk).update(collective=None, organisation=structure)
    if seat:
        Place.objects.create(organisation=structure, is_seat=True, commune=make_commune(seat))
    return Application.objects.select_related("collective__perimeter", "organisation").get(pk=file.pk)


def of_collective(call: Call, name: str, commune: str) -> Application:
    collective = make_collective(name, make_commune(commune))
    file = make_candidate(call, name, stage=Stage.IN_REVIEW, collective=collective)
    return Application.objects.select_related("collective__perimeter", "organisation").get(pk=file.pk)


def test_structures_count_where_their_seat_is_and_collectives_where_they_act(committee: Committee) -> None:
    call = committee.call
    files = [
        of_structure(call, "Ruche", seat="29001"),
        of_collective(call, "Pays d’Armor", "29002"),
        of_structure(call, "Fabrique", seat="01001"),
        of_structure(call, "Sans siège"),
    ]

    found = balance_of(files)

    assert (found.regions, found.overseas, found.nowhere) == ([("Bretagne", 2), ("Région 84", 1)], 0, 1)


def test_three_structures_ask_as_much_as_one(committee: Committee) -> None:
    files = [of_structure(committee.call, f"Ruche {number}", seat=f"2900{number}") for number in (1, 2, 3)]
    counts = []

    for some in (files[:1], files):
        with CaptureQueriesContext(connection) as asked:
            balance_of(some)
        counts.append(len(asked))

    assert counts == [2, 2]
