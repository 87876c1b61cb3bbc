"""Who comes into a team, changes role there, and leaves it."""

import pytest

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.community.actions.joining import (
    accept_join_request,
    ask_to_join,
    refuse_join_request,
    withdraw_join_request,
)
from frenchimpact.community.actions.memberships import (
    change_role,
    leave_organisation,
    remove_member,
    transfer_lead,
)
from frenchimpact.community.models import JoinRequest, Membership, MembershipRole, Organisation
from frenchimpact.community.queries.memberships import people_of
from frenchimpact.community.rules.memberships import is_lead, is_member, may_edit, role_of
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

LEAD, EDITOR, MEMBER = MembershipRole.LEAD, MembershipRole.EDITOR, MembershipRole.MEMBER


@pytest.fixture
def workshop() -> Organisation:
    return make_organisation()


@pytest.fixture
def rachida(workshop: Organisation) -> User:
    return make_membership(workshop, make_person("Rachida Lenoir")).person


@pytest.fixture
def malo(workshop: Organisation) -> User:
    return make_membership(workshop, make_person("Malo Trividic"), EDITOR).person


def held_by(person: User) -> Membership:
    return Membership.objects.get(person=person, ended_at=None)


def nothing_changed(before: list[object]) -> bool:
    return snapshot() == before


def snapshot() -> list[object]:
    return [
        list(Membership.objects.order_by("pk").values()),
        list(JoinRequest.objects.order_by("pk").values()),
        Event.objects.count(),
        Notice.objects.count(),
    ]


def test_a_lead_may_edit_and_an_editor_is_no_lead(workshop: Organisation, rachida: User, malo: User) -> None:
    said = [(is_lead(workshop, one), may_edit(workshop, one), is_member(workshop, one)) for one in (rachida, malo)]

    assert said == [(True, True, True), (False, True, True)]


def test_a_closed_account_acts_for_nobody(workshop: Organisation, rachida: User) -> None:
    User.objects.filter(pk=rachida.pk).update(is_active=False)

    assert (role_of(workshop, rachida), list(people_of(workshop))) == (None, [])


def test_people_of_an_organisation_are_found_by_role(workshop: Organisation, rachida: User, malo: User) -> None:
    assert list(people_of(workshop, LEAD)) == [rachida]
    assert set(people_of(workshop)) == {rachida, malo}


def test_a_role_that_changes_leaves_the_former_one_readable(rachida: User, malo: User) -> None:
    change_role(held_by(malo), MEMBER, by=rachida)

    rows = Membership.objects.filter(person=malo).order_by("pk")
    assert [(row.role, row.ended_at is None) for row in rows] == [(EDITOR, False), (MEMBER, True)]
    assert list(Notice.objects.values_list("person", "title")) == [
        (malo.pk, "Votre rôle change dans Les Ateliers d’Essai")
    ]


@pytest.mark.usefixtures("rachida")
def test_an_editor_cannot_make_herself_a_lead(malo: User) -> None:
    before = snapshot()

    with pytest.raises(Refusal, match="Seule une personne responsable"):
        change_role(held_by(malo), LEAD, by=malo)

    assert nothing_changed(before)


@pytest.mark.usefixtures("rachida")
def test_a_lead_of_another_organisation_cannot_touch_this_team(malo: User) -> None:
    stranger = make_membership(make_organisation("Ailleurs"), make_person("Zoé Marchal")).person
    before = snapshot()

    with pytest.raises(Refusal):
        change_role(held_by(malo), MEMBER, by=stranger)
    with pytest.raises(Refusal):
        remove_member(held_by(malo), "Motif", by=stranger)
    with pytest.raises(Refusal):
        transfer_lead(held_by(malo), by=stranger)

    assert nothing_changed(before)


@pytest.mark.usefixtures("malo")
def test_the_last_lead_can_neither_leave_nor_be_demoted(workshop: Organisation, rachida: User) -> None:
    before = snapshot()

    with pytest.raises(Refusal, match="confiez d’abord"):
        leave_organisation(workshop, by=rachida)
    with pytest.raises(Refusal, match="confiez d’abord"):
        change_role(held_by(rachida), EDITOR, by=rachida)

    assert nothing_changed(before)


def test_a_lead_leaves_once_she_has_handed_over(workshop: Organisation, rachida: User, malo: User) -> None:
    transfer_lead(held_by(malo), by=rachida)
    leave_organisation(workshop, by=rachida)

    assert [(row.person, row.role) for row in Membership.objects.in_force()] == [(malo, LEAD)]


def test_of_two_leads_who_remove_each_other_one_stays(workshop: Organisation, rachida: User) -> None:
    other = make_membership(workshop, make_person("Zoé Marchal")).person
    hers, theirs = held_by(rachida), held_by(other)

    remove_member(theirs, "Désaccord", by=rachida)
    with pytest.raises(Refusal):
        remove_member(hers, "Désaccord", by=other)

    assert list(people_of(workshop, LEAD)) == [rachida]


def test_who_is_removed_reads_why(rachida: User, malo: User) -> None:
    remove_member(held_by(malo), "Fin de mission", by=rachida)

    (notice,) = Notice.objects.all()
    assert (notice.person, "Fin de mission" in notice.text) == (malo, True)


def test_somebody_removed_twice_is_removed_once(rachida: User, malo: User) -> None:
    held = held_by(malo)
    remove_member(held, "Fin de mission", by=rachida)
    before = snapshot()

    with pytest.raises(Refusal, match="ne fait plus partie"):
        remove_member(held, "Fin de mission", by=rachida)

    assert nothing_changed(before)


def test_camille_asks_twice_and_there_is_one_request(workshop: Organisation, rachida: User) -> None:
    camille = make_person()

    first = ask_to_join(workshop, "Je travaille ici.", by=camille)
    second = ask_to_join(workshop, "Je travaille ici.", by=camille)

    assert (first, JoinRequest.objects.count()) == (second, 1)
    assert [notice.person for notice in Notice.objects.all()] == [rachida]


def test_a_request_that_is_accepted_makes_a_member_and_tells_her(workshop: Organisation, rachida: User) -> None:
    camille = make_person()
    request = ask_to_join(workshop, "", by=camille)

    accept_join_request(request, EDITOR, by=rachida)

    assert role_of(workshop, camille) == EDITOR
    assert Notice.objects.get(person=camille).title == "Vous faites partie de l’équipe de Les Ateliers d’Essai"


def test_a_request_is_refused_with_a_reason_that_she_reads(workshop: Organisation, rachida: User) -> None:
    camille = make_person()
    request = ask_to_join(workshop, "", by=camille)

    with pytest.raises(Refusal, match="Dites pourquoi"):
        refuse_join_request(request, "  ", by=rachida)
    refuse_join_request(request, "Nous ne nous connaissons pas.", by=rachida)

    assert is_member(workshop, camille) is False
    assert "Nous ne nous connaissons pas." in Notice.objects.get(person=camille).text


@pytest.mark.usefixtures("rachida")
def test_nobody_but_a_lead_answers_a_request(workshop: Organisation, malo: User) -> None:
    camille = make_person()
    request = ask_to_join(workshop, "", by=camille)
    before = snapshot()

    for person in (malo, camille):
        with pytest.raises(Refusal):
            accept_join_request(request, LEAD, by=person)

    assert nothing_changed(before)


def test_a_request_answered_once_is_not_answered_again(workshop: Organisation, rachida: User) -> None:
    request = ask_to_join(workshop, "", by=make_person())
    withdraw_join_request(request, by=request.person)
    before = snapshot()

    with pytest.raises(Refusal, match="déjà reçu une réponse"):
        accept_join_request(request, MEMBER, by=rachida)

    assert nothing_changed(before)


def test_a_page_without_lead_is_claimed_not_joined(workshop: Organisation) -> None:
    with pytest.raises(Refusal, match="revendiquez-la"):
        ask_to_join(workshop, "", by=make_person())

    assert JoinRequest.objects.count() == 0
