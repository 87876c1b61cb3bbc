"""Before roles, accounts and personal data, one proves again who one is; the session goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from pytest_django import Settings
from pytest_django.asserts import assertContains

from frenchimpact.accounts.models import OpenSession, User
from frenchimpact.accounts.tests.factories import make_loss, make_operator, make_person, make_totp, sign_in
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email
from tests.signing_in.test_codes import code_sent_to
from tests.signing_in.test_factors import code_now

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
LATER = timedelta(minutes=16)
OF_THE_TEAM = ("people", "appointments", "emails", "journal")


def asked_again(answer: object) -> str:
    """Give the page to which one goes back once one has proved who one is; nothing where that was not asked."""
    address = str(answer.headers.get("Location", ""))  # type: ignore[attr-defined]
    return address.partition("/compte/confirmer/?next=")[2].replace("%2F", "/")


def test_odile_proves_again_who_she_is_before_roles_accounts_and_delays() -> None:
    client, zoe = sign_in(Client(), make_operator()), make_operator("Zoé Marchal")
    pages = [
        reverse("portal:appointment_new"),
        reverse("portal:appointment_end", args=[zoe.appointments.get().pk]),
        reverse("portal:person_link", args=[zoe.public_id]),
        reverse("portal:person_close", args=[zoe.public_id]),
        reverse("portal:person_reopen", args=[zoe.public_id]),
        reverse("portal:retention_change", args=["account"]),
        reverse("accounts:loss", args=[make_loss(zoe).public_id]),
    ]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)

    with time_machine.travel(timezone.now() + LATER):
        assert [asked_again(client.get(page)) for page in pages] == pages
        assert [asked_again(client.post(page, {"reason": "x"})) for page in pages] == pages

    assert User.objects.filter(is_active=False).count() == 0


def test_nobody_comes_into_the_team_by_a_session_left_open() -> None:
    client = sign_in(Client(), make_operator())

    with time_machine.travel(timezone.now() + LATER):
        answer = client.post("/equipe/personnes/", {"email": "voleur@exemple.test", "name": "Voleur"})

    assert asked_again(answer) == "/equipe/personnes/"
    assert not User.objects.filter(email="voleur@exemple.test").exists()


@pytest.mark.parametrize("name", OF_THE_TEAM)
def test_a_list_of_people_is_read_without_more_but_does_not_leave_the_site(name: str) -> None:
    client, page = sign_in(Client(), make_operator()), reverse(f"portal:{name}")
    assert client.get(f"{page}?export=csv")["Content-Type"].startswith("text/csv")

    with time_machine.travel(timezone.now() + LATER):
        assert client.get(page).status_code == 200
        assert asked_again(client.get(f"{page}?export=csv")) == page
        assert asked_again(client.get(f"{page}?export=xlsx")) == page


def test_camille_proves_again_who_she_is_before_her_data_leave_or_go() -> None:
    client = sign_in(Client(), make_person())

    with time_machine.travel(timezone.now() + LATER):
        assert client.get("/compte/donnees/").status_code == 200
        assert asked_again(client.post("/compte/donnees/export/")) == "/compte/donnees/"
        erasure = "/compte/donnees/effacement/"
        assert asked_again(client.post(erasure, {"word": "EFFACER"})) == erasure

    assert User.objects.get().erased_at is None
    assert not Event.objects.filter(verb="accounts.data_exported").exists()


def test_whoever_proves_again_goes_on_in_the_same_session_under_another_key() -> None:
    camille = make_person()
    client = sign_in(Client(), camille)
    before, key, told = OpenSession.objects.get(), client.session.session_key, Email.objects.count()

    with time_machine.travel(timezone.now() + LATER):
        client.post("/compte/confirmer/?next=/compte/donnees/")
        answer = client.post("/connexion/code/", {"code": code_sent_to(camille.email)})
        exported = client.post("/compte/donnees/export/")
        assert b"".join(exported).startswith(b"PK")

    after = OpenSession.objects.get()
    assert answer["Location"] == "/compte/donnees/"
    assert (after.public_id, after.since, after.device) == (before.public_id, before.since, before.device)
    assert after.session_id != key
    assert Email.objects.count() == told + 1  # the code, and nobody is told of a new sign-in
    assert Event.objects.filter(verb="accounts.proved_again").count() == 1


def test_what_odile_had_typed_is_given_back_once_she_has_proved_who_she_is() -> None:
    odile = make_operator()
    client, page = sign_in(Client(), odile), "/equipe/personnes/"
    typed = {"email": "zoe@exemple.test", "name": 'Zoé "Zo" Marchal', "many": ["1", "2"]}

    with time_machine.travel(timezone.now() + LATER):
        client.post(page, typed)
        client.post(f"/compte/confirmer/?next={page}")
        answer = client.post("/connexion/code/", {"code": code_sent_to(odile.email)})
        kept = client.get(answer["Location"])
        assertContains(kept, '<input type="hidden" name="name" value="Zoé &quot;Zo&quot; Marchal">', html=True)
        client.post(kept.context["held"].path, urlencode(kept.context["held"].words), content_type=FORM)

        assert client.get("/compte/reprendre/")["Location"] == "/compte/"  # it is sent, and kept no longer
    assert answer["Location"] == "/compte/reprendre/"
    assert kept.context["held"].words[-2:] == [("many", "1"), ("many", "2")]
    assert User.objects.get(email="zoe@exemple.test").name == 'Zoé "Zo" Marchal'


def test_an_operator_proves_again_by_the_second_factor_and_the_twelve_hours_do_not_begin_again(
    settings: Settings,
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    odile = make_operator()
    secret = make_totp(odile)
    client = Client()
    client.post("/connexion/", {"email": odile.email})
    client.post("/connexion/code/", {"code": code_sent_to(odile.email)})
    client.post("/connexion/second-facteur/", {"code": code_now(secret)})
    ends = OpenSession.objects.get().session.expire_date

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        client.post("/compte/confirmer/?next=/equipe/nominations/nouvelle/")
        answer = client.post("/connexion/second-facteur/", {"code": code_now(secret)})
        page = client.get("/equipe/nominations/nouvelle/")

    assert answer["Location"] == "/equipe/nominations/nouvelle/"
    assert page.status_code == 200
    assert abs(OpenSession.objects.get().session.expire_date - ends) < timedelta(seconds=1)


def test_the_code_of_somebody_else_is_no_proof_of_oneself() -> None:
    noe = make_person("Noé Lanvin")
    client = sign_in(Client(), make_person())

    with time_machine.travel(timezone.now() + LATER):
        client.post("/connexion/", {"email": noe.email})
        client.post("/connexion/code/", {"code": code_sent_to(noe.email)})

    assert OpenSession.objects.latest("pk").person == noe  # it opens that account, and leaves this one
    assert not Event.objects.filter(verb="accounts.proved_again").exists()
