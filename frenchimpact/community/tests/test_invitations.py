"""An invitation lets in the one person it was sent to, once, for 14 days."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.actions import count_letter
from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.community.actions.invitations import (
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from frenchimpact.community.actions.joining import ask_to_join
from frenchimpact.community.models import Invitation, Membership, MembershipRole, Organisation, RequestState
from frenchimpact.community.rules.memberships import role_of
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.messaging.models import Email
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

LEAD, EDITOR, MEMBER = MembershipRole.LEAD, MembershipRole.EDITOR, MembershipRole.MEMBER


@pytest.fixture
def workshop() -> Organisation:
    return make_organisation()


@pytest.fixture
def rachida(workshop: Organisation) -> User:
    return make_membership(workshop, make_person("Rachida Lenoir")).person


def token_sent() -> str:
    """Read the link in the last e-mail: it stands nowhere else."""
    text = Email.objects.order_by("-pk")[0].text
    found = re.search(r"/invitations/([\w-]+)/", text)
    assert found is not None
    return found[1]


def signed_in(person: User) -> Client:
    return sign_in(Client(), person)


def test_camille_comes_in_by_the_link_she_was_sent(workshop: Organisation, rachida: User) -> None:
    invite(workshop, "Camille@exemple.test", EDITOR, by=rachida)

    accept_invitation(token_sent(), by=make_person("Camille Aubier"))

    assert sorted(Membership.objects.in_force().values_list("person__name", "role", "by__name")) == [
        ("Camille Aubier", EDITOR, "Rachida Lenoir"),
        ("Rachida Lenoir", LEAD, None),
    ]


def test_the_token_is_kept_nowhere_but_in_the_e_mail(workshop: Organisation, rachida: User) -> None:
    invitation = invite(workshop, "camille@exemple.test", EDITOR, by=rachida)

    assert token_sent() not in str(Invitation.objects.filter(pk=invitation.pk).values())


@pytest.mark.parametrize("spoil", ["use", "revoke", "expire", "resend", "invent"])
def test_a_dead_link_lets_nobody_in_and_always_says_the_same(workshop: Organisation, rachida: User, spoil: str) -> None:
    camille = make_person()
    invitation = invite(workshop, camille.email, LEAD, by=rachida)
    token = token_sent()
    if spoil == "use":
        Membership.objects.filter(pk=accept_invitation(token, by=camille).pk).update(ended_at=timezone.now())
    elif spoil == "revoke":
        revoke_invitation(invitation, by=rachida)
    elif spoil == "expire":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoil == "resend":
        resend_invitation(invitation, by=rachida)
    else:
        token = token[::-1]

    with pytest.raises(Refusal, match="ne fonctionne pas ou plus"):
        accept_invitation(token, by=camille)

    assert role_of(workshop, camille) is None


def test_another_address_is_refused_with_the_way_out(workshop: Organisation, rachida: User) -> None:
    invite(workshop, "camille@exemple.test", LEAD, by=rachida)

    with pytest.raises(Refusal, match="connectez-vous avec cette adresse"):
        accept_invitation(token_sent(), by=make_person("Noé Lanvin"))

    assert Membership.objects.count() == 1


def test_an_editor_invites_nobody(workshop: Organisation) -> None:
    editor = make_membership(workshop, make_person("Malo Trividic"), EDITOR).person

    with pytest.raises(Refusal, match="Seule une personne responsable"):
        invite(workshop, "complice@exemple.test", LEAD, by=editor)

    assert (Invitation.objects.count(), Email.objects.filter(to="complice@exemple.test").count()) == (0, 0)


def test_inviting_the_same_address_again_kills_the_first_link(workshop: Organisation, rachida: User) -> None:
    invite(workshop, "camille@exemple.test", LEAD, by=rachida)
    first = token_sent()
    invite(workshop, "camille@exemple.test", MEMBER, by=rachida)
    camille = make_person()

    with pytest.raises(Refusal):
        accept_invitation(first, by=camille)
    accept_invitation(token_sent(), by=camille)

    assert role_of(workshop, camille) == MEMBER


def test_coming_in_answers_the_request_that_waited(workshop: Organisation, rachida: User) -> None:
    camille = make_person()
    request = ask_to_join(workshop, "", by=camille)
    invite(workshop, camille.email, MEMBER, by=rachida)

    accept_invitation(token_sent(), by=camille)

    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED


def test_looking_at_the_link_does_not_spend_it(workshop: Organisation, rachida: User) -> None:
    camille = make_person()
    invite(workshop, camille.email, MEMBER, by=rachida)
    address = f"/invitations/{token_sent()}/"

    looked = [Client().get(address).status_code, signed_in(camille).get(address).status_code]
    answered = signed_in(camille).post(address)

    assert (looked, answered.status_code, role_of(workshop, camille)) == ([200, 200], 302, MEMBER)


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(workshop: Organisation, rachida: User) -> None:
    invite(workshop, "camille@exemple.test", MEMBER, by=rachida)
    address = f"/invitations/{token_sent()}/"

    shown = Client().post(address)

    assert f"?next={address}" in shown.content.decode()
    assert Membership.objects.count() == 1


def test_an_invitation_of_another_organisation_is_not_found(workshop: Organisation, rachida: User) -> None:
    other = make_organisation("Ailleurs")
    zoe = make_membership(other, make_person("Zoé Marchal")).person
    theirs = invite(other, "noe@exemple.test", EDITOR, by=zoe)
    before = Invitation.objects.values().get(pk=theirs.pk)

    answers = [
        signed_in(rachida).post(f"/organisations/{slug}/equipe/invitations/{theirs.pk}/{word}/").status_code
        for slug in (workshop.slug, other.slug)
        for word in ("renvoi", "annulation")
    ]

    assert answers == [404] * 4
    assert Invitation.objects.values().get(pk=theirs.pk) == before


def test_a_form_that_is_refused_keeps_what_was_typed(workshop: Organisation, rachida: User) -> None:
    shown = signed_in(rachida).post(
        f"/organisations/{workshop.slug}/equipe/inviter/", {"email": rachida.email, "role": "editor"}
    )

    assert shown.context["form"]["email"].value() == rachida.email
    assert shown.context["form"].non_field_errors() == [
        "Cette personne fait déjà partie de l’équipe : changez plutôt son rôle."
    ]


def test_nobody_makes_us_write_to_the_same_address_all_day(workshop: Organisation, rachida: User) -> None:
    for _ in range(5):
        revoke_invitation(invite(workshop, "zoe@exemple.test", MEMBER, by=rachida), by=rachida)

    with pytest.raises(Refusal, match="cinq fois"):
        invite(workshop, "zoe@exemple.test", MEMBER, by=rachida)

    assert Email.objects.filter(to="zoe@exemple.test").count() == 5


def test_nobody_makes_us_write_to_the_whole_world(rachida: User) -> None:
    for number in range(100):
        count_letter(f"personne-{number}@exemple.test", by=rachida)

    with pytest.raises(Refusal, match="reprenez demain"):
        count_letter("encore@exemple.test", by=rachida)
