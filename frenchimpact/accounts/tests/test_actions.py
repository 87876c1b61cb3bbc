from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from frenchimpact.accounts.actions import (
    appoint_operator,
    claim_first_operator,
    close_other_sessions,
    count_link_try,
    end_appointment,
    forget_dead_links,
    issue_first_operator_link,
    issue_sign_in_link,
    open_account_for,
    remember_session,
    use_sign_in_link,
)
from frenchimpact.accounts.models import Appointment, OpenSession, SignInLink, SignInTry, User
from frenchimpact.accounts.rules import is_operator
from frenchimpact.accounts.tests.factories import make_appointment, make_operator, make_person
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

CAMILLE = {"name": "Camille Aubier", "email": "camille@exemple.test"}


def first_link() -> str:
    token = issue_first_operator_link()
    assert token
    return token


def make_session(person: User) -> None:
    session = SessionStore()
    session.create()
    remember_session(str(session.session_key), device="Firefox, Linux", by=person)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_camille_becomes_the_first_operator_by_the_printed_link() -> None:
    camille = claim_first_operator(first_link(), **CAMILLE)

    assert is_operator(camille, timezone.now())
    assert verbs() == ["accounts.first_operator"]
    assert issue_first_operator_link() is None


def test_the_token_itself_is_kept_nowhere() -> None:
    token = first_link()

    link = SignInLink.objects.get()
    assert link.token_hash != token
    assert len(link.token_hash) == 64


def test_a_second_first_link_kills_the_one_before() -> None:
    old, new = first_link(), first_link()

    with pytest.raises(Refusal, match="ne fonctionne pas ou plus"):
        claim_first_operator(old, **CAMILLE)

    assert not User.objects.exists()
    assert claim_first_operator(new, **CAMILLE).name == "Camille Aubier"


def test_the_first_link_dies_after_fifteen_minutes() -> None:
    token = first_link()

    later = time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1))
    with later, pytest.raises(Refusal, match="frenchimpact operator"):
        claim_first_operator(token, **CAMILLE)

    assert not User.objects.exists()
    assert not Event.objects.exists()


def test_the_first_link_opens_nothing_once_an_operator_is_there() -> None:
    token = first_link()
    make_operator()

    with pytest.raises(Refusal, match="déjà une première personne"):
        claim_first_operator(token, **CAMILLE)

    assert User.objects.count() == 1
    assert not Event.objects.exists()


def test_somebody_known_comes_back_as_first_operator_under_their_own_account() -> None:
    known = make_person()

    assert claim_first_operator(first_link(), name="Autre Nom", email="CAMILLE@exemple.test") == known


def test_a_sign_in_link_serves_once() -> None:
    noe = make_person("Noé Lanvin")
    token = issue_sign_in_link(noe, by=make_operator())

    assert use_sign_in_link(token) == noe
    with pytest.raises(Refusal, match="ne fonctionne pas ou plus"):
        use_sign_in_link(token)

    assert verbs() == ["accounts.link_issued"]


def test_a_new_sign_in_link_kills_the_one_before() -> None:
    noe = make_person("Noé Lanvin")
    old, _new = issue_sign_in_link(noe, by=None), issue_sign_in_link(noe, by=None)

    with pytest.raises(Refusal):
        use_sign_in_link(old)


def test_unknown_expired_and_closed_are_answered_in_the_same_words() -> None:
    noe, zoe = make_person("Noé Lanvin"), make_person("Zoé Marchal")
    expired, closed = issue_sign_in_link(noe, by=None), issue_sign_in_link(zoe, by=None)
    SignInLink.objects.filter(person=noe).update(expires_at=timezone.now())
    User.objects.filter(pk=zoe.pk).update(is_active=False)

    answers = []
    for token in ("unknown", expired, closed):
        with pytest.raises(Refusal) as refusal:
            use_sign_in_link(token)
        answers.append(refusal.value.message)

    assert len(set(answers)) == 1


def test_only_an_operator_or_the_command_line_issues_a_link() -> None:
    noe = make_person("Noé Lanvin")

    with pytest.raises(Refusal, match="Seule l’équipe"):
        issue_sign_in_link(noe, by=noe)

    assert not SignInLink.objects.exists()
    assert not Event.objects.exists()


def test_a_closed_account_gets_no_link() -> None:
    with pytest.raises(Refusal, match="compte est fermé"):
        issue_sign_in_link(make_person(is_active=False), by=None)

    assert not SignInLink.objects.exists()


def test_odile_appoints_camille_then_camille_ends_odiles_appointment() -> None:
    odile, camille = make_operator(), make_person()

    appoint_operator(camille, by=odile)
    ended = end_appointment(Appointment.objects.get(person=odile), by=camille, reason="Elle change de poste.")

    assert (ended.ended_by, ended.end_reason) == (camille, "Elle change de poste.")
    assert [is_operator(person, timezone.now()) for person in (odile, camille)] == [False, True]
    assert verbs() == ["accounts.appointed", "accounts.appointment_ended"]


def test_the_last_operator_stays() -> None:
    odile = make_operator()

    with pytest.raises(Refusal, match="dernière personne"):
        end_appointment(Appointment.objects.get(), by=odile, reason="Départ")

    assert is_operator(odile, timezone.now())
    assert not Event.objects.exists()


def test_an_operator_whose_account_is_closed_does_not_count_as_another() -> None:
    odile = make_operator()
    make_appointment(make_person(is_active=False))

    with pytest.raises(Refusal, match="dernière personne"):
        end_appointment(Appointment.objects.get(person=odile), by=odile, reason="Départ")


def test_nobody_is_appointed_twice_or_appointed_by_a_stranger() -> None:
    odile, noe = make_operator(), make_person("Noé Lanvin")

    with pytest.raises(Refusal, match="déjà partie"):
        appoint_operator(odile, by=odile)
    with pytest.raises(Refusal, match="Seule l’équipe"):
        appoint_operator(noe, by=noe)

    assert Appointment.objects.count() == 1
    assert not Event.objects.exists()


def test_an_address_has_one_account_whatever_its_capitals() -> None:
    odile = make_operator()

    first = open_account_for("Noe@exemple.test", "Noé Lanvin", by=odile)

    assert open_account_for(" noe@EXEMPLE.test", "N. Lanvin", by=odile) == first


def test_a_network_tries_twenty_links_in_ten_minutes_and_no_more() -> None:
    for _ in range(20):
        count_link_try("192.0.2.0/24")

    with pytest.raises(Refusal, match="dans dix minutes"):
        count_link_try("192.0.2.0/24")

    count_link_try("198.51.100.0/24")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        count_link_try("192.0.2.0/24")


def test_tries_are_forgotten_after_a_day_and_never_hold_the_network_in_clear() -> None:
    count_link_try("192.0.2.0/24")
    assert SignInTry.objects.filter(network__startswith="192.0.2").count() == 0

    forget_dead_links(timezone.now() + timedelta(hours=23))
    assert SignInTry.objects.count() == 1
    forget_dead_links(timezone.now() + timedelta(hours=25))
    assert SignInTry.objects.count() == 0


def test_links_are_forgotten_a_day_after_they_opened_something_and_not_before() -> None:
    camille, noe = make_person(), make_person("Noé Lanvin")
    use_sign_in_link(issue_sign_in_link(camille, by=None))
    issue_sign_in_link(noe, by=None)  # expires in an hour
    now = timezone.now()

    left = {hours: people_with_links(now + timedelta(hours=hours)) for hours in (0, 23, 24.5, 26)}

    assert left == {0: [camille, noe], 23: [camille, noe], 24.5: [noe], 26: []}


def test_a_session_that_has_expired_is_forgotten_with_whose_it_was() -> None:
    camille = make_person()
    over, open_still = SessionStore(), SessionStore()
    for session, days in ((over, 1), (open_still, 30)):
        session.set_expiry(timedelta(days=days))
        session.create()
        remember_session(str(session.session_key), device="Firefox, Linux", by=camille)

    forget_dead_links(timezone.now() + timedelta(days=2))

    assert [kept.session_id for kept in OpenSession.objects.all()] == [open_still.session_key]
    assert [kept.pk for kept in Session.objects.all()] == [open_still.session_key]


def people_with_links(at: datetime) -> list[User | None]:
    forget_dead_links(at)
    return [link.person for link in SignInLink.objects.order_by("person")]


def test_closing_other_sessions_when_there_are_none_says_so_and_writes_nothing() -> None:
    assert close_other_sessions(keep=None, by=make_person()) == 0
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_becomes_the_first_operator() -> None:
    token = first_link()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(partial(claim_or_refusal, token), ["camille@exemple.test", "noe@exemple.test"]))

    assert sorted(outcomes) == ["operator", "refused"]
    assert Appointment.objects.count() == 1
    assert User.objects.count() == 1


def claim_or_refusal(token: str, email: str) -> str:
    try:
        claim_first_operator(token, name="Camille Aubier", email=email)
    except Refusal:
        return "refused"
    finally:
        connection.close()
    return "operator"


def test_no_account_is_opened_for_what_is_not_an_address() -> None:
    with pytest.raises(Refusal, match="pas valable"):
        open_account_for("noe@exemple.test\nBcc: tous@exemple.test", "Noé Lanvin", by=None)

    assert not User.objects.exists()


def test_whoever_leaves_the_team_does_not_come_back_by_a_link_made_out_to_a_colleague() -> None:
    odile, nadia, leaver = make_operator(), make_operator("Nadia Ferrand"), make_operator("Luc Morin")
    unused = issue_sign_in_link(nadia, by=leaver)

    end_appointment(leaver.appointments.get(), by=odile, reason="Départ")

    with pytest.raises(Refusal, match="ne fonctionne pas ou plus"):
        use_sign_in_link(unused)


def test_whoever_leaves_the_team_keeps_no_session_opened_as_a_colleague() -> None:
    odile, nadia, leaver = make_operator(), make_operator("Nadia Ferrand"), make_operator("Luc Morin")
    make_session(nadia)
    issue_sign_in_link(nadia, by=leaver)
    make_session(nadia)

    end_appointment(leaver.appointments.get(), by=odile, reason="Départ")

    assert OpenSession.objects.filter(person=nadia).count() == 1  # the one that Nadia had opened before


def test_a_link_from_a_colleague_who_stays_still_signs_in() -> None:
    odile, nadia, leaver = make_operator(), make_operator("Nadia Ferrand"), make_operator("Luc Morin")
    token = issue_sign_in_link(nadia, by=odile)

    end_appointment(leaver.appointments.get(), by=odile, reason="Départ")

    assert use_sign_in_link(token) == nadia
