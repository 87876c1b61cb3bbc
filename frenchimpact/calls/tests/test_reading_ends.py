"""A reading ends with the seat, with the file, with a tie: none blocks its file, and none is given to nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.actions import erase_person
from frenchimpact.accounts.actions.appointments import end_appointment
from frenchimpact.accounts.models import Appointment, Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, sign_in
from frenchimpact.calls.actions.applications import withdraw_application
from frenchimpact.calls.actions.committees.allotments import (
    accept_fewer,
    pin_reader,
    unpin_reader,
    validate_allotment,
)
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts, settle_conflict, watch_conflicts
from frenchimpact.calls.models import (
    Application,
    CommitteeMember,
    Conflict,
    Degree,
    InterestDeclaration,
    Pin,
    Reading,
    ReadingState,
    Ruling,
    Stage,
)
from frenchimpact.calls.reactions import close_seats_of_the_appointment
from frenchimpact.calls.rules.examination import require_decider
from frenchimpact.calls.rules.readings import is_reader, reads
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.calls.tests.test_readings import Room, score
from frenchimpact.community.actions.relations import declare_relation
from frenchimpact.community.models import RelationKind, SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def given_to_ada(room: Room) -> list[Reading]:
    """Share out, and give what Ada has to read, something at least."""
    pin_reader(room.ada, room.files[0], by=room.chair.person, at=timezone.now())
    room.share_out()
    return list(Reading.objects.filter(member=room.ada))


def require_replaced(room: Room, before: list[Reading]) -> None:
    states = set(Reading.objects.filter(pk__in=[one.pk for one in before]).values_list("state", flat=True))
    assert states == {ReadingState.RECUSED}
    assert {one.application for one in room.share_out()} == {one.application for one in before}


def test_what_an_erased_person_had_to_read_is_given_to_somebody_else() -> None:
    room = Room(files=2)
    before = given_to_ada(room)

    erase_person(room.ada.person, at=timezone.now(), by=room.ada.person)

    require_replaced(room, before)


def test_what_was_to_be_read_under_an_appointment_that_is_ended_is_given_to_somebody_else() -> None:
    room = Room(files=2)
    before = given_to_ada(room)

    end_appointment(room.ada.appointment, by=make_operator("Odile Meunier"), reason="Mission finie.")
    close_seats_of_the_appointment(Event.objects.filter(verb="accounts.appointment_ended").latest("pk"))

    room.ada.refresh_from_db()
    assert room.ada.end_reason == "La nomination a pris fin."
    require_replaced(room, before)


def test_an_appointment_that_lapses_by_itself_and_a_seat_that_ended_before_block_nothing() -> None:
    room, now = Room(files=2), timezone.now()
    before = given_to_ada(room)
    Appointment.objects.filter(pk=room.ada.appointment_id).update(until=now - timedelta(minutes=1))
    bobs = list(Reading.objects.filter(member=room.bob))
    CommitteeMember.objects.filter(pk=room.bob.pk).update(ended_at=now)

    watch_conflicts(now)

    states = Reading.objects.filter(pk__in=[one.pk for one in [*before, *bobs]]).values_list("state", flat=True)
    assert set(states) == {ReadingState.RECUSED}
    room.ada.refresh_from_db()
    assert room.ada.ended_at is not None


def test_nothing_is_given_to_who_left_or_no_longer_declares_since_the_computation() -> None:
    room, now = Room(files=2), timezone.now()
    pin_reader(room.ada, room.files[0], by=room.chair.person, at=now)
    allotment = room.ask()
    InterestDeclaration.objects.filter(member=room.ada).update(valid_until=now + timedelta(minutes=1))

    with pytest.raises(Refusal, match="Ada ne siège plus au comité, ou sa déclaration"):
        validate_allotment(allotment, by=room.chair.person, at=now + timedelta(minutes=2))
    CommitteeMember.objects.filter(pk=room.ada.pk).update(ended_at=now)
    with pytest.raises(Refusal, match="Ada ne siège plus"):
        validate_allotment(allotment, by=room.chair.person, at=now)

    assert Reading.objects.count() == 0


def withdraw(file: Application) -> None:
    camille = make_appointed("Camille Mène", Capacity.OFFICER)
    make_seat(collective_of(file), camille, SeatRole.LEAD)
    withdraw_application(file, "", by=camille, at=timezone.now())


def test_a_file_withdrawn_between_the_computation_and_the_validation_is_given_to_nobody() -> None:
    room = Room(files=2)
    allotment = room.ask()
    withdraw(room.files[0])

    given = validate_allotment(allotment, by=room.chair.person, at=timezone.now())

    assert {one.application for one in given} == {room.files[1]}


def test_a_file_that_is_withdrawn_leaves_its_readers_and_closes_to_them() -> None:
    room, now = Room(files=1), timezone.now()
    first = room.share_out()[0]
    score(first)

    withdraw(room.files[0])

    states = Reading.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [ReadingState.LOCKED, ReadingState.RECUSED]
    for one in Reading.objects.all():
        assert not is_reader(one, one.member.person, now)
        assert not reads(one.application, one.member.person, now)
    assert not Email.objects.filter(subject__startswith="Un déport").exists()  # nobody needs another reader


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.LAPSED])
def test_a_file_given_up_is_open_to_no_reader(stage: Stage) -> None:
    reading = Room(files=1).share_out()[0]
    assert reads(reading.application, reading.member.person, timezone.now())

    Application.objects.update(stage=stage)

    assert not reads(reading.application, reading.member.person, timezone.now())


def tie_the_chair(room: Room, tie: str) -> None:
    if tie == "works for the applicant":
        make_seat(collective_of(room.files[0]), room.chair.person)
    else:
        Conflict.objects.create(
            member=room.chair, application=room.files[0], degree=Degree.BARRED, reasons="déclare\u00a0: famille"
        )


@pytest.mark.parametrize("tie", ["works for the applicant", "is family"])
def test_a_chair_who_is_tied_to_a_file_chooses_nothing_of_its_readers(tie: str) -> None:
    room, now = Room(files=2), timezone.now()
    by: dict[str, Any] = {"by": room.chair.person, "at": now}
    file, other = room.files
    declare_relation(RelationKind.FUNDS, room.ada.person, collective_of(file).lead, source="convention", by=None)
    refresh_conflicts(room.committee, by=None, at=now)
    pin = Pin.objects.create(member=room.bob, application=file, at=now)
    tie_the_chair(room, tie)

    with pytest.raises(Refusal, match="demandez à l’équipe du programme"):
        pin_reader(room.cleo, file, **by)
    with pytest.raises(Refusal, match="demandez à l’équipe du programme"):
        unpin_reader(pin, **by)
    with pytest.raises(Refusal, match="demandez à l’équipe du programme"):
        accept_fewer(file, 1, "Personne.", **by)
    with pytest.raises(Refusal, match="demandez à l’équipe du programme"):
        settle_conflict(Conflict.objects.get(member=room.ada), Ruling.ALLOWED, "Ancien.", **by)

    assert pin_reader(room.bob, other, **by)


def test_the_page_of_a_wave_hides_the_readers_of_a_file_from_a_chair_who_is_tied_to_it(client: Client) -> None:
    room = Room(files=2)
    make_seat(collective_of(room.files[0]), room.chair.person)
    Pin.objects.create(member=room.bob, application=room.files[0], at=timezone.now())
    room.share_out()
    page = f"/comite/{room.call.slug}/vagues/1/"

    sign_in(client, room.chair.person)
    hidden = client.get(page).content.decode()
    sign_in(client, make_operator("Odile Meunier"))
    shown = client.get(page).content.decode()

    told = "Un lien vous écarte de ce dossier"
    assert (hidden.count(told), shown.count(told)) == (1, 0)
    assert "Bob lit Pays 1" in shown
    assert "Bob lit Pays 1" not in hidden
    assert shown.count("(confiée)") - hidden.count("(confiée)") == 2


def test_who_read_a_file_does_not_decide_of_it_unless_they_stepped_back() -> None:
    reading = Room(files=1).share_out()[0]
    person, now = reading.member.person, timezone.now()
    Appointment.objects.create(person=person, capacity=Capacity.DECIDER, since=now, title="Préfète", delegation="–")

    with pytest.raises(Refusal, match="lu cette candidature"):
        require_decider(person, reading.application, now)

    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.RECUSED, recusal_reason="Malade.")
    require_decider(person, reading.application, now)
