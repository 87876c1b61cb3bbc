"""Pages of organisations: numbers, creation, edition, hidden addresses, search."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.community.actions.organisations import (
    OrganisationFacts,
    add_link,
    add_number,
    add_place,
    add_status,
    change_contact,
    change_hiding,
    change_identity,
    change_logo,
    change_presentation,
    change_slug,
    create_organisation,
    forget_who_wrote,
    remove_detail,
)
from frenchimpact.community.models import (
    EssBasis,
    IdentifierScheme,
    Kind,
    LinkKind,
    MembershipRole,
    Organisation,
    Standing,
    StatusKind,
)
from frenchimpact.community.queries.organisations import alike, bearing, found_by, places_of, statuses_of
from frenchimpact.community.rules.memberships import is_lead
from frenchimpact.community.rules.organisations import StaleVersionError
from frenchimpact.community.search_documents import find_organisations
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.geography.actions.finder import rebuild_place_names
from frenchimpact.geography.tests.factories import make_commune, make_epci
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal
from frenchimpact.themes.models import Theme

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x03\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def edited_by(person: User, name: str = "Les Ateliers d’Essai") -> Organisation:
    organisation = make_organisation(name)
    make_membership(organisation, person, MembershipRole.EDITOR)
    return organisation


def events() -> int:
    return Event.objects.count()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_person_without_number_creates_a_page_that_waits() -> None:
    camille = make_person("Camille")

    made = create_organisation(OrganisationFacts("L’Idée d’ici", [Kind.CITIZENS]), by=camille)

    assert (made.standing, made.slug, made.ess_basis) == (Standing.WAITING, "lidee-dici", EssBasis.UNKNOWN)
    assert is_lead(made, camille)
    assert list(Organisation.objects.visible_to(make_person("Autre"))) == []


def test_two_pages_of_one_name_have_two_addresses() -> None:
    camille = make_person("Camille")

    made = [create_organisation(OrganisationFacts("Nouvelle", [Kind.RUCHE]), by=camille) for _ in range(2)]

    assert [each.slug for each in made] == ["nouvelle-2", "nouvelle-3"]  # « nouvelle » is the address of the form


def test_a_siret_gives_its_siren_and_nobody_takes_it_twice() -> None:
    camille = make_person("Camille")
    numbers = [(IdentifierScheme.SIRET, "356 000 000 00048")]
    made = create_organisation(OrganisationFacts("La Poste d’essai", [Kind.PUBLIC_BODY], numbers=numbers), by=camille)
    before = events()

    with pytest.raises(Refusal):
        create_organisation(OrganisationFacts("Une autre", [Kind.PUBLIC_BODY], numbers=numbers), by=camille)

    assert sorted(made.identifiers.values_list("scheme", "value")) == [
        ("siren", "356000000"),
        ("siret", "35600000000048"),
    ]
    assert (Organisation.objects.count(), events()) == (1, before)
    assert bearing("siren", "356000000", camille) == made


def test_a_stranger_and_a_plain_member_change_nothing() -> None:
    organisation = edited_by(make_person("Camille"))
    member, stranger = make_person("Malo"), make_person("Zoé")
    make_membership(organisation, member, MembershipRole.MEMBER)
    before = events()

    for person in (member, stranger):
        with pytest.raises(Refusal):
            change_presentation(organisation, "À nous", [], version=1, by=person)
        assert signed_in(person).get(f"/organisations/{organisation.slug}/modifier/").status_code == 404

    organisation.refresh_from_db()
    assert (organisation.description, organisation.version, events()) == ("", 1, before)


def test_two_who_edit_at_once_do_not_overwrite_each_other() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    change_presentation(organisation, "Première", [Theme.objects.get(slug="logement")], version=1, by=camille)

    with pytest.raises(StaleVersionError):
        change_presentation(organisation, "Seconde", [], version=1, by=camille)

    organisation.refresh_from_db()
    assert (organisation.description, organisation.version) == ("Première", 2)


def test_two_who_edit_two_sections_at_once_both_keep_what_they_wrote() -> None:
    camille, wassila = make_person("Camille"), make_person("Wassila")
    organisation = edited_by(camille)
    make_membership(organisation, wassila, MembershipRole.EDITOR)

    change_presentation(organisation, "Première", [], version=1, by=camille)
    change_contact(organisation, "a@exemple.test", "", version=1, by=wassila)
    add_link(organisation, LinkKind.SITE, "https://exemple.test/", by=camille)
    change_presentation(organisation, "Seconde", [], version=3, by=wassila)

    organisation.refresh_from_db()
    assert (organisation.description, organisation.contact_email, organisation.version) == (
        "Seconde",
        "a@exemple.test",
        5,
    )


def test_a_forged_version_is_refused() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)

    for version in (0, 99):
        with pytest.raises(StaleVersionError):
            change_presentation(organisation, "Texte", [], version=version, by=camille)

    organisation.refresh_from_db()
    assert (organisation.description, organisation.version) == ("", 1)


def test_the_conflict_page_shows_both_texts() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    change_presentation(organisation, "Texte enregistré", [], version=1, by=camille)
    address = f"/organisations/{organisation.slug}/modifier/presentation/"

    answer = signed_in(camille).post(address, {"description": "Mon texte", "version": "1"})

    page = answer.content.decode()
    assert [text in page for text in ("Texte enregistré", "Mon texte", 'name="version" value="2"')] == [True] * 3
    organisation.refresh_from_db()
    assert organisation.description == "Texte enregistré"


def test_a_hidden_address_is_told_nowhere() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    rennes, dinan = make_commune("35238", name="Rennes"), make_commune("22050", name="Dinan")
    add_place(organisation, rennes, ("Maison", "12 rue du Refuge", "35700"), is_seat=True, by=camille)
    add_place(organisation, dinan, ("Annexe", "3 quai Secret", "22100"), is_seat=False, by=camille)
    organisation.refresh_from_db()
    change_hiding(organisation, hides=True, version=organisation.version, by=camille)
    organisation.refresh_from_db()

    client = Client()
    page, slug = "", organisation.slug
    for address in (
        f"/organisations/{slug}/",
        "/organisations/",
        f"/api/v1/organisations/{slug}",
        "/api/v1/organisations",
        "/recherche/?q=ateliers",
    ):
        page += client.get(address).content.decode()
    exported = client.get("/organisations/?export=csv").getvalue().decode()

    secrets = ("Refuge", "35700", "Annexe", "Secret", "22100", "Dinan", "Maison")
    assert [secret for secret in secrets if secret in page + exported] == []
    assert [(each.commune, each.street, each.label) for each in places_of(organisation)] == [(rennes, "", "")]
    assert [list(Organisation.objects.placed(commune=place)) for place in (rennes, dinan)] == [[organisation], []]
    assert [found_by(text, Organisation.objects.all()).count() for text in ("refuge", "dinan", "rennes")] == [0, 0, 1]


def test_the_next_place_becomes_the_seat() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    first = add_place(organisation, make_commune("35238"), ("A", "", ""), is_seat=False, by=camille)
    add_place(organisation, make_commune("22050"), ("B", "", ""), is_seat=False, by=camille)

    remove_detail(first, by=camille)

    assert list(organisation.places.values_list("label", "is_seat")) == [("B", True)]


def test_sources_that_disagree_are_both_shown_and_expired_ones_marked() -> None:
    camille, today = make_person("Camille"), timezone.localdate()
    organisation = edited_by(camille)
    past = today - timedelta(days=1)
    add_status(organisation, StatusKind.ESS, (True, "CRESS", today, "", None, None), by=camille)
    add_status(organisation, StatusKind.ESUS, (True, "Préfecture", today, "", None, None), by=camille)
    add_status(organisation, StatusKind.ESUS, (False, "Site", today, "", None, None), by=camille)
    add_status(organisation, StatusKind.B_CORP, (True, "B Lab", today, "", None, past), by=camille)

    told = {(each.claim.status, each.claim.source): each for each in statuses_of(organisation, today)}

    assert {key: (each.is_disputed, each.has_expired) for key, each in told.items()} == {
        ("ess", "CRESS"): (False, False),
        ("esus", "Préfecture"): (True, False),
        ("esus", "Site"): (True, False),
        ("b_corp", "B Lab"): (False, True),
    }
    organisation.refresh_from_db()
    assert organisation.ess_basis == EssBasis.COMMERCIAL


def test_a_status_needs_a_source_and_possible_dates() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    today = timezone.localdate()
    wrong = [
        (True, " ", today, "", None, None),
        (True, "X", today + timedelta(days=1), "", None, None),
        (True, "X", today, "", date(2024, 2, 1), date(2024, 1, 1)),
    ]

    for given in wrong:
        with pytest.raises(Refusal):
            add_status(organisation, StatusKind.ESS, given, by=camille)

    assert organisation.statuses.count() == 0


@pytest.mark.parametrize(
    "url", ["http://exemple.test", "javascript:alert(1)", "https://moi:secret@exemple.test/", "https://", "exemple"]
)
def test_a_link_is_https(url: str) -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)

    with pytest.raises(Refusal):
        add_link(organisation, LinkKind.SITE, url, by=camille)

    assert organisation.links.count() == 0


def test_the_former_address_leads_to_the_page() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    former = organisation.slug
    change_slug(organisation, "Maison commune", by=camille)

    answer = Client().get(f"/organisations/{former}/")

    assert (answer.status_code, answer["Location"]) == (301, "/organisations/maison-commune/")
    with pytest.raises(Refusal):
        change_slug(edited_by(camille, "Autre"), former, by=camille)


def test_a_logo_is_a_picture_and_an_svg_is_refused() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    change_logo(organisation, PNG, name="logo.png", version=1, by=camille)
    before = events()

    for name in ("logo.svg", "logo.png", "notes.txt"):
        with pytest.raises(Refusal):
            change_logo(organisation, SVG, name=name, version=2, by=camille)

    address = f"/organisations/{organisation.slug}/logo/"
    assert events() == before
    assert Client().get(address)["Content-Type"] == "image/svg+xml"  # our own mark: nothing has looked at it yet
    shown = signed_in(camille).get(address)
    assert (shown["Content-Type"], shown.getvalue()) == ("image/png", PNG)


def test_a_page_that_waits_is_seen_by_its_team_only() -> None:
    camille = make_person("Camille")
    made = create_organisation(OrganisationFacts("Secrète", [Kind.RUCHE]), by=camille)
    clients = (Client(), signed_in(make_person("Zoé")), signed_in(camille))

    for path in (f"/organisations/{made.slug}/", f"/organisations/{made.slug}/logo/"):
        assert [client.get(path).status_code for client in clients] == [404, 404, 200]
    assert Client().get(f"/api/v1/organisations/{made.slug}").status_code == 404
    assert find_organisations("secrete", 5) == []


def test_the_public_address_is_shown_to_signed_in_people_only() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    change_contact(organisation, "bonjour@exemple.test", "", version=1, by=camille)
    path = f"/organisations/{organisation.slug}/"

    shown = ["bonjour@exemple.test" in client.get(path).content.decode() for client in (Client(), signed_in(camille))]

    assert shown == [False, True]


@pytest.mark.parametrize("text", ["ateliers", "atelirs", "LES ATELIERS", "ade", "ateliers nantes", "356 000 000"])
def test_people_find_an_organisation_as_they_write(text: str) -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)
    change_identity(organisation, (organisation.name, "ADE", [Kind.ESS_COMPANY], ""), version=1, by=camille)
    add_place(organisation, make_commune("44109", name="Nantes"), ("", "", ""), is_seat=True, by=camille)
    add_number(organisation, IdentifierScheme.SIREN, "356000000", by=camille)
    make_organisation("Tout autre chose")

    assert [hit.title for hit in find_organisations(text, 5)] == [organisation.name]


@pytest.mark.parametrize("path", ["/organisations/", "/api/v1/organisations"])
def test_one_and_three_organisations_take_the_same_number_of_queries(path: str) -> None:
    Client().get(path)  # what is asked once: the outlines of France
    counts = []
    for names in (["Un"], ["Deux", "Trois"]):
        for name in names:
            make_organisation(name)
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_names_that_look_alike_are_shown() -> None:
    organisation = make_organisation("Les Ateliers d’Essai")

    assert alike("Ateliers d’Esai", make_person("Camille")) == [organisation]


def test_the_legal_form_tells_the_basis() -> None:
    camille = make_person("Camille")
    organisation = edited_by(camille)

    change_identity(organisation, ("Asso", "", [Kind.ESS_COMPANY], "9220"), version=1, by=camille)

    organisation.refresh_from_db()
    assert organisation.ess_basis == EssBasis.BY_STATUS


def test_three_steps_make_a_page_and_nothing_is_lost_on_the_way() -> None:
    camille = make_person("Camille")
    client = signed_in(camille)
    commune = make_commune("35238", name="Rennes")

    wrong = client.post("/organisations/nouvelle/", {"name": "Ma maison", "kinds": "ruche", "value": "123"})
    client.post("/organisations/nouvelle/", {"name": "Ma maison", "kinds": ["ruche"]})
    client.post("/organisations/nouvelle/lieu/", {"commune": "", "street": "", "postcode": ""})
    answer = client.post("/organisations/nouvelle/projet/", {"description": "Un lieu", "themes": []})

    made = Organisation.objects.get()
    assert ("Ma maison" in wrong.content.decode(), wrong.status_code) == (True, 200)
    assert (answer["Location"], made.description, made.kinds) == (f"/organisations/{made.slug}/", "Un lieu", ["ruche"])
    assert commune.organisation_places.count() == 0


def test_a_forged_row_of_another_page_is_not_removed() -> None:
    camille, zoe = make_person("Camille"), make_person("Zoé")
    ours, theirs = edited_by(camille), edited_by(zoe, "La leur")
    link = add_link(theirs, LinkKind.SITE, "https://exemple.test/", by=zoe)
    client = signed_in(camille)

    paths = [f"/organisations/{each.slug}/modifier/liens/{link.pk}/retrait/" for each in (ours, theirs)]

    assert [client.post(path).status_code for path in paths] == [404, 404]
    assert theirs.links.count() == 1


def test_a_person_erased_leaves_no_name_on_pages() -> None:
    camille = make_person("Camille")
    made = create_organisation(OrganisationFacts("La Ruche", [Kind.RUCHE]), by=camille)
    change_contact(made, camille.email, "", version=1, by=camille)

    assert forget_who_wrote(camille, timezone.now()) == 1

    made.refresh_from_db()
    assert (made.created_by, made.contact_email) == (None, "")


def test_places_are_chosen_by_their_names_and_counted_on_their_pages(client: Client) -> None:
    epci = make_epci("200000001")
    here, there = make_commune("01001", name="Bourg-d’Essai", epci=epci), make_commune("01002", name="Autre-Ville")
    camille = make_person("Camille")
    for name, commune in (("Ici", here), ("Là-bas", there)):
        organisation = edited_by(camille, name)
        add_place(organisation, commune, ("", "", ""), is_seat=True, by=camille)
    rebuild_place_names()

    pages = [
        client.get("/organisations/", {"lieu": text}).content.decode() for text in ("01001", "bourg d essai", epci.pk)
    ]

    assert [("/organisations/ici/" in page, "/organisations/la-bas/" in page) for page in pages] == [(True, False)] * 3
    assert "Bourg-d’Essai (01001)" in pages[0]
    unknown = client.get("/organisations/", {"lieu": "Nulle-Part-sur-Rien"})
    assert (unknown.status_code, "essayez un code postal" in unknown.content.decode()) == (200, True)
    for address in ("/communes/01001/", f"/intercommunalites/{epci.pk}/"):
        assert "1 organisation" in client.get(address).content.decode()


def test_nobody_is_named_on_a_page_without_choosing_it(client: Client) -> None:
    camille, wassila = make_person("Camille Aubier"), make_person("Wassila Benali")
    organisation = edited_by(camille)
    make_membership(organisation, wassila, MembershipRole.LEAD)
    address = f"/organisations/{organisation.slug}/"

    before = client.get(address).content.decode()
    signed_in(camille).post(f"{address}equipe/mon-nom/", {"montrer": "oui"})
    shown = client.get(address).content.decode()
    signed_in(camille).post(f"{address}equipe/mon-nom/", {"montrer": "non"})
    after = client.get(address).content.decode()

    pages = (before, shown, after)
    assert ["Camille Aubier" in page for page in pages] == [False, True, False]
    assert ["Wassila Benali" in page for page in pages] == [False] * 3


def test_a_stranger_shows_nobody_s_name() -> None:
    organisation = edited_by(make_person("Camille"))
    before = events()

    answer = signed_in(make_person("Zoé")).post(
        f"/organisations/{organisation.slug}/equipe/mon-nom/", {"montrer": "oui"}
    )

    assert (answer.status_code, events()) == (404, before)
    assert list(organisation.memberships.filter(is_public=True)) == []
