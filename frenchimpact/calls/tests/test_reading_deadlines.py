"""A reading is reminded, told to the chair when nobody begins it, and expires; more time opens it again."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.tests.factories import sign_in
from frenchimpact.calls.actions.committees.allotments import accept_fewer
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts
from frenchimpact.calls.actions.committees.deadlines import prolong_reading, take_back_reading, watch_readings
from frenchimpact.calls.actions.committees.readings import recuse_reading
from frenchimpact.calls.models import (
    CommitteeMember,
    Conflict,
    Degree,
    InterestDeclaration,
    Reading,
    ReadingState,
    Stage,
)
from frenchimpact.calls.rules.readings import is_reader
from frenchimpact.calls.tests.committee_things import make_candidate, make_reading
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.calls.tests.test_readings import Room, score
from frenchimpact.community.models import RelationKind
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def letters(start: str) -> list[str]:
    return sorted(Email.objects.filter(subject__startswith=start).values_list("to", flat=True))


def end_of(readings: list[Reading]) -> datetime:
    return readings[0].due_at


def room_of_one() -> Room:
    """One file, which the chair, who is away, does not read: nobody decides of the end of their own reading."""
    room = Room(files=1)
    CommitteeMember.objects.filter(pk=room.chair.pk).update(away_until=timezone.localdate() + timedelta(days=5))
    return room


def address_of(reading: Reading) -> str:
    return str(reading.member.person.email)


def test_a_reader_is_reminded_seven_and_two_days_before_once_for_all_their_files() -> None:
    readings = Room().share_out()
    end = end_of(readings)
    readers = sorted({address_of(one) for one in readings})

    watch_readings(end - timedelta(days=8))
    assert letters("Vos lectures à rendre") == []
    for days in (7, 6, 3):
        watch_readings(end - timedelta(days=days))
    assert letters("Vos lectures à rendre") == readers
    watch_readings(end - timedelta(days=2))
    watch_readings(end - timedelta(days=1))

    assert letters("Vos lectures à rendre") == sorted(readers * 2)


def test_who_has_handed_over_is_not_reminded_and_a_worker_that_slept_reminds_once() -> None:
    first, *others = Room().share_out()
    for one in [first, *(each for each in others if each.member == first.member)]:
        score(one)

    watch_readings(first.due_at - timedelta(days=1))

    assert address_of(first) not in letters("Vos lectures à rendre")
    assert letters("Vos lectures à rendre") == sorted({address_of(one) for one in others} - {address_of(first)})


def test_a_file_given_three_days_before_its_end_is_reminded_two_days_before_only() -> None:
    readings = Room(files=1, readers=1).share_out()
    Reading.objects.update(assigned_at=end_of(readings) - timedelta(days=3))

    watch_readings(end_of(readings) - timedelta(days=3))
    assert letters("Vos lectures à rendre") == []
    watch_readings(end_of(readings) - timedelta(days=2))

    assert len(letters("Vos lectures à rendre")) == 1


def test_the_chair_is_told_once_who_has_not_begun_and_sees_it(client: Client) -> None:
    room = Room(files=1)
    begun, silent = room.share_out()
    write_answer(begun.assessment.sheet, "defis", "3", version=0, by=begun.member.person, at=timezone.now())
    Reading.objects.update(assigned_at=timezone.now() - timedelta(days=6))

    watch_readings(timezone.now())
    watch_readings(timezone.now() + timedelta(hours=1))

    assert letters("Des lectures ne sont pas commencées") == [room.chair.person.email]
    text = Email.objects.get(subject__startswith="Des lectures ne sont pas").text
    assert str(silent.member) in text
    assert f"({begun.member})" not in text
    sign_in(client, room.chair.person)
    page = client.get(f"/comite/{room.call.slug}/vagues/1/").content.decode()
    assert page.count("pas répondu") == 1


def test_what_is_not_handed_over_in_time_is_closed_and_both_sides_are_told() -> None:
    room = Room(files=1)
    late, done = room.share_out()
    score(done)
    after = late.due_at + timedelta(hours=1)

    watch_readings(late.due_at + timedelta(minutes=5))
    late.refresh_from_db()
    assert late.state == ReadingState.ASSIGNED  # what was sent in time may still wait for its turn
    watch_readings(after)
    watch_readings(after + timedelta(hours=1))

    late.refresh_from_db()
    done.refresh_from_db()
    assert [late.state, done.state] == [ReadingState.EXPIRED, ReadingState.SUBMITTED]
    assert not is_reader(late, late.member.person, after)
    assert letters("Des lectures ont expiré") == [room.chair.person.email]
    assert letters("Vos lectures ont expiré") == [address_of(late)]


def test_an_expired_reading_is_given_to_somebody_else_and_not_to_the_same() -> None:
    room = Room(files=1)
    late, other = room.share_out()
    watch_readings(late.due_at + timedelta(hours=1))
    Reading.objects.filter(pk=other.pk).update(state=ReadingState.ASSIGNED)

    given = room.share_out()

    assert [one.application for one in given] == [late.application]
    assert given[0].member not in {late.member, other.member}


def test_more_time_opens_it_again_with_what_was_written() -> None:
    room = room_of_one()
    late = room.share_out()[0]
    write_answer(late.assessment.sheet, "defis", "3", version=0, by=late.member.person, at=timezone.now())
    after = late.due_at + timedelta(hours=1)
    watch_readings(after)

    prolong_reading(late, after + timedelta(days=4), by=room.chair.person, at=after)

    late.refresh_from_db()
    assert late.state == ReadingState.ASSIGNED
    assert is_reader(late, late.member.person, after)
    assert late.assessment.sheet.answers.get(key="defis").value == "3"
    assert address_of(late) in letters("Vous avez plus de temps")
    watch_readings(late.due_at - timedelta(days=2))
    assert letters("Vos lectures à rendre") == [address_of(late)]  # of the new end
    score(late)


def test_the_chair_takes_back_what_is_not_read_with_a_reason() -> None:
    room = room_of_one()
    reading = room.share_out()[0]
    now = timezone.now()
    for by in (room.ada.person, reading.member.person):
        if by != room.chair.person:
            with pytest.raises(Refusal):
                take_back_reading(reading, "Absent.", by=by, at=now)
    with pytest.raises(Refusal, match="Dites pourquoi"):
        take_back_reading(reading, " ", by=room.chair.person, at=now)
    assert not Event.objects.filter(verb="calls.reading_taken_back").exists()

    take_back_reading(reading, "Sans réponse depuis dix jours.", by=room.chair.person, at=now)

    reading.refresh_from_db()
    assert reading.state == ReadingState.EXPIRED
    assert (
        "Sans réponse depuis dix jours." in Email.objects.get(to=address_of(reading), subject__contains="retirée").text
    )
    assert (reading.taken_back_by, reading.taken_back_at) == (room.chair.person, now)
    assert Event.objects.get(verb="calls.reading_taken_back").details == {}  # a line of the journal is never emptied
    assert room.share_out()[0].application == reading.application


def test_a_chair_decides_nothing_of_the_end_of_their_own_reading() -> None:
    room, now = Room(files=1), timezone.now()
    reading = make_reading(room.chair, make_candidate(room.call, "Le sien", stage=Stage.IN_REVIEW))

    with pytest.raises(Refusal, match="sa propre lecture"):
        take_back_reading(reading, "Trop pris.", by=room.chair.person, at=now)
    with pytest.raises(Refusal, match="sa propre lecture"):
        prolong_reading(reading, reading.due_at + timedelta(days=5), by=room.chair.person, at=now)

    reading.refresh_from_db()
    assert (reading.state, reading.prolonged_at, reading.taken_back_at) == (ReadingState.ASSIGNED, None, None)


def test_nobody_is_reminded_at_once_of_what_they_have_just_been_given_more_time_for() -> None:
    room = room_of_one()
    late, now = room.share_out()[0], timezone.now()
    Reading.objects.update(assigned_at=now - timedelta(days=20), due_at=now + timedelta(days=1))
    prolong_reading(late, now + timedelta(days=5), by=room.chair.person, at=now)

    watch_readings(now + timedelta(hours=1))
    assert address_of(late) not in letters("Vos lectures à rendre")
    watch_readings(now + timedelta(days=3))

    assert letters("Vos lectures à rendre").count(address_of(late)) == 1


def test_a_chair_who_declared_a_tie_today_is_told_neither_who_has_not_begun_nor_who_stepped_back() -> None:
    room, now = room_of_one(), timezone.now()
    first, second = room.share_out()
    declaration = InterestDeclaration.objects.get(member=room.chair)
    declaration.interests.create(name=str(first.application.applicant), kind=RelationKind.FAMILY)
    Reading.objects.update(assigned_at=now - timedelta(days=6))

    watch_readings(now)
    recuse_reading(second, "Une affaire de famille.", by=second.member.person, at=now)

    assert letters("Des lectures ne sont pas commencées") == []
    assert letters("Un déport") == []


def test_more_time_is_refused_where_it_would_break_a_rule() -> None:
    room = room_of_one()
    late, other = room.share_out()
    chair, later = room.chair.person, late.due_at + timedelta(days=9)
    now = late.due_at + timedelta(hours=1)
    with pytest.raises(Refusal, match="plus tardive"):
        prolong_reading(late, late.due_at, by=chair, at=now)
    score(other)
    with pytest.raises(Refusal, match="transmise"):
        prolong_reading(other, later, by=chair, at=now)
    watch_readings(now)
    accept_fewer(late.application, 1, "Un seul suffit.", by=chair, at=now)
    with pytest.raises(Refusal, match="a trouvé ses lecteurs"):
        prolong_reading(late, later, by=chair, at=now)
    make_seat(collective_of(late.application), late.member.person)
    with pytest.raises(Refusal, match=r"Un lien écarte|Un lien vous écarte"):
        prolong_reading(late, later, by=chair, at=now)

    late.refresh_from_db()
    assert late.state == ReadingState.EXPIRED


def test_a_tie_found_after_the_end_is_written_and_the_database_lets_nobody_open_it_again() -> None:
    room = Room(files=1)
    late = room.share_out()[0]
    watch_readings(late.due_at + timedelta(hours=1))
    make_seat(collective_of(late.application), late.member.person)

    refresh_conflicts(room.committee, by=None, at=timezone.now())

    assert Conflict.objects.get(member=late.member, application=late.application).degree == Degree.BARRED
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=late.pk).update(state=ReadingState.ASSIGNED)
    Reading.objects.filter(pk=late.pk).update(due_at=timezone.now())  # what is over may still be written


def test_the_chair_gives_time_and_takes_back_on_the_pages(client: Client) -> None:
    room = Room(files=2)
    reading = next(one for one in room.share_out() if one.member != room.chair)
    here = f"/comite/{room.call.slug}/lectures/{reading.public_id}/"
    sign_in(client, reading.member.person)
    assert {client.get(f"{here}{page}/").status_code for page in ("delai", "retrait")} == {404}
    sign_in(client, room.chair.person)
    day = (reading.due_at + timedelta(days=5)).date()

    assert client.post(f"{here}delai/", {"due_on": f"{day:%Y-%m-%d}"}).status_code == 302
    reading.refresh_from_db()
    assert timezone.localdate(reading.due_at) == day
    assert client.post(f"{here}retrait/", {"reason": "Plus de nouvelles."}).status_code == 302

    reading.refresh_from_db()
    assert reading.state == ReadingState.EXPIRED
    assert "redonner du temps" in client.get(f"/comite/{room.call.slug}/vagues/1/").content.decode()
    make_seat(collective_of(reading.application), room.chair.person)
    assert client.get(f"{here}delai/").status_code == 404
