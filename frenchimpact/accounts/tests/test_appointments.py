from datetime import timedelta

import pytest
from django.utils import timezone

from frenchimpact.accounts.actions import NewAppointment, appoint, appoint_by_address, end_appointment
from frenchimpact.accounts.models import Appointment, Capacity, OpenSession, User
from frenchimpact.accounts.rules import is_appointed, is_decider, is_officer, is_operator
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

ACT = "arrêté du 3 mars 2026"


def last_event() -> tuple[str, dict[str, object]]:
    event = Event.objects.order_by("-pk")[0]
    return event.verb, event.details


def test_odile_appoints_an_officer() -> None:
    odile, ines = make_operator(), make_person("Ines Garnier")

    appointment = appoint(ines, Capacity.OFFICER, by=odile)

    now = timezone.now()
    assert (is_officer(ines, now), is_decider(ines, now), is_operator(ines, now)) == (True, False, False)
    assert (appointment.by, appointment.until) == (odile, None)
    assert last_event() == ("accounts.appointed", {"capacity": "officer"})


def test_a_deciding_authority_has_a_title_and_a_delegation() -> None:
    odile, denis = make_operator(), make_person("Denis Morel")

    appointment = appoint(denis, Capacity.DECIDER, title=" Directeur ", delegation=ACT, by=odile)

    assert (appointment.title, appointment.delegation) == ("Directeur", ACT)
    assert is_decider(denis, timezone.now())


@pytest.mark.parametrize(
    ("title", "delegation", "told"), [("", ACT, "qualité"), (" ", ACT, "qualité"), ("Directeur", "", "délégation")]
)
def test_nobody_decides_without_a_title_and_a_delegation(title: str, delegation: str, told: str) -> None:
    odile, denis = make_operator(), make_person("Denis Morel")

    with pytest.raises(Refusal, match=told):
        appoint(denis, Capacity.DECIDER, title=title, delegation=delegation, by=odile)

    assert not denis.appointments.exists()


def test_nobody_holds_the_same_capacity_twice() -> None:
    odile, ines = make_operator(), make_person("Ines Garnier")
    appoint(ines, Capacity.OFFICER, until=timezone.now() + timedelta(days=9), by=odile)

    with pytest.raises(Refusal, match="déjà cette fonction"):
        appoint(ines, Capacity.OFFICER, by=odile)

    assert ines.appointments.count() == 1


def test_one_person_may_hold_two_capacities() -> None:
    odile, ines = make_operator(), make_person("Ines Garnier")

    appoint(ines, Capacity.OFFICER, by=odile)
    appoint(ines, Capacity.OPERATOR, by=odile)

    assert sorted(ines.appointments.values_list("capacity", flat=True)) == ["officer", "operator"]


def test_an_appointment_does_not_end_before_it_begins() -> None:
    odile, ines = make_operator(), make_person("Ines Garnier")

    with pytest.raises(Refusal, match="déjà passée"):
        appoint(ines, Capacity.OFFICER, until=timezone.now() - timedelta(seconds=1), by=odile)

    assert not ines.appointments.exists()


def test_an_appointment_with_a_term_ends_by_itself() -> None:
    odile, ines = make_operator(), make_person("Ines Garnier")
    until = timezone.now() + timedelta(days=1)

    appoint(ines, Capacity.OFFICER, until=until, by=odile)

    before, after = until - timedelta(seconds=1), until
    assert [is_appointed(ines, Capacity.OFFICER, at) for at in (before, after)] == [True, False]


@pytest.mark.parametrize("capacity", Capacity)
def test_camille_appoints_nobody(capacity: Capacity) -> None:
    camille, ines = make_person(), make_person("Ines Garnier")

    with pytest.raises(Refusal, match="l’équipe du programme"):
        appoint(ines, capacity, title="Directrice", delegation=ACT, by=camille)

    assert not Appointment.objects.exists()


def test_an_officer_and_a_decider_appoint_nobody() -> None:
    ines = make_person("Ines Garnier")

    for capacity in (Capacity.OFFICER, Capacity.DECIDER):
        with pytest.raises(Refusal, match="l’équipe du programme"):
            appoint(ines, Capacity.OFFICER, by=make_appointed(f"{capacity} Untel", capacity))

    assert not ines.appointments.exists()


def test_who_has_no_account_gets_one_with_the_appointment() -> None:
    odile = make_operator()

    appoint_by_address(NewAppointment("ines@exemple.test", "Ines Garnier", Capacity.OFFICER), by=odile)

    assert is_officer(User.objects.get(email="ines@exemple.test"), timezone.now())


def test_an_appointment_that_is_refused_opens_no_account() -> None:
    odile = make_operator()

    with pytest.raises(Refusal, match="qualité"):
        appoint_by_address(NewAppointment("denis@exemple.test", "Denis Morel", Capacity.DECIDER), by=odile)

    assert list(User.objects.all()) == [odile]


def test_the_only_operator_may_stop_to_examine_applications() -> None:
    odile = make_operator()
    appointment = appoint(odile, Capacity.OFFICER, by=odile)

    end_appointment(appointment, by=odile, reason="Réorganisation")

    assert not is_appointed(odile, Capacity.OFFICER, timezone.now())
    assert last_event() == ("accounts.appointment_ended", {"capacity": "officer"})


def test_the_sessions_of_whoever_is_appointed_are_closed() -> None:
    odile, ines = make_operator(), make_person("Ines Garnier")

    appoint(ines, Capacity.OFFICER, by=odile)

    assert not OpenSession.objects.filter(person=ines).exists()
