"""A visitor goes through a list: sorts, filters, turns pages, and writes whatever in the address."""

from dataclasses import replace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frenchimpact.ui.list_page import ListPage
from frenchimpact.ui.tests.lists import KINDS, make_kinds, names, page, written

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_the_first_page_in_the_usual_order() -> None:
    make_kinds("orge", "ail", "blé")

    assert names(page()) == ["ail", "blé"]
    assert page().count == 3


def test_a_list_says_what_it_counts() -> None:
    assert page().counted == ("0", "résultat")

    make_kinds("orge", "ail")

    assert page().counted == ("2", "résultats")
    assert replace(page(), noun="céréale,céréales").counted == ("2", "céréales")


def test_a_visitor_sorts_the_other_way_round() -> None:
    make_kinds("orge", "ail", "blé")

    assert names(page(tri="-nom")) == ["orge", "blé"]
    assert page(tri="-nom").headers[0].direction == "descending"
    assert page(tri="-nom").headers[0].url == "/?tri=nom"


def test_equals_keep_the_same_order_on_every_page() -> None:
    make_kinds("orge", "ail", "blé")

    assert names(page(tri="lieu")) + names(page(tri="lieu", page="2")) == ["orge", "ail", "blé"]


def test_a_visitor_filters_and_takes_the_filter_away() -> None:
    make_kinds("ail")
    make_kinds("blé", "buis", place="garden")

    filtered = page(app="garden", tri="-nom")

    assert names(filtered) == ["buis", "blé"]
    assert [(chip.label, chip.url) for chip in filtered.chips] == [("Lieu\u00a0: Jardin", "/?tri=-nom")]


def test_each_of_several_choices_can_be_taken_away_alone() -> None:
    chips = page("/?several=garden&several=shelter&q=a").chips

    assert [(chip.label, chip.url) for chip in chips] == [
        ("Nom\u00a0: a", "/?several=garden&several=shelter"),
        ("Lieux\u00a0: Jardin", "/?q=a&several=shelter"),
        ("Lieux\u00a0: Refuge", "/?q=a&several=garden"),
    ]


def test_a_range_is_one_chip() -> None:
    chips = page("/?id_range_min=5").chips

    assert [(chip.label, chip.url) for chip in chips] == [("Numéro\u00a0: à partir de 5", "/")]


def test_pages_keep_the_filters_in_their_address() -> None:
    make_kinds("ail", "blé", "orge")

    pages = page(app="shelter").pages

    assert [(item.label, item.url) for item in pages.items] == [
        ("1", "/?app=shelter"),
        ("2", "/?app=shelter&page=2"),
    ]
    assert pages.next == "/?app=shelter&page=2"


def test_a_page_beyond_the_last_is_the_last() -> None:
    make_kinds("ail", "blé", "orge")

    assert names(page(page="99")) == ["orge"]


def test_an_empty_list_says_so_with_a_way_out() -> None:
    html = written(page(q="rien de tel")).content.decode()

    assert html.count("Aucun essai ne répond à ces choix.") == 1
    assert html.count("Effacer les filtres") == 1


def test_what_a_visitor_writes_is_never_markup() -> None:
    html = written(page(q="<script>alert(1)</script>")).content.decode()

    assert html.count("<script>") == 0


def test_one_row_and_three_rows_ask_the_database_as_much() -> None:
    make_kinds("ail")
    with CaptureQueriesContext(
        connection,
    ) as one:
        page()
    make_kinds("blé", "orge")

    with CaptureQueriesContext(connection) as three:
        page()

    assert (len(one), len(three)) == (2, 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["q", "app", "several", "id_range_min", "id_range_max", "tri", "page", "autre", "\x00"]),
        st.text(max_size=60) | st.integers().map(str) | st.sampled_from(["-", "--nom", "nom", "NaN", "1e999", "\x00"]),
    )
)
def test_nothing_in_the_address_breaks_a_list(parameters: dict[str, str]) -> None:
    listing = page(**parameters)

    assert listing.headers[0].label == "Nom"


def test_a_list_whose_total_is_known_asks_for_its_rows_only() -> None:
    make_kinds("orge", "ail", "blé")
    plain = replace(KINDS, filters=None)
    rows = ContentType.objects.filter(app_label="shelter")

    with CaptureQueriesContext(connection) as asked:
        got = plain.answer(RequestFactory().get("/"), rows, total=3)

    assert isinstance(got, ListPage)
    assert (got.count, names(got), len(asked)) == (3, ["ail", "blé"], 1)


def test_a_total_says_nothing_of_what_filters_keep() -> None:
    make_kinds("orge", "ail", "blé")

    got = KINDS.answer(RequestFactory().get("/?q=ail"), ContentType.objects.filter(app_label="shelter"), total=3)

    assert isinstance(got, ListPage)
    assert got.count == 1
