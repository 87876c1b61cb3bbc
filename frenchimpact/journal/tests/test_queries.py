import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import history_of, lines
from frenchimpact.journal.tests.factories import WATERED, make_event, make_person, make_subject

pytestmark = pytest.mark.django_db


def test_a_history_says_who_did_what_the_latest_first() -> None:
    camille = make_person()
    make_event(by=camille)
    make_event(WATERED, by=None)

    history = history_of(make_subject())

    assert [(entry.actor, entry.phrase) for entry in history] == [
        ("Le site", "a arrosé un arbre"),
        ("Camille Durand", "a planté un arbre"),
    ]


def test_an_erased_person_leaves_the_line() -> None:
    camille = make_person()
    make_event(by=camille)
    camille.delete()

    assert [entry.actor for entry in history_of(make_subject())] == ["Une personne effacée"]


def test_one_line_or_three_cost_the_same_queries() -> None:
    make_event(by=make_person("Un"))
    one = _queries()
    make_event(by=make_person("Deux"))
    make_event(by=make_person("Trois"))

    assert _queries() == one


def _queries() -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        lines(Event.objects.all())
    return len(captured)
