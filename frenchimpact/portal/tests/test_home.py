"""The home page tells the truth with no territory, one, or several, and its doors lead somewhere."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.calls.tests.factories import make_call
from frenchimpact.community.models import Certainty, Territory
from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.models import Region
from frenchimpact.geography.tests.factories import make_commune, make_dataset
from frenchimpact.labels.models import Label, Precision

pytestmark = pytest.mark.django_db

OF_2019 = date(2019, 2, 25)
THIN = "\u202f"


def label(name: str, code: str, *, population: int = 1000) -> Territory:
    territory = make_territory(name, make_commune(code, population=population))
    facts = {"precision": Precision.DAY, "source": "Presse", "published_at": timezone.now()}
    Label.objects.create(territory=territory, wave=1, announced_on=OF_2019, **facts)
    return territory


def home() -> str:
    return Client().get("/").content.decode().replace("\u00a0", " ")


def test_without_a_territory_no_figure_is_shown() -> None:
    text = home()

    assert text.count("Aucun territoire n’est labellisé sur ce site") == 1
    assert text.count('class="figure__value"') == 0
    assert text.count("La France, et ses départements") == 1


def test_one_territory_is_told_in_the_singular() -> None:
    make_dataset("geography")
    label("Val", "01001")
    Region.objects.update(population=60_000_000)

    text = home()

    assert text.count("Le territoire labellisé</h2>") == 1
    assert text.count("territoire labellisé</p>") == 1
    assert text.count("région qui a un territoire labellisé, en tout ou partie") == 1
    assert text.count("commune dans un territoire labellisé") == 1
    assert text.count("personnes vivent dans cette commune") == 1
    assert text.count("0 %") == text.count(f"0{THIN}%") == 0  # people are counted where a percentage says nothing
    assert text.count("Vague 1 de 2019 : 1 territoire labellisé") == 1
    assert text.count("Voir ce territoire") == 1
    assert text.count("restent à confirmer") == text.count("régions entières") == 0


def test_several_territories_are_told_in_the_plural() -> None:
    make_dataset("geography")
    label("Val", "01001")
    label("Mont", "02001")
    Territory.objects.update(certainty=Certainty.PROBABLE)
    Region.objects.update(population=4000)

    text = home()

    assert text.count("Les territoires labellisés</h2>") == 1
    assert text.count("des habitants vivent dans l’une de ces communes, soit 2") == 1
    assert text.count("2 périmètres restent à confirmer") == 1
    assert text.count("Voir ces territoires") == 1


def test_each_territory_has_its_emblem() -> None:
    label("Val", "01001")
    label("Mont", "02001")

    assert home().count('aria-label="Emblème de') == 2


def doors() -> list[str]:
    """Give the addresses to which the three doors lead."""
    return [part.split('"')[0] for part in home().split('<h3 class="door__title"><a href="')[1:]]


def test_without_a_call_a_territory_is_told_how_to_prepare() -> None:
    assert doors() == ["/j-ai-une-idee/", "/le-label/#candidater", "/organisations/"]


def test_with_one_open_call_a_territory_is_led_to_it() -> None:
    call = make_call()

    assert doors()[1] == call.get_absolute_url()
    assert Client().get("/le-label/").content.decode().count(f'href="{call.get_absolute_url()}"') == 1


def test_with_several_open_calls_a_territory_chooses() -> None:
    make_call()
    make_call("Structures French Impact", slug="sfi")

    assert doors()[1] == "/appels/"


def test_every_door_opens() -> None:
    for door in doors():
        assert Client().get(door.partition("#")[0]).status_code == 200


def test_a_person_with_an_idea_learns_what_exists_and_what_does_not() -> None:
    label("Val", "01001")

    text = Client().get("/j-ai-une-idee/").content.decode().replace("\u00a0", " ")

    assert text.count("1 territoire labellisé") == 1
    assert text.count("la vôtre peut être la première") == 1
    assert text.count("Ce qui n’existe pas encore ici") == 1
