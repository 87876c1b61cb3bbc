"""Second factors: set up, asked for, taken away, lost."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from frenchimpact.accounts.actions import answer_loss, issue_sign_in_link
from frenchimpact.accounts.calculations import totp
from frenchimpact.accounts.models import Capacity, FactorLoss, OpenSession, Passkey, RecoveryCode, Totp, User
from frenchimpact.accounts.tests.factories import (
    make_appointed,
    make_loss,
    make_operator,
    make_passkey,
    make_person,
    make_totp,
    sign_in,
)
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

SECURITY, FACTOR = "/compte/securite/", "/connexion/second-facteur/"


@pytest.fixture(autouse=True)
def _second_factor_required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def pending(person: User) -> Client:
    """Whoever opened a personal link, and owes the second factor."""
    client = Client()
    assert client.post(f"/connexion/{issue_sign_in_link(person, by=None)}/")["Location"] == FACTOR
    return client


def code_now(secret: str, *, later: int = 0) -> str:
    return totp.code_of(secret, int(timezone.now().timestamp()) // totp.STEP + later)


def test_an_operator_without_factor_is_led_to_set_one_up_and_sees_nothing_before() -> None:
    client = Client()
    answer = client.post(f"/connexion/{issue_sign_in_link(make_operator(), by=None)}/")

    assert answer["Location"] == SECURITY
    assert client.get("/equipe/")["Location"] == SECURITY
    assert client.post("/equipe/personnes/", {"email": "x@exemple.test", "name": "X"})["Location"] == SECURITY
    assert not User.objects.filter(email="x@exemple.test").exists()


@pytest.mark.parametrize("capacity", Capacity.values)
def test_whoever_is_appointed_needs_a_second_factor(capacity: str) -> None:
    person = make_appointed("Ines Aubry", Capacity(capacity))

    answer = Client().post(f"/connexion/{issue_sign_in_link(person, by=None)}/")

    assert answer["Location"] == SECURITY


def test_an_operator_relies_an_application_and_is_let_in_at_once() -> None:
    client = sign_in(Client(), make_operator(), strong=False)
    client.get("/compte/securite/application/")

    client.post("/compte/securite/application/", {"code": code_now(client.session["secret"])})

    assert client.get("/equipe/").status_code == 200
    assert client.session["second_factor"] is True
    assert "secret" not in client.session


def test_the_code_of_the_application_opens_a_strong_session_and_serves_once() -> None:
    odile = make_operator()
    secret = make_totp(odile)
    code, first, second = code_now(secret), pending(odile), pending(odile)

    assert first.post(FACTOR, {"code": code})["Location"] == "/equipe/"
    answer = second.post(FACTOR, {"code": code})

    assert first.get("/equipe/").status_code == 200
    assert answer.context["error"].startswith("Ce code n’est pas celui")
    assert OpenSession.objects.count() == 1


@pytest.mark.parametrize("later", [-2, 2])
def test_a_code_of_more_than_thirty_seconds_ago_or_ahead_is_refused(later: int) -> None:
    odile = make_operator()
    secret = make_totp(odile)

    assert pending(odile).post(FACTOR, {"code": code_now(secret, later=later)}).status_code == 200
    assert not OpenSession.objects.exists()


def test_the_seventh_second_factor_is_refused_even_when_right_and_from_another_browser() -> None:
    odile = make_operator()
    secret = make_totp(odile)
    client = pending(odile)
    for _ in range(6):
        client.post(FACTOR, {"code": "000000"})

    answer = pending(odile).post(FACTOR, {"code": code_now(secret)})

    assert answer.context["error"].startswith("Six essais ont échoué")
    assert not OpenSession.objects.exists()


def test_the_secret_of_the_application_is_encrypted() -> None:
    secret = make_totp(make_person())

    assert secret not in Totp.objects.get().secret


def test_recovery_codes_are_shown_once_and_each_opens_once() -> None:
    camille = make_person()
    make_totp(camille)
    here = sign_in_strong(camille)
    codes = here.post("/compte/securite/codes-de-secours/").context["codes"]

    assert pending(camille).post(FACTOR, {"code": codes[0].lower()})["Location"] == "/mon-espace/"
    again = pending(camille).post(FACTOR, {"code": codes[0]})

    assert again.context["error"].startswith("Ce code de secours")
    assert len(set(codes)) == 10
    assert RecoveryCode.objects.filter(used_at=None).count() == 9
    assert "codes" not in here.get("/compte/securite/codes-de-secours/").context


def test_an_operator_keeps_one_factor_at_least_and_anybody_else_may_have_none() -> None:
    odile, camille = make_operator(), make_person()
    for person in (odile, camille):
        client = sign_in(Client(), person)
        key = make_passkey(person)
        client.post(f"/compte/securite/cles/{key.public_id}/retrait/")

    assert [key.person for key in Passkey.objects.all()] == [odile]


def test_camille_renames_her_key_and_nobody_elses() -> None:
    camille, noe = make_person(), make_person("Noé Lanvin")
    client = sign_in(Client(), camille)
    hers, his = make_passkey(camille), make_passkey(noe)

    client.post(f"/compte/securite/cles/{hers.public_id}/", {"name": "Ordinateur"})
    refused = client.post(f"/compte/securite/cles/{his.public_id}/", {"name": "Volée"})

    assert refused.status_code == 404
    assert sorted(Passkey.objects.values_list("name", flat=True)) == ["Ordinateur", "Téléphone"]


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": 3}', "x" * 50_000, '{"rawId": "AA", "response": {}}'])
def test_a_forged_key_is_refused_and_opens_nothing(answer: str) -> None:
    make_passkey(make_person())
    client = Client()
    client.get("/connexion/cle/")

    refused = client.post("/connexion/cle/", {"answer": answer})

    assert refused.context["error"].startswith("Cette clé d’accès n’a pas été reconnue")
    assert not OpenSession.objects.exists()


def test_a_change_to_the_account_asks_again_who_one_is_after_fifteen_minutes() -> None:
    camille = make_person()
    client = sign_in(Client(), camille)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = client.get("/compte/adresse/")

    assert answer["Location"] == "/compte/confirmer/?next=%2Fcompte%2Fadresse%2F"


def test_a_lost_factor_is_given_back_after_two_days_by_an_operator() -> None:
    camille = make_person()
    make_totp(camille)
    pending(camille).post("/connexion/facteur-perdu/", {"message": "Téléphone volé"})
    loss, odile = FactorLoss.objects.get(), make_operator()

    with pytest.raises(Refusal, match="48 heures"):
        answer_loss(loss, accepted=True, reason="Rappelée", by=odile)
    assert Totp.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=48, minutes=1)):
        answer_loss(loss, accepted=True, reason="Rappelée", by=odile)

    assert Totp.objects.count() == 0
    assert Event.objects.filter(verb="accounts.loss_answered", actor_id=odile.pk).count() == 1


def test_camille_stops_whoever_pretends_to_have_lost_her_factor() -> None:
    camille = make_person()
    make_totp(camille)
    pending(camille).post("/connexion/facteur-perdu/", {"message": ""})
    text = Email.objects.filter(to=camille.email, subject__startswith="Quelqu’un déclare").get().text
    address = next(line for line in text.splitlines() if "/connexion/facteur-perdu/" in line)

    Client().get(address)
    assert FactorLoss.objects.open().count() == 1
    Client().post(address)

    assert FactorLoss.objects.open().count() == 0
    with (
        time_machine.travel(timezone.now() + timedelta(days=3)),
        pytest.raises(Refusal, match="déjà close"),
    ):
        answer_loss(FactorLoss.objects.get(), accepted=True, reason="Rappelée", by=make_operator())
    assert Totp.objects.count() == 1


def test_nobody_but_another_operator_answers_a_loss() -> None:
    odile, camille = make_operator(), make_person()
    loss = make_loss(odile, hours_ago=50)

    for by, sentence in ((camille, "Seule l’équipe"), (odile, "sa propre demande")):
        with pytest.raises(Refusal, match=sentence):
            answer_loss(loss, accepted=True, reason="Moi", by=by)

    assert FactorLoss.objects.open().count() == 1


def sign_in_strong(person: User) -> Client:
    """Sign in somebody who has an application, by the code that it shows."""
    client, row = pending(person), Totp.objects.get(person=person)
    row.last_step = 0
    row.save()
    client.post(FACTOR, {"code": code_now("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")})
    return client
