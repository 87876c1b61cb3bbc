"""The pages of all of France: the 27 territories, communes of today and of before, what machines read, weights."""

import gzip
import struct
from collections.abc import Iterator
from xml.etree import ElementTree as ET  # reads what we have just written

import pytest
from django.db import connection
from django.test import Client
from django.utils.html import escape

from frenchimpact.accounts.models import User
from frenchimpact.community.models import Territory
from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.models import Commune, FormerCommune
from frenchimpact.journal.models import Event
from frenchimpact.labels.models import Label
from tests.pages.addresses import address_of, public_pages
from tests.permissions.walk import EVERY_DOOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_france"), pytest.mark.urls(EVERY_DOOR)]

HEAVIEST = 300_000  # bytes, compressed
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://testserver"
PNG = b"\x89PNG\r\n\x1a\n"


def text_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_of_the_27_pages_says_what_is_known_and_what_is_not() -> None:
    territories = list(Territory.objects.measured().select_related("label"))

    assert len(territories) == 27
    for territory in territories:
        text = text_of(territory.get_absolute_url())
        assert text.count(f"<h1>{escape(territory.name)}</h1>") == 1
        assert text.count("validité à confirmer") == 2  # beside the title, and in the history
        assert text.count(f"({territory.get_certainty_display()})") == 1
        assert text.count("C’est votre territoire") == 2  # the question, and the button that answers it


def test_roubaix_has_its_page() -> None:
    page = Client().get("/territoires/roubaix/").context

    assert (page["territory"].commune_count, page["label"].wave, page["regions"]) == (1, 1, "Hauts-de-France")
    assert [row.name for row in page["listing"].rows] == ["Roubaix"]
    assert page["area"] is None
    assert page["preview"] == f"{SITE}/apercu/territoires/roubaix.png"


def test_a_territory_without_a_label_has_a_page_that_claims_none() -> None:
    territory = make_territory("Pays sans label", Commune.objects.get(pk="35238"))

    text = text_of(territory.get_absolute_url())

    assert text.count("<h1>Pays sans label</h1>") == 1
    assert text.count("validité à confirmer") == 0
    assert [row.name for row in Client().get("/territoires/?q=sans").context["listing"].rows] == []


def test_a_commune_says_which_territory_holds_it() -> None:
    names = [territory.name for territory in Client().get("/communes/59512/").context["territories"]]

    assert names == ["Roubaix"]


def test_a_former_commune_leads_to_that_of_today() -> None:
    former = FormerCommune.objects.exclude(code__in=Commune.objects.values("pk")).order_by("pk")[0]

    answer = Client().get(f"/communes/{former.code}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/communes/{former.successor_id}/")


@pytest.mark.parametrize("code", ["2a004", "2A004"])
def test_a_code_in_small_letters_leads_to_the_same_page(code: str) -> None:
    assert Client().get(f"/communes/{code}/", follow=True).context["commune"].name == "Ajaccio"


@pytest.mark.parametrize(
    "address",
    [
        "/territoires/atlantide/",
        "/territoires/Roubaix/",
        "/communes/00000/",
        "/communes/x/",
        "/departements/99/",
        "/regions/atlantide/",
        "/intercommunalites/000000000/",
        "/apercu/territoires/atlantide.png",
        "/nulle-part/",
    ],
)
def test_what_is_not_known_is_not_found(address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 404
    assert answer.content.decode().count("<h1") == 1


def test_the_feed_tells_each_label_with_its_whole_address() -> None:
    feed = ET.fromstring(text_of("/actualites.atom"))  # noqa: S314

    entries = feed.findall(f"{ATOM}entry")
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert len(entries) == 27
    assert [link for link in links if not link.startswith(f"{SITE}/")] == []
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 27
    assert {entry.findtext(f"{ATOM}updated") for entry in entries} == {
        "2019-02-25T00:00:00+01:00",
        "2019-12-01T00:00:00+01:00",
    }


def test_the_sitemap_names_each_page_once_and_each_exists() -> None:
    sitemap = ET.fromstring(text_of("/sitemap.xml"))  # noqa: S314
    addresses = [str(place.text) for place in sitemap.iter(f"{SITEMAP}loc")]

    assert len(addresses) == len(set(addresses))
    assert [address for address in addresses if not address.startswith(f"{SITE}/")] == []
    paths = [address.removeprefix(SITE) for address in addresses]
    assert {territory.get_absolute_url() for territory in Territory.objects.all()} <= set(paths)
    assert [path for path in paths[::40] if Client().get(path).status_code != 200] == []


def test_the_data_used_are_named_for_people() -> None:
    titles = [dataset.title for dataset in Client().get("/code-et-donnees/").context["datasets"]]

    assert titles == [
        "Communes, intercommunalités, départements, régions",
        "Labels de 2019",
        "Contours des départements",
    ]
    assert [text_of("/code-et-donnees/").count(title) for title in titles] == [1, 1, 1]


@pytest.mark.parametrize("name", public_pages())
def test_a_page_travels_light(name: str) -> None:
    answer = Client().get(address_of(name), headers={"Accept-Encoding": "gzip"})

    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    assert len(answer.content) <= HEAVIEST
    assert gzip.decompress(answer.content).count(b"<h1") == 1


def test_what_comes_with_a_page_travels_light_too() -> None:
    weights = [len(gzip.compress(part)) for part in _static_parts()]

    assert sum(weights) <= 100_000


def _static_parts() -> Iterator[bytes]:
    for name in ("site.css", "map.css", "site.js", "map.js", "vendor/htmx.min.js"):
        answer = Client().get(f"/static/ui/{name}")
        assert answer.status_code == 200
        yield b"".join(answer)


def test_no_reading_writes_anything() -> None:
    before = _written()

    for name in public_pages():
        if name == "accounts:passkey_sign_in":
            continue  # the question that the key must answer is kept in a session
        assert Client().get(address_of(name)).status_code == 200

    assert _written() == before
    assert (Event.objects.count(), User.objects.count(), Label.objects.count()) == (0, 0, 27)


def _written() -> int:
    """Count the rows that this transaction has written so far, in any table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("address", ["/apercu/site.png", "/apercu/territoires/roubaix.png"])
def test_the_picture_of_a_shared_page_is_a_png_of_the_usual_size(address: str) -> None:
    answer = Client().get(address)

    assert (answer.status_code, answer["Content-Type"], answer.content[:8]) == (200, "image/png", PNG)
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)


@pytest.mark.parametrize(("page", "picture"), [("/", "site.png"), ("/territoires/roubaix/", "territoires/roubaix.png")])
def test_a_page_names_its_picture(page: str, picture: str) -> None:
    text = text_of(page)

    assert text.count('<meta property="og:image" content="') == 1
    assert text.partition('<meta property="og:image" content="')[2].partition('"')[0].endswith(f"/apercu/{picture}")


def test_a_megabyte_in_the_search_box_is_answered() -> None:
    answer = Client().get("/recherche/", {"q": "e" * 1_000_000}, follow=True)

    assert (answer.status_code, answer.context["q"]) == (200, "e" * 200)
    assert len(answer.content) < HEAVIEST
