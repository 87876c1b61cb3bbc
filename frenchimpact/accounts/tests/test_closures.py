"""Operators close accounts, for a reason that is told, and open them again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.actions import (
    appoint,
    close_account,
    erase_person,
    issue_sign_in_link,
    reopen_account,
    use_sign_in_link,
)
from frenchimpact.accounts.models import Capacity, Closure, OpenSession, User
from frenchimpact.accounts.rules import is_appointed, is_operator
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person, sign_in
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
WHY = "Des messages injurieux, malgré deux rappels."


def test_odile_closes_an_account_and_at_once_it_opens_nothing() -> None:
    odile, ines = make_operator(), make_appointed("Ines Aubry", Capacity.OFFICER)
    browser, link = sign_in(Client(), ines), issue_sign_in_link(ines, by=None)

    close_account(ines, reason=f" {WHY} ", by=odile)

    ines.refresh_from_db()
    assert browser.get("/compte/").status_code == 302
    assert not OpenSession.objects.filter(person=ines).exists()
    assert not is_appointed(ines, Capacity.OFFICER, timezone.now())
    with pytest.raises(Refusal):
        use_sign_in_link(link)
    assert [(one.by, one.reason, one.reopened_at) for one in Closure.objects.all()] == [(odile, WHY, None)]
    assert Event.objects.latest("pk").verb == "accounts.account_closed"


def test_the_reason_stands_nowhere_in_the_journal() -> None:
    close_account(make_person(), reason=WHY, by=make_operator())

    assert Event.objects.latest("pk").details == {}


def test_what_ines_was_appointed_to_counts_again_once_her_account_is_open() -> None:
    odile, ines = make_operator(), make_appointed("Ines Aubry", Capacity.OFFICER)
    close_account(ines, reason=WHY, by=odile)

    closure = reopen_account(ines, reason="C’était une erreur.", by=odile)

    ines.refresh_from_db()
    assert is_appointed(ines, Capacity.OFFICER, timezone.now())
    assert (closure.reopened_by, closure.reopening_reason) == (odile, "C’était une erreur.")
    assert sign_in(Client(), ines).get("/compte/").status_code == 200


def test_an_account_closed_twice_has_two_lines() -> None:
    odile, camille = make_operator(), make_person()
    for _ in range(2):
        close_account(camille, reason=WHY, by=odile)
        reopen_account(camille, reason=WHY, by=odile)

    assert Closure.objects.filter(reopened_at__isnull=False).count() == 2


def test_an_account_closed_by_hand_on_the_machine_is_reopened_too() -> None:
    camille = make_person(is_active=False)

    reopen_account(camille, reason="Demande de la personne.", by=make_operator())

    camille.refresh_from_db()
    assert camille.is_active
    assert Closure.objects.get().reason == "fermé sans motif écrit"


@pytest.mark.parametrize("by", ["oneself", "camille", "officer"])
def test_nobody_but_another_operator_closes_an_account(by: str) -> None:
    odile, noe = make_operator(), make_person("Noé Lanvin")
    make_operator("Nadia Ferrand")
    who = {"oneself": odile, "camille": make_person(), "officer": make_appointed("Ines Aubry", Capacity.OFFICER)}[by]

    with pytest.raises(Refusal):
        close_account(odile if by == "oneself" else noe, reason=WHY, by=who)

    assert User.objects.filter(is_active=False).count() == 0
    assert not Closure.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_account_is_closed_or_reopened_without_a_reason(reason: str) -> None:
    odile, camille, noe = make_operator(), make_person(), make_person("Noé Lanvin", is_active=False)

    with pytest.raises(Refusal, match="Dites pourquoi"):
        close_account(camille, reason=reason, by=odile)
    with pytest.raises(Refusal, match="Dites pourquoi"):
        reopen_account(noe, reason=reason, by=odile)

    assert list(User.objects.filter(is_active=False)) == [noe]
    assert not Closure.objects.exists()


def test_the_command_line_itself_does_not_close_the_last_operator() -> None:
    odile = make_operator()

    with pytest.raises(Refusal, match="dernière personne de l’équipe"):
        close_account(odile, reason=WHY, by=None)

    odile.refresh_from_db()
    assert is_operator(odile, timezone.now())


def test_what_is_closed_is_not_closed_again_nor_what_is_open_reopened_nor_what_is_erased() -> None:
    odile, camille, closed = make_operator(), make_person(), make_person("Noé Lanvin", is_active=False)
    erased = make_person("Xaviera Quintefeuille")
    erase_person(erased, at=timezone.now(), by=erased)

    with pytest.raises(Refusal, match="déjà fermé"):
        close_account(closed, reason=WHY, by=odile)
    with pytest.raises(Refusal, match="déjà ouvert"):
        reopen_account(camille, reason=WHY, by=odile)
    for act in (close_account, reopen_account):
        with pytest.raises(Refusal, match="est effacé"):
            act(erased, reason=WHY, by=odile)


def test_whoever_is_closed_out_keeps_no_session_opened_as_a_colleague() -> None:
    odile, nadia, zoe = make_operator(), make_operator("Nadia Ferrand"), make_operator("Zoé Marchal")
    taken = Client()
    taken.post(f"/connexion/{issue_sign_in_link(zoe, by=nadia)}/")

    close_account(nadia, reason=WHY, by=odile)

    assert taken.get("/compte/").status_code == 302


def test_a_closed_account_is_appointed_to_nothing() -> None:
    odile, camille = make_operator(), make_person()
    close_account(camille, reason=WHY, by=odile)

    with pytest.raises(Refusal, match="Ce compte est fermé"):
        appoint(camille, Capacity.OFFICER, by=odile)


@pytest.mark.django_db(transaction=True)
def test_of_two_operators_who_close_each_other_out_at_once_one_stays() -> None:
    odile, nadia = make_operator(), make_operator("Nadia Ferrand")
    make_operator("Zoé Marchal")

    def close(pair: tuple[User, User]) -> bool:
        try:
            close_account(pair[0], reason=WHY, by=pair[1])
        except Refusal:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(close, [(odile, nadia), (nadia, odile)]))

    assert sorted(done) == [False, True]
    assert User.objects.filter(is_active=False).count() == 1
