"""The team's pages of appointments and of delays."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.accounts.retention import retention_of
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, sign_in
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Notice

pytestmark = pytest.mark.django_db

NEW = "/equipe/nominations/nouvelle/"
DENIS = {"email": "denis@exemple.test", "name": "Denis Morel", "capacity": "decider", "title": "Directeur"}


@pytest.fixture
def team() -> Client:
    return sign_in(Client(), make_operator())


def test_odile_appoints_a_deciding_authority_by_address(team: Client) -> None:
    answer = team.post(NEW, DENIS | {"delegation": "arrêté du 3 mars 2026", "until": "2030-12-31"})

    appointment = Appointment.objects.get(person__email="denis@exemple.test")
    assert (answer.status_code, answer["Location"]) == (302, "/equipe/nominations/")
    assert (appointment.title, appointment.delegation) == ("Directeur", "arrêté du 3 mars 2026")
    assert appointment.until is not None
    assert appointment.until.isoformat() == "2030-12-31T23:00:00+00:00"  # the last day is whole, in Paris
    notice = Notice.objects.get(person=appointment.person, about__verb="accounts.appointed")
    assert notice.title == "Vous êtes nommé·e : autorité de décision"


def test_who_signs_in_their_own_right_needs_no_delegation(team: Client) -> None:
    team.post(NEW, DENIS | {"in_own_right": "on"})

    assert Appointment.objects.get(capacity=Capacity.DECIDER).delegation == "en son nom propre, sans délégation"


def test_a_refusal_keeps_what_was_written_and_writes_nothing(team: Client) -> None:
    answer = team.post(NEW, DENIS)

    form = answer.context["form"]
    assert form["title"].value() == "Directeur"
    assert [error[:22] for error in form.non_field_errors()] == ["Indiquez la délégation"]
    assert not User.objects.filter(email="denis@exemple.test").exists()


@pytest.mark.parametrize("wrong", [{"email": "denis"}, {"capacity": "roi"}, {"until": "31 février"}, {"name": ""}])
def test_a_form_that_is_wrong_says_where(team: Client, wrong: dict[str, str]) -> None:
    answer = team.post(NEW, DENIS | {"delegation": "x"} | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, list(wrong))
    assert not Appointment.objects.filter(capacity=Capacity.DECIDER).exists()


def test_appointments_are_filtered_by_capacity(team: Client) -> None:
    make_appointed("Ines Garnier", Capacity.OFFICER)
    make_appointed("Denis Morel", Capacity.DECIDER)

    rows = team.get("/equipe/nominations/?fonction=decider").context["listing"].rows

    assert [str(row.person) for row in rows] == ["Denis Morel"]


def test_odile_changes_a_delay_and_the_register_says_it(team: Client) -> None:
    asked = {"days": 730, "notice_days": 60, "counted_from": "la dernière connexion", "why": "avis du délégué"}

    answer = team.post("/equipe/conservation/account/", asked)

    assert answer["Location"] == "/equipe/conservation/"
    assert (retention_of("account").days, Event.objects.order_by("-pk")[0].verb) == (730, "accounts.retention_changed")
    register = Client().get("/donnees-personnelles/registre/").context["delays"]
    assert [delay.line.days for delay in register if delay.line.code == "account"] == [730]


def test_a_notice_longer_than_the_delay_is_refused_and_what_was_written_stays(team: Client) -> None:
    asked = {"days": 30, "notice_days": 31, "counted_from": "x", "why": "y"}

    answer = team.post("/equipe/conservation/account/", asked)

    assert answer.context["form"]["days"].value() == "30"
    assert [error[:10] for error in answer.context["form"].non_field_errors()] == ["Le préavis"]
    assert retention_of("account").days == 1095


def test_a_delay_that_does_not_exist_is_not_found(team: Client) -> None:
    assert team.get("/equipe/conservation/inconnue/").status_code == 404


def test_the_page_of_delays_asks_the_same_whatever_is_kept(team: Client) -> None:
    team.get("/equipe/conservation/")
    with CaptureQueriesContext(connection) as queries:
        team.get("/equipe/conservation/")

    assert sum("accounts_retention" in query["sql"] for query in queries) == 1
