"""A page that nobody runs, or whose responsible people have left, comes to who can show that it is theirs."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.community.actions.claims import (
    ClaimFacts,
    accept_claim,
    claim_page,
    object_to_claim,
    refuse_claim,
    withdraw_claim,
)
from frenchimpact.community.models import Membership, MembershipRole, Organisation, PageClaim, RequestState, Standing
from frenchimpact.community.rules.memberships import role_of
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

LEAD, EDITOR = MembershipRole.LEAD, MembershipRole.EDITOR
FACTS = ClaimFacts("directrice", "Je dirige cette association.")
TEXT = b"Extrait du registre de l'essai, page 1.\n"


@pytest.fixture
def workshop() -> Organisation:
    return make_organisation()


@pytest.fixture
def odile() -> User:
    return make_operator()


@pytest.fixture
def camille() -> User:
    return make_person()


def signed_in(person: User) -> Client:
    return sign_in(Client(), person)


def test_an_orphan_page_is_confided_at_once(workshop: Organisation, odile: User, camille: User) -> None:
    claim = claim_page(workshop, FACTS, by=camille)

    accept_claim(claim, "Le document le montre.", leads_stay=True, by=odile)

    assert (claim.is_takeover, role_of(workshop, camille)) == (False, LEAD)
    assert Notice.objects.get(person=camille).title == "La page de Les Ateliers d’Essai est confiée à Camille Aubier"


def test_claiming_twice_makes_one_claim(workshop: Organisation, camille: User) -> None:
    assert claim_page(workshop, FACTS, by=camille) == claim_page(workshop, FACTS, by=camille)


def test_those_who_run_the_page_are_told_and_have_ten_days(workshop: Organisation, odile: User, camille: User) -> None:
    rachida = make_membership(workshop, make_person("Rachida Lenoir")).person
    claim = claim_page(workshop, FACTS, by=camille)
    lines = Event.objects.count()

    with pytest.raises(Refusal, match="attendez la fin du délai"):
        accept_claim(claim, "Motif", leads_stay=True, by=odile)

    assert [notice.person for notice in Notice.objects.all()] == [rachida]
    assert (role_of(workshop, camille), role_of(workshop, rachida), Event.objects.count()) == (None, LEAD, lines)


@pytest.mark.parametrize(("leads_stay", "kept"), [(True, EDITOR), (False, None)])
def test_after_ten_days_the_page_changes_hands(
    workshop: Organisation, odile: User, camille: User, *, leads_stay: bool, kept: MembershipRole | None
) -> None:
    rachida = make_membership(workshop, make_person("Rachida Lenoir")).person
    claim = claim_page(workshop, FACTS, by=camille)
    PageClaim.objects.update(objections_until=timezone.now() - timedelta(seconds=1))

    accept_claim(claim, "Sans réponse.", leads_stay=leads_stay, by=odile)

    assert (role_of(workshop, camille), role_of(workshop, rachida)) == (LEAD, kept)
    assert Notice.objects.filter(person=rachida, title__startswith="La page de").count() == 1


def test_a_takeover_is_decided_at_once_when_nobody_can_answer(
    workshop: Organisation, odile: User, camille: User
) -> None:
    rachida = make_membership(workshop, make_person("Rachida Lenoir")).person
    claim = claim_page(workshop, FACTS, by=camille)
    User.objects.filter(pk=rachida.pk).update(is_active=False)

    accept_claim(claim, "Elle a quitté l’association.", leads_stay=True, by=odile)

    assert role_of(workshop, camille) == LEAD


def test_a_lead_objects_in_time_and_the_claimant_is_told(workshop: Organisation, camille: User) -> None:
    rachida = make_membership(workshop, make_person("Rachida Lenoir")).person
    claim = claim_page(workshop, FACTS, by=camille)

    object_to_claim(claim, "Je suis toujours là.", by=rachida)

    claim.refresh_from_db()
    assert (claim.objection, Notice.objects.filter(person=camille).count()) == ("Je suis toujours là.", 1)


def test_nobody_objects_too_late_or_without_being_a_lead(workshop: Organisation, camille: User) -> None:
    rachida = make_membership(workshop, make_person("Rachida Lenoir")).person
    claim = claim_page(workshop, FACTS, by=camille)

    with pytest.raises(Refusal, match="Seule une personne responsable"):
        object_to_claim(claim, "Non", by=make_person("Noé Lanvin"))
    PageClaim.objects.update(objections_until=timezone.now())
    with pytest.raises(Refusal, match="délai pour s’opposer est passé"):
        object_to_claim(claim, "Non", by=rachida)

    claim.refresh_from_db()
    assert claim.objection == ""


def test_only_an_operator_decides_and_never_of_her_own_claim(workshop: Organisation, odile: User) -> None:
    claim = claim_page(workshop, FACTS, by=odile)

    for person in (odile, make_person("Noé Lanvin")):
        with pytest.raises(Refusal):
            accept_claim(claim, "Motif", leads_stay=True, by=person)

    assert Membership.objects.count() == 0


def test_a_claim_refused_says_why_and_may_be_made_again(workshop: Organisation, odile: User, camille: User) -> None:
    claim = claim_page(workshop, FACTS, by=camille)
    with pytest.raises(Refusal, match="Donnez un motif"):
        refuse_claim(claim, " ", by=odile)

    refuse_claim(claim, "Le document manque.", by=odile)
    again = claim_page(workshop, FACTS, by=camille)

    assert "Le document manque." in Notice.objects.get(person=camille).text
    assert again.state == RequestState.OPEN


def test_a_claim_withdrawn_is_not_decided(workshop: Organisation, odile: User, camille: User) -> None:
    claim = claim_page(workshop, FACTS, by=camille)
    withdraw_claim(claim, by=camille)

    with pytest.raises(Refusal, match="déjà reçu une réponse"):
        accept_claim(claim, "Motif", leads_stay=True, by=odile)

    assert Membership.objects.count() == 0


def test_a_closed_page_is_not_claimed(camille: User) -> None:
    with pytest.raises(Refusal, match="fermée"):
        claim_page(make_organisation("Close", standing=Standing.CLOSED), FACTS, by=camille)

    assert PageClaim.objects.count() == 0


def test_the_proof_opens_for_the_claimant_and_for_operators_once_released(
    workshop: Organisation, odile: User, camille: User
) -> None:
    claim = claim_page(workshop, ClaimFacts("directrice", "Oui", ContentFile(TEXT, "preuve.txt")), by=camille)
    address = f"/revendications/{claim.public_id}/preuve/"
    team = signed_in(odile)

    stranger = signed_in(make_person("Noé Lanvin")).get(address).status_code
    held = team.get(address).status_code
    team.post(f"/equipe/moderation/revendications/{claim.public_id}/preuve/")

    assert (stranger, held) == (404, 409)
    assert [client.get(address).content for client in (signed_in(camille), team)] == [TEXT, TEXT]


def test_a_proof_that_is_refused_leaves_no_claim_and_keeps_what_was_typed(
    workshop: Organisation, camille: User
) -> None:
    facts = {"capacity": "directrice", "message": "Oui", "proof": ContentFile(b"MZ\x90\x00\x03", "preuve.exe")}

    shown = signed_in(camille).post(f"/organisations/{workshop.slug}/revendiquer/", facts)

    assert shown.context["form"]["capacity"].value() == "directrice"
    assert (shown.status_code, PageClaim.objects.count()) == (200, 0)
