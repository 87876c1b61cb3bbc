"""People found a collective, choose who works there, and say where it is."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.actions import issue_sign_in_link
from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person
from frenchimpact.community.actions.collectives import (
    CollectiveFacts,
    accept_territory_claim,
    claim_territory,
    describe_collective,
    found_collective,
    move_collective,
    refuse_territory_claim,
)
from frenchimpact.community.actions.erasure_of_collectives import erase_places
from frenchimpact.community.actions.seats import change_seat, end_seat, leave_collective, offer_seat, take_seat
from frenchimpact.community.models import (
    Collective,
    CollectiveSeat,
    MembershipRole,
    Organisation,
    RequestState,
    SeatRole,
    TerritoryClaim,
)
from frenchimpact.community.queries.collectives import content_of, led_alone_by, missing_of, people_of
from frenchimpact.community.rules.collectives import Conflict, may_lead, may_read, may_write
from frenchimpact.community.tests.factories import (
    make_collective,
    make_membership,
    make_organisation,
    make_seat,
    make_territory,
)
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import PlaceKind
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email, Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def make_pilot(name: str = "Camille Aubier") -> tuple[User, Organisation]:
    person, organisation = make_person(name), make_organisation(f"Mairie de {name}")
    make_membership(organisation, person, MembershipRole.LEAD)
    return person, organisation


def parts_of(*codes: str) -> list[Part]:
    return [Part(PlaceKind.COMMUNE, code) for code in codes]


def token_in_last_email() -> str:
    found = re.findall(r"/(?:engagements|invitations)/([\w-]+)/", Email.objects.latest("pk").text)
    return str(found[-1])


def client_of(person: User) -> Client:
    client = Client()
    client.post(f"/connexion/{issue_sign_in_link(person, by=None)}/")
    return client


def test_camille_founds_a_collective_whose_chef_de_file_is_its_first_member() -> None:
    camille, town = make_pilot()
    make_commune("01001")

    collective = found_collective(CollectiveFacts("Pays d’Essai", parts_of("01001"), town), by=camille)

    assert [member.organisation for member in collective.members.all()] == [town]
    assert collective.perimeter.commune_count == 1
    assert [may_lead(collective, camille), may_write(collective, camille), may_read(collective, camille)] == [True] * 3


def test_camille_cannot_found_one_for_an_organisation_that_is_not_hers() -> None:
    camille, _ = make_pilot()
    make_commune("01001")

    with pytest.raises(Refusal):
        found_collective(CollectiveFacts("Essai", parts_of("01001"), make_organisation("Autre")), by=camille)

    assert (Collective.objects.count(), Event.objects.filter(verb="community.collective_founded").count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "codes"),
    [("Essai", ["99999"]), ("Essai", []), ("", ["01001"]), ("x" * 201, ["01001"]), ("\x00", ["01001"])],
)
def test_wrong_codes_and_huge_names_are_refused_and_nothing_is_kept(name: str, codes: list[str]) -> None:
    camille, town = make_pilot()
    make_commune("01001")

    with pytest.raises(Refusal):
        found_collective(CollectiveFacts(name, parts_of(*codes), town), by=camille)

    assert Collective.objects.count() == 0


def test_a_perimeter_of_300_communes_is_kept() -> None:
    camille, town = make_pilot()
    codes = [f"01{number:03}" for number in range(1, 301)]
    for code in codes:
        make_commune(code)

    collective = found_collective(CollectiveFacts("Trois cents", parts_of(*codes), town), by=camille)

    assert collective.perimeter.commune_count == 300


def test_a_reader_cannot_change_the_perimeter() -> None:
    collective, lise = make_collective(), make_person("Lise Lectrice")
    make_seat(collective, lise, SeatRole.READER)
    make_commune("01001")

    with pytest.raises(Refusal):
        move_collective(collective, parts_of("01001"), by=lise)

    assert collective.perimeter.parts.count() == 0


def test_two_people_who_describe_at_once_do_not_overwrite_each_other() -> None:
    camille, town = make_pilot()
    collective = make_collective(lead=town)
    describe_collective(collective, "Premier", "Le texte", version=1, by=camille)

    with pytest.raises(Conflict):
        describe_collective(collective, "Second", "Un autre", version=1, by=camille)

    assert Collective.objects.get().name == "Premier"


def test_a_contributor_of_the_chef_de_file_writes_and_does_not_lead() -> None:
    _, town = make_pilot()
    collective, malo = make_collective(lead=town), make_person("Malo Plume")
    make_membership(town, malo, MembershipRole.EDITOR)

    assert [may_write(collective, malo), may_lead(collective, malo)] == [True, False]


def test_wassila_accepts_an_invitation_once() -> None:
    camille, town = make_pilot()
    collective, wassila = make_collective(lead=town), make_person("Wassila", email="wassila@exemple.test")
    offer_seat(collective, "wassila@exemple.test", SeatRole.WRITER, by=camille)
    token = token_in_last_email()

    take_seat(token, by=wassila)

    assert may_write(collective, wassila)
    assert [notice.person for notice in Notice.objects.all()] == [camille]
    with pytest.raises(Refusal):
        take_seat(token, by=wassila)


def test_somebody_else_cannot_use_the_invitation_of_wassila() -> None:
    camille, town = make_pilot()
    collective, other = make_collective(lead=town), make_person("Autre", email="autre@exemple.test")
    offer_seat(collective, "wassila@exemple.test", SeatRole.WRITER, by=camille)

    with pytest.raises(Refusal):
        take_seat(token_in_last_email(), by=other)

    assert CollectiveSeat.objects.get().person is None


def test_an_invitation_taken_back_works_no_more() -> None:
    camille, town = make_pilot()
    collective, wassila = make_collective(lead=town), make_person("Wassila", email="wassila@exemple.test")
    seat = offer_seat(collective, "wassila@exemple.test", SeatRole.WRITER, by=camille)
    token = token_in_last_email()
    end_seat(seat, by=camille)

    with pytest.raises(Refusal):
        take_seat(token, by=wassila)

    assert not may_read(collective, wassila)


def test_a_forged_role_is_refused() -> None:
    camille, town = make_pilot()

    with pytest.raises(Refusal):
        offer_seat(make_collective(lead=town), "x@exemple.test", "owner", by=camille)  # type: ignore[arg-type]

    assert CollectiveSeat.objects.count() == 0


def test_the_last_pilot_cannot_leave_nor_be_demoted() -> None:
    collective, paule = make_collective(), make_person("Paule Pilote")
    seat = make_seat(collective, paule, SeatRole.LEAD)

    with pytest.raises(Refusal):
        leave_collective(collective, by=paule)
    with pytest.raises(Refusal):
        change_seat(seat, SeatRole.READER, by=paule)

    assert people_of(collective, SeatRole.LEAD) == [paule]


def test_a_pilot_leaves_when_the_chef_de_file_still_leads() -> None:
    camille, town = make_pilot()
    collective, paule = make_collective(lead=town), make_person("Paule Pilote")
    make_seat(collective, paule, SeatRole.LEAD)

    leave_collective(collective, by=paule)

    assert people_of(collective) == [camille]


def test_a_writer_cannot_invite() -> None:
    collective, wassila = make_collective(), make_person("Wassila")
    make_seat(collective, wassila, SeatRole.WRITER)

    with pytest.raises(Refusal):
        offer_seat(collective, "x@exemple.test", SeatRole.LEAD, by=wassila)

    assert (CollectiveSeat.objects.count(), Email.objects.count()) == (1, 0)


def test_operators_recognise_one_collective_of_a_territory_at_a_time() -> None:
    camille, town = make_pilot()
    bruno, other = make_pilot("Bruno Autre")
    odile, territory = make_operator("Odile Meunier"), make_territory("Roubaix", make_commune("01001"))
    first = claim_territory(make_collective("Un", lead=town), territory, "C’est nous", by=camille)
    second = claim_territory(make_collective("Deux", lead=other), territory, "Non, nous", by=bruno)

    accept_territory_claim(first, "", by=odile)
    with pytest.raises(Refusal):
        accept_territory_claim(second, "", by=odile)
    refuse_territory_claim(second, "Un autre collectif est reconnu.", by=odile)

    assert [claim.state for claim in TerritoryClaim.objects.order_by("pk")] == [
        RequestState.ACCEPTED,
        RequestState.REFUSED,
    ]
    assert Collective.objects.get(territory=territory).name == "Un"


def test_camille_cannot_decide_her_own_claim() -> None:
    camille, town = make_pilot()
    claim = claim_territory(
        make_collective(lead=town), make_territory("Roubaix", make_commune("01001")), "C’est nous", by=camille
    )

    with pytest.raises(Refusal):
        accept_territory_claim(claim, "", by=camille)

    assert Collective.objects.get().territory is None


def test_what_is_missing_and_what_is_said_are_told() -> None:
    camille, town = make_pilot()
    make_commune("01001")
    collective = found_collective(CollectiveFacts("Pays d’Essai", parts_of("01001"), town), by=camille)

    texts = [each.text for each in missing_of(collective, challenges=3, members=2)]

    assert texts == [
        "Présentez le collectif",
        "Réunissez au moins 2 membres (vous en avez 1)",
        f"Faites signer la lettre d’engagement de {town.name}",
        "Écrivez 3 défis (vous en avez 0)",
    ]
    assert content_of(collective)["perimeter"]["communes"] == 1


def test_a_sole_pilot_hands_over_before_being_erased() -> None:
    collective, paule = make_collective(), make_person("Paule Pilote")
    make_seat(collective, paule, SeatRole.LEAD)
    make_seat(collective, make_person("Wassila"), SeatRole.WRITER)

    assert led_alone_by(paule) == [collective]


def test_an_erased_person_leaves_no_seat() -> None:
    collective, paule = make_collective(), make_person("Paule Pilote")
    make_seat(collective, paule, SeatRole.READER)

    assert list(erase_places(paule, timezone.now())) == []
    assert CollectiveSeat.objects.filter(person=paule).count() == 0


def test_camille_founds_the_collective_of_a_labelled_territory_on_the_site() -> None:
    camille, town = make_pilot()
    territory = make_territory("Roubaix", make_commune("01001"))
    client, address = client_of(camille), f"/collectifs/nouveau/?territoire={territory.slug}"

    page = client.get(address).content.decode()
    data = {"name": "Roubaix", "lead": town.slug, "presentation": "", "why": "Nous", "part": "commune:01001"}
    answer = client.post(address, data | {"do": "enregistrer"})

    assert 'value="commune:01001" checked' in page
    collective = Collective.objects.get()
    assert answer["Location"] == f"/collectifs/{collective.public_id}/"
    assert collective.territory_claims.get().territory == territory


@pytest.mark.parametrize("part", ["commune:99999", "epci:zzz", "n’importe quoi", "\x00", "commune:" + "9" * 5000])
def test_bad_codes_on_the_site_lose_nothing_of_what_was_typed(part: str) -> None:
    camille, town = make_pilot()

    answer = client_of(camille).post(
        "/collectifs/nouveau/", {"name": "Mon pays", "lead": town.slug, "part": part, "do": "enregistrer"}
    )

    assert (answer.status_code, "Mon pays" in answer.content.decode()) == (200, True)
    assert Collective.objects.count() == 0


def test_a_search_of_places_keeps_what_was_typed_and_writes_nothing() -> None:
    camille, town = make_pilot()

    answer = client_of(camille).post(
        "/collectifs/nouveau/", {"name": "Mon pays", "lead": town.slug, "lieu": "Rou", "do": "chercher"}
    )

    assert (answer.status_code, 'value="Mon pays"' in answer.content.decode()) == (200, True)
    assert Collective.objects.count() == 0
