"""Changing one’s address, objecting to it, and closing one session."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.actions import change_address, issue_code, link_identity, try_code, undo_address_change
from frenchimpact.accounts.models import CodePurpose, Identity, OpenSession, Passkey, Totp, User
from frenchimpact.accounts.tests.factories import make_passkey, make_person, make_totp, sign_in
from frenchimpact.messaging.models import Email
from tests.signing_in.test_codes import code_sent_to, errors_of

pytestmark = pytest.mark.django_db

OLD, NEW = "camille@exemple.test", "nouvelle@exemple.test"


def changing(person: User) -> Client:
    client = sign_in(Client(), person)
    client.post("/compte/adresse/", {"email": NEW})
    client.post("/compte/adresse/code/", {"code": code_sent_to(NEW)})
    return client


def way_back() -> str:
    text = Email.objects.filter(to=OLD, subject__startswith="L’adresse").get().text
    return next(line for line in text.splitlines() if "/compte/adresse/annuler/" in line)


def test_camille_changes_her_address_once_the_new_one_is_proved() -> None:
    camille = make_person()
    client = sign_in(Client(), camille)
    client.post("/compte/adresse/", {"email": NEW})

    client.post("/compte/adresse/code/", {"code": "AAAAAA"})
    assert User.objects.get().email == OLD
    client.post("/compte/adresse/code/", {"code": code_sent_to(NEW)})

    assert User.objects.get().email == NEW


def test_the_old_address_takes_itself_back_for_seven_days_and_closes_every_session() -> None:
    client = changing(make_person())

    Client().get(way_back())
    assert User.objects.get().email == NEW
    Client().post(way_back())

    assert User.objects.get().email == OLD
    assert client.get("/compte/").status_code == 302


def test_whoever_took_the_account_keeps_no_key_and_no_identity_once_the_old_address_is_taken_back() -> None:
    camille = make_person()
    changing(camille)
    make_passkey(camille, name="Clé de l’intrus")
    make_totp(camille)
    link_identity("https://fournisseur.test", "intrus", siret="", by=camille)

    Client().post(way_back())

    assert [kind.objects.count() for kind in (Passkey, Totp, Identity)] == [0, 0, 0]


def test_the_keys_that_camille_had_before_stay_when_she_takes_her_address_back() -> None:
    camille = make_person()
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        make_passkey(camille)
        link_identity("https://fournisseur.test", "camille", siret="", by=camille)
    code, typed = issue_code(NEW, purpose=CodePurpose.NEW_ADDRESS)
    _, token = change_address(try_code(code.public_id, typed, purpose=CodePurpose.NEW_ADDRESS), by=camille)

    undo_address_change(token)

    assert [kind.objects.count() for kind in (Passkey, Identity)] == [1, 1]


def test_after_seven_days_the_new_address_stays() -> None:
    changing(make_person())

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        Client().post(way_back())

    assert User.objects.get().email == NEW


def test_the_address_of_somebody_else_is_refused_only_once_it_is_proved() -> None:
    make_person("Nour Elle", email=NEW)
    client = sign_in(Client(), make_person())

    assert client.post("/compte/adresse/", {"email": NEW})["Location"] == "/compte/adresse/code/"
    answer = client.post("/compte/adresse/code/", {"code": code_sent_to(NEW)})

    assert errors_of(answer)["code"][0].startswith("Cette adresse ne peut pas être utilisée")
    assert User.objects.filter(email=OLD).count() == 1


def test_a_code_to_sign_in_changes_no_address() -> None:
    client = sign_in(Client(), make_person())
    client.post("/connexion/", {"email": NEW})

    assert client.post("/compte/adresse/code/", {"code": code_sent_to(NEW)})["Location"] == "/compte/adresse/"
    assert User.objects.get().email == OLD


def test_camille_closes_one_session_and_never_somebody_elses() -> None:
    camille, noe = make_person(), make_person("Noé Lanvin")
    here, elsewhere, his = (sign_in(Client(), person) for person in (camille, camille, noe))
    sessions = {row.session_id: row.public_id for row in OpenSession.objects.all()}

    here.post(f"/compte/sessions/{sessions[str(elsewhere.session.session_key)]}/")
    refused = here.post(f"/compte/sessions/{sessions[str(his.session.session_key)]}/")

    assert refused.status_code == 404
    assert [client.get("/compte/").status_code for client in (here, elsewhere, his)] == [200, 302, 200]


def test_a_session_is_noted_as_seen_once_an_hour() -> None:
    client = sign_in(Client(), make_person())
    opened = OpenSession.objects.get().seen_at

    client.get("/compte/")
    assert OpenSession.objects.get().seen_at == opened
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        client.get("/compte/")

    assert OpenSession.objects.get().seen_at > opened + timedelta(hours=1)
