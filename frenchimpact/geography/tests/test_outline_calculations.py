"""Borders, surfaces and places on the map, against values known from elsewhere."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.geography.calculations.outline_files import MultiPolygon, NotOutlinesError, read_features
from frenchimpact.geography.calculations.projection import PARIS, lambert_93, plane_of, project, project_enlarged
from frenchimpact.geography.calculations.shapes import (
    area_km2,
    bounding_box,
    centroid,
    inner_point,
    path_text,
    thinned,
    without_specks,
)
from frenchimpact.geography.calculations.topology import Topology, build, contains, signed_area

SHIPPED = Path(__file__).parents[1] / "data" / "outlines-departements.json.gz"


def square(left: float, low: float, side: float = 1) -> MultiPolygon:
    right, high = left + side, low + side
    return [[[(left, low), (right, low), (right, high), (left, high), (left, low)]]]


@pytest.fixture(scope="module")
def france() -> Topology:
    features = read_features(SHIPPED.read_bytes())
    return build({str(feature.properties["code"]): feature.polygons for feature in features})


def test_the_shipped_file_holds_the_101_departements(france: Topology) -> None:
    assert len(france.places) == 101
    assert {"2A", "2B", "971", "972", "973", "974", "976"} < france.places.keys()


@pytest.mark.parametrize(
    ("code", "known"),
    [("29", 6733), ("33", 9976), ("21", 8763), ("48", 5167), ("973", 83534), ("974", 2504), ("2A", 4014)],
)
def test_the_surface_of_a_departement_is_near_the_official_one(france: Topology, code: str, known: float) -> None:
    assert area_km2(france.polygons(code)) == pytest.approx(known, rel=0.045)


def test_neighbours_share_a_border(france: Topology) -> None:
    assert france.neighbours("29") == {"22", "56"}
    assert france.neighbours("2A") == {"2B"}
    assert france.neighbours("974") == set()
    assert all(code in france.neighbours(other) for code in france.places for other in france.neighbours(code))


def test_a_region_is_its_departements_without_their_inner_borders(france: Topology) -> None:
    bretagne = france.dissolve(["22", "29", "35", "56"])

    assert area_km2(bretagne) == pytest.approx(sum(area_km2(france.polygons(c)) for c in ("22", "29", "35", "56")))
    assert contains(bretagne[0][0], (-3.0, 48.1))
    assert len(bretagne[0]) == 1


def test_a_ring_of_places_leaves_a_hole() -> None:
    places = {f"{x}{y}": square(x, y) for x in range(3) for y in range(3)}

    ring = build(places).dissolve(code for code in places if code != "11")

    assert [len(polygon) for polygon in ring] == [2]
    assert signed_area(ring[0][0]) + signed_area(ring[0][1]) == 8


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1))
def test_dissolving_keeps_the_surface(cells: set[tuple[int, int]]) -> None:
    topology = build({f"{x}-{y}": square(x, y) for x, y in cells})

    shape = topology.dissolve(topology.places)

    assert sum(signed_area(ring) for polygon in shape for ring in polygon) == len(cells)


@pytest.mark.parametrize(
    ("longitude", "latitude", "east", "north"),
    [(3.0, 46.5, 700.0, 6600.0), (2.352222, 48.856614, 652.47, 6862.04), (8.7386, 41.9192, 1176.67, 6108.27)],
)
def test_lambert_93_gives_the_kilometres_of_ign(longitude: float, latitude: float, east: float, north: float) -> None:
    assert lambert_93(longitude, latitude) == pytest.approx((east, north), abs=0.01)


def test_each_overseas_departement_stands_in_its_own_frame(france: Topology) -> None:
    lefts = []
    for code in ("971", "972", "973", "974", "976"):
        points = [project(*point) for polygon in france.polygons(code) for ring in polygon for point in ring]
        assert all(point and 850 <= point[1] <= 988 for point in points)
        lefts.append(min(point[0] for point in points if point))
    assert lefts == sorted(lefts)


def test_a_point_outside_france_has_no_place_on_the_map() -> None:
    assert plane_of(13.4, 52.5) is None
    assert project(13.4, 52.5) is None


def test_saint_denis_is_enlarged_and_lyon_is_not() -> None:
    point = project_enlarged(2.3574, 48.9362)

    assert point is not None
    assert PARIS.corner[0] < point[0] < PARIS.corner[0] + PARIS.size[0]
    assert project_enlarged(4.8357, 45.764) is None


def test_farther_territories_have_their_slot() -> None:
    for longitude, latitude in [(-56.18, 46.78), (-62.85, 17.9), (-63.08, 18.07), (-176.2, -13.3), (-149.57, -17.53)]:
        point = project(longitude, latitude)
        assert point is not None
        assert point[0] < 190
        assert 480 <= point[1] <= 810


def test_thinning_keeps_the_ends_and_what_is_large() -> None:
    arc = ((0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 4.0), (4.0, 0.0))

    assert thinned(arc, 0.5) == ((0.0, 0.0), (2.0, 0.0), (3.0, 4.0), (4.0, 0.0))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=4, max_size=40), st.floats(0, 500))
def test_an_island_never_vanishes_by_thinning(points: list[tuple[int, int]], smallest: float) -> None:
    arc = tuple((float(x), float(y)) for x, y in [*points, points[0]])

    thin = thinned(arc, smallest)

    assert len(thin) >= 4
    assert thin[0] == thin[-1] == arc[0]


def test_specks_go_but_the_largest_stays() -> None:
    assert without_specks([*square(0, 0, 3), *square(5, 5, 1)], 2) == square(0, 0, 3)
    assert without_specks(square(0, 0, 1), 2) == square(0, 0, 1)


def test_a_point_inside_is_inside_even_of_a_crescent() -> None:
    crescent = [
        [[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 8.0), (8.0, 8.0), (8.0, 1.0), (0.0, 1.0), (0.0, 0.0)]]
    ]

    assert not contains(crescent[0][0], centroid(crescent[0][0]))
    assert contains(crescent[0][0], inner_point(crescent))


def test_a_box_surrounds() -> None:
    assert bounding_box([*square(0, 0), *square(4, -2)]) == (0, -2, 5, 1)


def test_path_text_is_short_and_exact() -> None:
    assert path_text([[[(0.5, 1.0), (10.26, 0.0), (3.0, 7.5), (0.5, 1.0)]]]) == "M.5 1l9.8-1-7.3 7.5z"
    assert path_text([[[(0.0, 0.0), (0.01, 0.0), (0.0, 0.01), (0.0, 0.0)]]]) == ""


def test_topojson_and_geojson_say_the_same() -> None:
    topojson = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]]],
        "objects": {"x": {"type": "Polygon", "properties": {"code": "01"}, "arcs": [[0]]}},
    }
    feature = {
        "type": "Feature",
        "properties": {"code": "01"},
        "geometry": {"type": "Polygon", "coordinates": square(0, 0)[0]},
    }
    geojson = {"type": "FeatureCollection", "features": [feature]}

    polygons = [read_features(json.dumps(document).encode())[0].polygons for document in (topojson, geojson)]

    assert polygons == [square(0, 0), square(0, 0)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f\x8b rubbish",
        SHIPPED.read_bytes()[:9000],
        b"[1, 2]",
        b'{"hello": "world"}',
        b'{"type": "FeatureCollection", "features": [{}]}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "Topology", "arcs": [], "objects": {"x": {"type": "Polygon", "arcs": [[7]]}}}',
        gzip.decompress(SHIPPED.read_bytes())[:50_000],
        b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon", "coordinates": [[[7e5, 6]]]}}]}',
    ],
)
def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotOutlinesError):
        read_features(content)
