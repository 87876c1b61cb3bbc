"""A developer reads the labels that are published, and no other."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frenchimpact.api.tests.factories import make_territory
from frenchimpact.community.tests.factories import make_collective
from frenchimpact.labels.models import Label

pytestmark = pytest.mark.django_db
LABELS = "/api/v1/labels"


def test_a_label_of_2019_says_what_is_known(client: Client) -> None:
    make_territory()

    assert client.get(LABELS).json()["results"] == [
        {
            "label": "Territoire French Impact",
            "territory": "pays-de-rennes",
            "organisation": None,
            "name": "Pays de Rennes",
            "url": "http://testserver/territoires/pays-de-rennes/",
            "proof": None,
            "number": None,
            "state": "to_confirm",
            "call": None,
            "wave": 1,
            "announced_on": "2019-02-01",
            "precision": "month",
            "valid_until": None,
            "replaced": False,
            "source": "Communiqué",
        }
    ]


def test_a_label_that_is_not_published_is_nowhere(client: Client) -> None:
    label = Label(collective=make_collective(), wave=1, announced_on="2027-06-01", precision="day", source="Décision")
    label.save()

    assert client.get(LABELS).json() == {"results": [], "next": None}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?wave=2", ["b"]),
        ("?territory=a", ["a"]),
        ("?since=2019-02-02", []),
        ("?since=2019-02-01&wave=1", ["a"]),
        ("?territory=%00", []),
    ],
)
def test_labels_are_chosen_by_territory_wave_and_date(client: Client, query: str, found: list[str]) -> None:
    make_territory("A", wave=1)
    make_territory("B", wave=2)

    assert [label["territory"] for label in client.get(LABELS + query).json()["results"]] == found


def test_a_wrong_date_is_told(client: Client) -> None:
    assert client.get(f"{LABELS}?since=hier").status_code == 422


def test_three_labels_ask_as_much_as_one(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LABELS)
        return len(queries)

    make_territory("A")
    asked()
    one = asked()
    make_territory("B")
    make_territory("C")

    assert asked() == one
