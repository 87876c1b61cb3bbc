"""A visitor finds her commune and its territory, on a wide and a narrow screen, with or without scripts."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import NARROW, WIDE, Visit, overflow

pytestmark = pytest.mark.browser

WITH_AND_WITHOUT = pytest.mark.parametrize(
    ("width", "scripts"), [(WIDE, True), (NARROW, True), (NARROW, False)], ids=["wide", "narrow", "no-scripts"]
)
FINDER = "Votre commune, votre code postal, votre territoire"
LIST_BUTTON = "Filtrer et trier"
TERRITORIES = "#territoires-resultat .card"  # each of the list


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def choose(page: Page, field: str, choice: str, *, scripts: bool) -> None:
    """Choose in the filters of a list: they apply at once with scripts, by the button without."""
    if page.viewport_size == {"width": NARROW, "height": 900} and not page.get_by_label(field, exact=True).is_visible():
        page.get_by_text(LIST_BUTTON).click()
    page.get_by_label(field, exact=True).select_option(label=choice)
    if not scripts:
        page.get_by_role("button", name="Filtrer", exact=True).click()


@WITH_AND_WITHOUT
@pytest.mark.parametrize("typed", ["Roubais", "59100"])
def test_lea_goes_from_what_she_types_to_her_territory(visit: Visit, typed: str, width: int, *, scripts: bool) -> None:
    page = visit("/", width=width, scripts=scripts)

    page.get_by_label(FINDER).fill(typed)
    if scripts:
        page.get_by_role("region", name="Suggestions").get_by_role("link", name="Roubaix").first.click()
    else:
        page.get_by_role("main").get_by_role("button", name="Chercher").click()
        page.locator("a[href='/communes/59512/']").first.click()
    page.wait_for_url("**/communes/59512/")
    assert heading(page) == "Roubaix"
    page.locator("#territoires").get_by_role("link", name="Roubaix").click()

    page.wait_for_url("**/territoires/roubaix/")
    assert heading(page) == "Roubaix"
    assert page.get_by_text("Labellisé en 2019, validité à confirmer").count() == 1
    assert overflow(page) == 0


@WITH_AND_WITHOUT
def test_lea_narrows_the_list_down_and_takes_it_home(visit: Visit, width: int, *, scripts: bool) -> None:
    page = visit("/territoires/", width=width, scripts=scripts)
    rows = page.locator(TERRITORIES)
    expect(rows).to_have_count(27)

    choose(page, "Vague", "vague 2 de 2019 (décembre 2019)", scripts=scripts)
    expect(rows).to_have_count(7)
    choose(page, "Région", "Occitanie", scripts=scripts)
    expect(rows).to_have_count(3)
    expect(page.locator("#territoires-compte")).to_have_text("3 territoires")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    kept = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert kept[0][:3] == ["Territoire", "Vague", "Annonce"]
    assert [row[0] for row in kept[1:]] == ["Grand Narbonne", "Occitanie Est", "Toulouse Métropole"]

    page.get_by_role("link", name="Vague : vague 2").click()
    expect(rows).to_have_count(4)
    assert page.url.endswith("/territoires/?region=76")
    page.go_back()
    expect(rows).to_have_count(3)


def test_lea_sorts_by_inhabitants(visit: Visit) -> None:
    page = visit("/territoires/")
    first = page.locator(TERRITORIES).first

    choose(page, "Trier par", "Habitants", scripts=True)
    expect(first).to_contain_text("Figeac")
    choose(page, "Trier par", "Habitants (inversé)", scripts=True)

    expect(first).to_contain_text("Région Nouvelle Aquitaine")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_lea_goes_through_the_map_by_keyboard(visit: Visit, width: int) -> None:
    page = visit("/territoires/", width=width)

    page.locator("a.map__link[href='/departements/35/']").focus()
    page.keyboard.press("Tab")
    reached = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{reached}")
    assert reached.startswith(("/departements/", "/territoires/"))


@pytest.mark.parametrize("scripts", [True, False])
def test_lea_enlarges_a_part_of_the_map(visit: Visit, *, scripts: bool) -> None:
    page = visit("/territoires/", scripts=scripts)
    drawing = page.locator("svg[data-map]").first
    whole = drawing.get_attribute("viewBox")

    page.get_by_role("link", name="Île-de-France", exact=True).click()

    expect(drawing).not_to_have_attribute("viewBox", whole or "")
    expect(page.get_by_role("link", name="Île-de-France", exact=True)).to_have_attribute("aria-current", "true")
    assert page.url.endswith("/territoires/?zoom=ile-de-france")


def test_lea_enlarges_the_map_with_its_button(visit: Visit) -> None:
    page = visit("/territoires/")
    drawing = page.locator("svg[data-map]").first
    whole = drawing.get_attribute("viewBox")

    page.get_by_role("button", name="Agrandir").click()

    expect(drawing).not_to_have_attribute("viewBox", whole or "")


@pytest.mark.parametrize("scripts", [True, False])
def test_lea_chooses_the_dark_look_and_finds_it_again(visit: Visit, *, scripts: bool) -> None:
    page = visit("/six-axes/", scripts=scripts)
    light = page.locator("html").get_attribute("data-scheme")

    page.get_by_role("button", name="Sombre").click()

    assert (light, page.locator("html").get_attribute("data-scheme")) == (None, "dark")
    assert page.url.endswith("/six-axes/")
    page.goto("/territoires/roubaix/")
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    assert page.get_by_role("button", name="Sombre").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_lea_reads_the_six_axes_from_the_menu(visit: Visit, width: int) -> None:
    page = visit("/", width=width)

    if width == NARROW:
        page.locator("details.menu summary").click()
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Les six axes").click()

    page.wait_for_url("**/six-axes/")
    assert page.locator("main .step, main ol > li").count() >= 6


def test_lea_sends_a_list_by_its_address(visit: Visit) -> None:
    page = visit("/territoires/?wave=2&tri=-habitants")

    assert page.locator(TERRITORIES).count() == 7
    expect(page.locator(TERRITORIES).first).to_contain_text("Occitanie Est")
