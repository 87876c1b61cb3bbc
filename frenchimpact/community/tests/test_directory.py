"""The directory: cards with their mark, what there is before anybody chooses, and what a hidden address leaves."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.community.actions.organisations import (
    add_number,
    add_place,
    add_status,
    change_hiding,
    change_identity,
    review_bases,
)
from frenchimpact.community.models import EssBasis, IdentifierScheme, Kind, MembershipRole, Organisation, StatusKind
from frenchimpact.community.queries.directory import kinds_present, map_of_organisations, themes_present
from frenchimpact.community.queries.organisations import found_by
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.themes.models import Theme

pytestmark = pytest.mark.django_db

SIRET = "73282932000074"
TODAY = date(2026, 9, 1)


def read(address: str) -> str:
    return html.unescape(Client().get(address).content.decode())


def cards_of(page: str) -> list[str]:
    return [
        " ".join(re.sub("<[^>]+>", " ", card).split()) for card in re.findall("<article.*?</article>", page, re.DOTALL)
    ]


def test_a_card_says_what_an_organisation_is_where_and_on_what_themes() -> None:
    rachida = make_person("Rachida Lenoir")
    workshop = make_organisation("Les Ateliers d’Essai", kinds=[Kind.ESS_COMPANY, Kind.RUCHE])
    make_membership(workshop, rachida, MembershipRole.EDITOR)
    add_place(workshop, make_commune("35238", name="Rennes"), ("", "", ""), is_seat=True, by=rachida)
    workshop.refresh_from_db()
    given = (workshop.name, "LAE", [Kind.ESS_COMPANY, Kind.RUCHE], "9220")
    change_identity(workshop, given, version=workshop.version, by=rachida)
    workshop.themes.set(Theme.objects.filter(slug__in=["logement", "emploi"]))

    [card] = cards_of(read("/organisations/"))

    where = card.removeprefix(
        "AE Entreprise de l’ESS, ruche Les Ateliers d’Essai LAE ESS par statut "
        "Logement et hébergement · Emploi et insertion Rennes"
    )
    assert where.startswith(" (")


def test_what_there_is_comes_before_any_choice_and_leaves_once_something_is_chosen() -> None:
    make_organisation("La Ruche", kinds=[Kind.RUCHE])

    assert "Ce qu’elles sont" in read("/organisations/")
    assert [("Ce qu’elles sont" in read(f"/organisations/?{query}")) for query in ("nature=ruche", "tri=-nom")] == [
        False,
        False,
    ]


def test_kinds_themes_and_places_count_published_pages_only() -> None:
    rennes = make_commune("35238", name="Rennes")
    for name, standing in (("Une", "shown"), ("Deux", "shown"), ("Cachée", "waiting")):
        made = make_organisation(name, kinds=[Kind.RUCHE, Kind.NETWORK])
        made.places.create(commune=rennes, is_seat=True)
        made.themes.set(Theme.objects.filter(slug="logement"))
        Organisation.objects.filter(pk=made.pk).update(standing=standing)

    assert [(share.key, share.count) for share in kinds_present()] == [("ruche", 2), ("network", 2)]
    assert [(share.key, share.count) for share in themes_present()] == [("logement", 2)]
    assert map_of_organisations().title  # without outlines: a map without shapes


def test_a_shelter_s_siret_is_told_nowhere_for_it_leads_to_its_street() -> None:
    rachida = make_person("Rachida Lenoir")
    shelter = make_organisation("Maison Paisible")
    make_membership(shelter, rachida, MembershipRole.EDITOR)
    add_number(shelter, IdentifierScheme.SIRET, SIRET, by=rachida)
    shelter.refresh_from_db()
    addresses = [f"/organisations/{shelter.slug}/", f"/api/v1/organisations/{shelter.slug}", "/api/v1/organisations"]
    assert [SIRET in re.sub(r"\s", "", read(address)) for address in addresses] == [True, True, True]

    change_hiding(shelter, hides=True, version=shelter.version, by=rachida)

    assert [SIRET in re.sub(r"\s", "", read(address)) for address in addresses] == [False, False, False]
    assert [SIRET[:9] in re.sub(r"\s", "", read(address)) for address in addresses] == [True, True, True]
    assert [found_by(text, Organisation.objects.all()).count() for text in (SIRET, SIRET[:9])] == [0, 1]


def test_belonging_to_the_ess_ends_with_the_status_that_it_rested_on() -> None:
    rachida = make_person("Rachida Lenoir")
    workshop = make_organisation("Les Ateliers d’Essai")
    make_membership(workshop, rachida, MembershipRole.EDITOR)
    last = date.today() + timedelta(days=10)  # noqa: DTZ011  # the status is written today
    add_status(workshop, StatusKind.ESUS, (True, "arrêté", date(2024, 1, 1), "", None, last), by=rachida)

    assert review_bases(last) == 0
    workshop.refresh_from_db()
    assert workshop.ess_basis == EssBasis.COMMERCIAL

    assert review_bases(last + timedelta(days=1)) == 1
    workshop.refresh_from_db()
    assert workshop.ess_basis == EssBasis.UNKNOWN
    events = Event.objects.filter(verb="community.basis_reviewed").count()
    assert (review_bases(last + timedelta(days=2)), events) == (0, 1)


@pytest.mark.parametrize(
    ("number", "scheme"),
    [
        ("732 829 320 00074", "siret"),
        ("732829320", "siren"),
        ("w751234567", "rna"),
        ("Tribunal judiciaire de Metz, vol. 12, folio 7", "registre_local"),
    ],
)
def test_a_number_is_recognised_by_whoever_does_not_know_its_register(number: str, scheme: str) -> None:
    client = sign_in(Client(), make_person("Noé Lanvin"))

    answer = client.post("/organisations/nouvelle/", {"name": "Ma maison", "kinds": ["ruche"], "value": number})

    assert (answer.status_code, client.session["new_organisation"]["who"]["scheme"]) == (302, scheme)


def test_a_number_of_another_register_says_which_one() -> None:
    client = sign_in(Client(), make_person("Noé Lanvin"))
    given = {"name": "Ma maison", "kinds": ["ruche"], "scheme": "siren", "value": SIRET}

    answer = client.post("/organisations/nouvelle/", given).content.decode()

    assert "celui-ci semble un SIRET" in answer


def test_a_link_is_completed_as_it_stands_on_a_visiting_card() -> None:
    rachida = make_person("Rachida Lenoir")
    workshop = make_organisation("Les Ateliers d’Essai")
    make_membership(workshop, rachida, MembershipRole.EDITOR)
    client = sign_in(Client(), rachida)

    for url in ("www.exemple.org", "javascript:alert(1)", "mon site", "https://mon site", "exemple"):
        client.post(f"/organisations/{workshop.slug}/modifier/liens/", {"kind": "site", "url": url, "version": 1})

    assert [link.url for link in workshop.links.all()] == ["https://www.exemple.org"]
