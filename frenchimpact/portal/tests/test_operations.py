from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.accounts.actions import issue_sign_in_link
from frenchimpact.accounts.models import Appointment, User
from frenchimpact.accounts.rules import is_operator
from frenchimpact.accounts.tests.factories import make_appointment, make_operator, make_person
from frenchimpact.journal.jobs import enqueue
from frenchimpact.messaging.models import Email

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.post(f"/connexion/{issue_sign_in_link(person, by=None)}/")
    return client


def make_email(number: int, **state: object) -> Email:
    return Email.objects.create(
        to="noe@exemple.test", subject=f"Objet {number}", text="Texte", message_id=f"<{number}@exemple.test>", **state
    )


@pytest.fixture
def odile() -> User:
    return make_operator()


@pytest.fixture
def team(odile: User) -> Client:
    return signed_in(odile)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/equipe/", "/equipe/journal/", "/equipe/personnes/", "/equipe/nominations/"])
def test_a_page_asks_the_same_of_the_database_for_one_person_and_for_three(team: Client, address: str) -> None:
    make_person("Noé Lanvin")
    issue_sign_in_link(User.objects.get(email="noe@exemple.test"), by=None)
    queries_of(team, address)  # content types are remembered from now on
    before = queries_of(team, address)

    for name in ("Zoé Marchal", "Ines Aubry"):
        issue_sign_in_link(make_operator(name), by=None)

    assert queries_of(team, address) == before


def test_the_outbox_asks_the_same_for_one_email_and_for_three(team: Client) -> None:
    Email.objects.all().delete()
    make_email(1)
    before = queries_of(team, "/equipe/courriels/")

    make_email(2, given_up_at=timezone.now())
    make_email(3, sent_at=timezone.now())

    assert queries_of(team, "/equipe/courriels/") == before


def test_the_outbox_is_filtered_by_state(team: Client) -> None:
    make_email(1)
    make_email(2, given_up_at=timezone.now(), last_error="550 inconnu")

    shown = team.get("/equipe/courriels/?etat=abandonne").context["listing"]

    assert [email.subject for email in shown.rows] == ["Objet 2"]


def test_odile_sends_again_what_was_given_up(team: Client) -> None:
    email = make_email(1, given_up_at=timezone.now(), attempts=5)

    assert team.get(f"/equipe/courriels/{email.pk}/").status_code == 200
    assert team.post(f"/equipe/courriels/{email.pk}/")["Location"] == "/equipe/courriels/"

    email.refresh_from_db()
    assert (email.given_up_at, email.attempts) == (None, 0)


def test_what_was_not_given_up_is_not_sent_again(team: Client) -> None:
    assert team.post(f"/equipe/courriels/{make_email(1).pk}/").status_code == 404


def test_odile_appoints_somebody_by_address_then_ends_it(team: Client, odile: User) -> None:
    team.post("/equipe/personnes/", {"email": "noe@exemple.test", "name": "Noé Lanvin"})
    appointment = Appointment.objects.get(person__email="noe@exemple.test")
    assert (appointment.by, is_operator(appointment.person, timezone.now())) == (odile, True)

    team.post(f"/equipe/nominations/{appointment.pk}/fin/", {"reason": "Fin de mission"})

    appointment.refresh_from_db()
    assert (appointment.ended_by, appointment.end_reason) == (odile, "Fin de mission")


def test_appointments_are_filtered_sorted_and_exported(team: Client, odile: User) -> None:
    noe = make_person("Noé Lanvin")
    make_appointment(noe, until=timezone.now() - timedelta(days=1))

    def shown(query: str) -> list[User]:
        return [row.person for row in team.get(f"/equipe/nominations/?{query}").context["listing"].rows]

    assert (shown("etat=en-cours"), shown("etat=terminees"), shown("personne=noe")) == ([odile], [noe], [noe])
    assert (shown("tri=personne"), shown("tri=-personne")) == ([noe, odile], [odile, noe])
    file = team.get("/equipe/nominations/?etat=terminees&export=csv").getvalue().decode()
    assert [line.split(";")[0] for line in file.splitlines()] == ["\ufeffPersonne", "Noé Lanvin"]


def test_no_appointment_ends_without_a_reason(team: Client, odile: User) -> None:
    appointment = Appointment.objects.get(person=odile)

    answer = team.post(f"/equipe/nominations/{appointment.pk}/fin/", {"reason": " "})

    assert list(answer.context["form"].errors) == ["reason"]
    assert is_operator(odile, timezone.now())


def test_the_link_that_odile_issues_signs_noe_in(team: Client) -> None:
    noe = make_person("Noé Lanvin")

    address = team.post(f"/equipe/personnes/{noe.public_id}/lien/").context["address"]

    assert Client().post(address)["Location"] == "/mon-espace/"


def test_the_journal_is_filtered_by_fact_and_exported(team: Client) -> None:
    issue_sign_in_link(make_person("Noé Lanvin"), by=None)

    shown = team.get("/equipe/journal/?fait=accounts.signed_in").context["listing"]
    file = team.get("/equipe/journal/?fait=accounts.signed_in&export=csv").getvalue().decode()

    assert [event.verb for event in shown.rows] == ["accounts.signed_in"]
    assert file.splitlines()[0] == "\ufeffQuand;Par;Fait;Sujet"
    assert len(file.splitlines()) == 2


def test_the_journal_bears_any_filter(team: Client) -> None:
    assert team.get("/equipe/journal/?fait=rien&du=hier&au=99&tri=--&page=-3").status_code == 200


def test_health_is_shown_before_any_worker_or_seal(team: Client) -> None:
    checks = {check.name: check.is_well for check in team.get("/equipe/sante/").context["checks"]}

    assert (checks["Base de données"], checks["Travaux de fond"], checks["Sceaux du journal"]) == (True, False, True)


def test_machines_learn_that_the_site_is_alive_and_no_more() -> None:
    answer = Client().get("/sante")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_odile_puts_back_in_the_queue_what_failed(team: Client) -> None:
    enqueue("journal.run_reaction", {"event_id": 0, "reaction": "nothing"})
    number = ProcrastinateJob.objects.latest("pk").pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])
    assert "Relancer tous les travaux en échec" in team.get("/equipe/sante/").content.decode()

    answer = team.post("/equipe/sante/relance/", follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Travaux relancés\u00a0: 1."]
    assert ProcrastinateJob.objects.get(pk=number).status == "todo"
