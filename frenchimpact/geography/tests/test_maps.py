"""The map of France and the maps of perimeters, on the real geography."""

import gzip

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from frenchimpact.geography.actions import Part, create_perimeter
from frenchimpact.geography.imports.outlines import load_outlines
from frenchimpact.geography.models import Perimeter, PlaceKind
from frenchimpact.geography.queries.maps import (
    national_map,
    national_points,
    neighbours_of_departement,
    point_of_perimeter,
    points_of_perimeters,
    thumbnail,
)
from frenchimpact.geography.queries.monograms import monograms
from frenchimpact.geography.queries.perimeter_maps import map_of_perimeter

GRENOBLE = Part(PlaceKind.EPCI, "200040715")
PLAINE_COMMUNE = [Part(PlaceKind.COMMUNE, code) for code in ("93066", "93001", "93070", "93072", "93027", "93031")]
FINISTERE = Part(PlaceKind.DEPARTEMENT, "29")
REUNION = Part(PlaceKind.DEPARTEMENT, "974")


drawn = pytest.mark.usefixtures("outlines")
undrawn = pytest.mark.usefixtures("real_geography")


@pytest.fixture
def outlines(real_geography: None) -> None:  # noqa: ARG001 - a fixture asks for another
    load_outlines()


def make_perimeter(name: str, *parts: Part) -> Perimeter:
    return create_perimeter(name, list(parts), by=None)


@drawn
def test_the_national_map_has_each_departement_once_and_those_of_paris_twice() -> None:
    drawing = national_map()

    own = [shape.id for shape in drawing.shapes if not shape.frame]
    assert len(own) == len(set(own)) == 101
    assert {"75", "92", "93", "94"} < {shape.id for shape in drawing.shapes if shape.frame}
    assert [frame.id for frame in drawing.frames] == ["971", "972", "973", "974", "976", "paris"]
    assert [shape.label for shape in drawing.shapes if shape.id == "29"] == ["Finistère (29)"]


@drawn
def test_the_regions_are_18() -> None:
    assert len([shape for shape in national_map("region").shapes if not shape.frame]) == 18


@drawn
def test_the_national_map_is_light() -> None:
    paths = "".join(shape.path for shape in national_map().shapes)

    assert len(gzip.compress(paths.encode())) < 25_000
    assert len(gzip.compress(str(national_map().svg).encode())) < 30_000


@drawn
def test_the_national_map_costs_one_query_once_it_is_known() -> None:
    national_map()

    with CaptureQueriesContext(connection) as queries:
        national_map()

    assert len(queries) == 1


@undrawn
def test_without_outlines_the_map_is_empty_but_there() -> None:
    assert national_map().shapes == ()
    assert neighbours_of_departement("29").count() == 0
    assert map_of_perimeter(make_perimeter("Finistère", FINISTERE)).points != ()


@drawn
def test_maps_work_where_nothing_may_be_written() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        drawing = national_map()
        transaction.set_rollback(True)

    assert len(drawing.shapes) > 101


@drawn
def test_neighbours_are_named_in_order() -> None:
    assert [place.name for place in neighbours_of_departement("29")] == ["Côtes-d'Armor", "Morbihan"]


@drawn
def test_a_perimeter_stands_where_its_people_live() -> None:
    grenoble, finistere = make_perimeter("Grenoble", GRENOBLE), make_perimeter("Finistère", FINISTERE)

    assert point_of_perimeter(grenoble) == pytest.approx((5.72, 45.17), abs=0.05)
    assert points_of_perimeters([grenoble.pk, finistere.pk]).keys() == {grenoble.pk, finistere.pk}


@drawn
def test_a_perimeter_without_commune_stands_nowhere() -> None:
    empty = Perimeter.objects.create(name="Vide")

    assert point_of_perimeter(empty) is None
    assert national_points(None, radius=5, label="") == []
    assert thumbnail(empty).points == ()
    assert len(map_of_perimeter(empty).svg) > 0
    assert monograms([empty])[empty.pk].shapes == ()


def test_saint_denis_is_shown_twice_and_brest_once() -> None:
    assert [point.is_repeat for point in national_points((2.357, 48.936), radius=5, label="")] == [False, True]
    assert [point.is_repeat for point in national_points((-4.486, 48.39), radius=5, label="")] == [False]


@drawn
def test_a_departement_is_drawn_with_its_outline_and_its_towns() -> None:
    drawing = map_of_perimeter(make_perimeter("Finistère", FINISTERE))

    assert [shape.css_class for shape in drawing.shapes].count("is-outline") == 1
    assert [text.text for text in drawing.texts][:2] == ["Brest", "Quimper"]
    assert {shape.id for shape in drawing.shapes if shape.css_class == "is-faint"} >= {"22", "29", "56"}


@drawn
def test_an_epci_without_outline_is_drawn_by_its_communes() -> None:
    drawing = map_of_perimeter(make_perimeter("Grenoble", GRENOBLE))

    assert [shape for shape in drawing.shapes if shape.css_class == "is-outline"] == []
    assert len([point for point in drawing.points if point.css_class == "is-commune"]) > 30
    assert drawing.scale_bar is not None


@pytest.mark.parametrize("parts", [[GRENOBLE], PLAINE_COMMUNE, [FINISTERE], [FINISTERE, REUNION]])
@drawn
def test_a_map_costs_the_same_few_queries_whatever_its_size(parts: list[Part]) -> None:
    perimeter = make_perimeter("Ici", *parts)
    national_map()

    with CaptureQueriesContext(connection) as queries:
        map_of_perimeter(perimeter)

    assert len(queries) <= 5


@drawn
def test_a_perimeter_over_two_oceans_is_shown_on_the_map_of_the_country() -> None:
    drawing = map_of_perimeter(make_perimeter("Deux bouts", FINISTERE, REUNION))

    assert {shape.id for shape in drawing.shapes if shape.css_class == "is-chosen"} == {"29", "974"}


@drawn
def test_a_thumbnail_is_small() -> None:
    assert len(thumbnail(make_perimeter("Grenoble", GRENOBLE)).svg) < 4_000


@drawn
def test_a_monogram_is_always_the_same() -> None:
    perimeter = make_perimeter("Finistère", FINISTERE)

    assert monograms([perimeter]) == monograms([perimeter])
    assert len(monograms([perimeter])[perimeter.pk].shapes) == 1
