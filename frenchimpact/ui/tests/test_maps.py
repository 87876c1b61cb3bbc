"""Drawings: what a reader, a finger, a keyboard and a screen reader meet."""

import io
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]
from PIL import Image

from frenchimpact.ui.charts import bars, comparison, timeline
from frenchimpact.ui.map_svg import FINGER, hit_radii
from frenchimpact.ui.maps import LegendEntry, Map, MapFrame, MapPoint, MapShape, MapWindow, ViewBox, choropleth
from frenchimpact.ui.pictures import outlines_of, preview_picture

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = "M0 0l100 0 0 100-100 0z"


def make_map(*shapes: MapShape, points: tuple[MapPoint, ...] = ()) -> Map:
    return Map("Une carte", ViewBox(0, 0, 1000, 1000), shapes=shapes, points=points)


def parsed(drawing: Map) -> ET.Element:
    return ET.fromstring(str(drawing.svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def test_a_shape_with_an_address_is_a_named_link() -> None:
    drawing = make_map(MapShape("29", SQUARE, "Finistère", href="/finistere/", value_label="3 labels"))

    link = parsed(drawing).find(f".//{SVG}a")

    assert link is not None
    assert link.attrib["href"] == "/finistere/"
    assert link.attrib["aria-label"] == "Finistère : 3 labels"
    assert parsed(drawing).attrib["role"] == "group"


def test_a_map_without_link_is_a_picture_with_its_name() -> None:
    svg = parsed(make_map(MapShape("29", SQUARE, "Finistère")))

    assert (svg.attrib["role"], svg.attrib["aria-label"]) == ("img", "Une carte")


def test_names_cannot_break_out_of_the_drawing() -> None:
    nasty = '"><script>alert(1)</script>'
    points = (MapPoint(5, 5, 4, nasty, href=nasty),)

    svg = str(make_map(MapShape("1", SQUARE, nasty, href=nasty), points=points).svg)

    assert "<script" not in svg


def test_what_is_drawn_twice_is_read_once() -> None:
    drawing = Map(
        "Carte",
        ViewBox(0, 0, 100, 100),
        shapes=(
            MapShape("75", SQUARE, "Paris", href="/75/"),
            MapShape("75", SQUARE, "Paris", href="/75/", frame="paris"),
        ),
        frames=(MapFrame("paris", "Paris", ViewBox(0, 0, 20, 20), (50, 50, 4)),),
    )

    links = parsed(drawing).findall(f".//{SVG}a")

    assert [link.attrib.get("tabindex") for link in links] == [None, "-1"]


def test_a_finger_finds_a_lonely_point_and_never_the_wrong_one() -> None:
    lonely, near, other = MapPoint(0, 0, 9, "a"), MapPoint(500, 500, 9, "b"), MapPoint(540, 500, 9, "c")

    assert hit_radii([lonely, near, other]) == [FINGER, 20, 20]


def test_zooming_shows_a_window_and_keeps_points_of_the_same_size() -> None:
    window = MapWindow("nord", "Nord", ViewBox(0, 0, 250, 250))
    drawing = Map("Carte", ViewBox(0, 0, 1000, 1000), points=(MapPoint(5, 5, 4, "a", href="#"),), windows=(window,))

    assert str(drawing.zoomed("nord").view_box) == "0 0 250 250"
    assert str(drawing.zoomed("nord").svg).count("scale(0.25)") == 1
    assert drawing.zoomed("ailleurs") == drawing


def test_values_are_told_by_colour_hatching_and_words() -> None:
    drawing = make_map(*(MapShape(str(n), SQUARE, f"Lieu {n}") for n in range(11)))

    coloured = choropleth(drawing, {str(n): n for n in range(10)}, say=lambda value: f"{value:g} %")

    assert [shape.level for shape in coloured.shapes] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0]
    assert coloured.shapes[10].value_label == "sans donnée"
    assert [entry.label for entry in coloured.legend][0::5] == ["de 0 % à 1.8 %", "sans donnée"]
    assert len(parsed(coloured).findall(f".//{SVG}pattern")) == 5


@pytest.mark.parametrize("values", [{}, {"1": 4.0}, {"1": 4.0, "2": 4.0}])
def test_few_values_make_a_map_all_the_same(values: dict[str, float]) -> None:
    drawing = make_map(MapShape("1", SQUARE, "Un"), MapShape("2", SQUARE, "Deux"))

    assert len(choropleth(drawing, values, say=str).svg) > 0


def render(template: str, **context: object) -> str:
    request = RequestFactory().get("/carte/", {"vague": "1"})
    request.user = AnonymousUser()
    return Template(CottonCompiler().process(template)).render(RequestContext(request, context))


def test_the_component_lets_a_keyboard_pass_and_keeps_the_filters() -> None:
    window = MapWindow("nord", "Nord", ViewBox(0, 0, 250, 250))
    drawing = Map("Carte", ViewBox(0, 0, 1000, 1000), shapes=(MapShape("1", SQUARE, "Un", "/1/"),), windows=(window,))

    html = render('<c-map :map="map" caption="La France" />', map=drawing)

    assert html.count('<a class="map-skip" href="#carte-fin">') == html.count('id="carte-fin"') == 1
    assert html.count('href="?vague=1&amp;zoom=nord"') == 1
    assert html.count("<figcaption>La France</figcaption>") == 1


def test_the_legend_says_what_each_mark_means() -> None:
    drawing = make_map().with_legend(LegendEntry("Territoire labellisé", mark="point"), LegendEntry("faible", level=1))

    html = render('<c-map_legend :map="map" />', map=drawing)

    assert html.count("<li>") == html.count('aria-hidden="true"') == 2


def test_bars_start_from_zero_and_say_what_is_missing() -> None:
    rows = bars([("Brest", 50), ("Finistère", 100), ("Ailleurs", None)], say=lambda value: f"{value:g} €")

    assert [(row.width, row.told) for row in rows] == [("50.00", "50 €"), ("100.00", "100 €"), ("0", "sans donnée")]


def test_a_comparison_is_quiet_about_the_others() -> None:
    rows = comparison("Brest", 1, [("Finistère", 2), ("France", 3)], say=str)

    assert [row.css_class for row in rows] == ["", "is-context", "is-context"]


def test_bars_come_with_their_table() -> None:
    html = render('<c-bars :rows="rows" caption="Prix" source="INSEE" />', rows=bars([("Brest", 1)], say=str))

    assert html.count("Voir les données") == html.count('<th scope="row">Brest</th>') == 1


def test_a_timeline_fills_its_box() -> None:
    assert [tick.height for tick in timeline([("2024", 5), ("2025", 10)], say=str)] == ["20.00", "40.00"]
    assert timeline([], say=str) == ()


def test_paths_are_read_back() -> None:
    assert list(outlines_of("M.5 1l9.5-1-7 7.5z")) == [[(0.5, 1.0), (10.0, 0.0), (3.0, 7.5)]]


@pytest.mark.parametrize("title", ["Brest", "Communauté d’agglomération " * 12, ""])
def test_a_shared_page_has_a_light_picture(title: str) -> None:
    content = preview_picture(title, "Territoire labellisé en 2019", make_map(MapShape("1", SQUARE, "Un")))

    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    assert len(content) < 150_000
