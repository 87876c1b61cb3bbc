from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.actions import appoint_operator, issue_first_operator_link, issue_sign_in_link
from frenchimpact.accounts.models import OpenSession, SignInLink, SignInTry, User
from frenchimpact.accounts.tests.factories import make_operator, make_person

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SIGN_IN = "/connexion/"
ACCOUNT = "/compte/"


def signed_in(person: User) -> Client:
    client = Client(headers={"user-agent": FIREFOX})
    client.post(reverse("accounts:use_link", args=[issue_sign_in_link(person, by=None)]))
    return client


def test_camille_opens_the_first_access_and_lands_in_the_team_space() -> None:
    client, address = Client(), reverse("accounts:first_operator", args=[issue_first_operator_link()])

    assert client.get(address).status_code == 200
    answer = client.post(address, {"name": "Camille Aubier", "email": "camille@exemple.test"})

    assert answer["Location"] == "/equipe/"
    assert client.get("/equipe/").status_code == 200


def test_a_wrong_address_in_the_first_form_is_told_and_spends_nothing() -> None:
    address = reverse("accounts:first_operator", args=[issue_first_operator_link()])

    answer = Client().post(address, {"name": "Camille", "email": "camille"})

    assert list(answer.context["form"].errors) == ["email"]
    assert SignInLink.objects.filter(used_at=None).count() == 1


def test_a_scanner_that_opens_the_link_does_not_spend_it() -> None:
    noe = make_person("Noé Lanvin")
    address = reverse("accounts:use_link", args=[issue_sign_in_link(noe, by=None)])

    assert [Client().get(address).status_code, Client().head(address).status_code] == [200, 200]

    assert Client().post(address)["Location"] == "/mon-espace/"


def test_a_dead_link_leads_to_the_page_that_says_how_to_get_another() -> None:
    answer = Client().post(reverse("accounts:use_link", args=["inconnu"]), follow=True)

    assert answer.redirect_chain == [(SIGN_IN, 302)]
    assert [str(message)[:21] for message in answer.context["messages"]] == ["Ce lien ne fonctionne"]


def test_the_twenty_first_try_is_refused_even_with_the_right_link() -> None:
    token = issue_sign_in_link(make_person(), by=None)
    for _ in range(20):
        Client().post(reverse("accounts:use_link", args=["inconnu"]))

    answer = Client().post(reverse("accounts:use_link", args=[token]), follow=True)

    assert [str(message)[:12] for message in answer.context["messages"]] == ["Trop de lien"]
    assert SignInTry.objects.count() == 20
    assert SignInLink.objects.get().used_at is None


def test_signing_in_changes_the_session_key() -> None:
    client = Client()
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key

    client.post(reverse("accounts:use_link", args=[issue_sign_in_link(make_person(), by=None)]))

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_operators_session_ends_after_twelve_hours_even_when_active() -> None:
    client = signed_in(make_operator())

    with time_machine.travel(timezone.now() + timedelta(hours=11, minutes=59)):
        assert client.get(ACCOUNT).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=12, minutes=1)):
        assert client.get(ACCOUNT).status_code == 302


def test_an_appointment_closes_the_sessions_opened_before_it() -> None:
    noe = make_person("Noé Lanvin")
    client = signed_in(noe)

    appoint_operator(noe, by=make_operator())

    assert client.get(ACCOUNT).status_code == 302


def test_noe_sees_two_sessions_and_closes_the_other() -> None:
    noe = make_person("Noé Lanvin")
    here, elsewhere = signed_in(noe), signed_in(noe)

    shown = here.get(ACCOUNT).context["sessions"]
    assert [session.device for session in shown] == ["Firefox, Linux", "Firefox, Linux"]
    here.post("/compte/sessions/")

    assert [client.get(ACCOUNT).status_code for client in (here, elsewhere)] == [200, 302]


def test_signing_out_closes_the_session() -> None:
    client = signed_in(make_person())

    assert client.post("/deconnexion/")["Location"] == SIGN_IN

    assert client.get(ACCOUNT).status_code == 302
    assert not OpenSession.objects.exists()


def test_a_closed_account_is_out_at_once() -> None:
    noe = make_person("Noé Lanvin")
    client = signed_in(noe)

    User.objects.filter(pk=noe.pk).update(is_active=False)

    assert client.get(ACCOUNT).status_code == 302


def test_what_a_signed_in_person_sees_is_kept_nowhere() -> None:
    assert signed_in(make_person()).get(ACCOUNT)["Cache-Control"] == "no-store"
