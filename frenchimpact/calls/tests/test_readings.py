"""A wave is shared out, read, and nobody ever reads across a conflict: not even by hand in the database."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_operator
from frenchimpact.calls.actions import propose
from frenchimpact.calls.actions.committees.allotments import (
    accept_fewer,
    ask_allotment,
    pin_reader,
    unpin_reader,
    validate_allotment,
)
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts, settle_conflict, watch_conflicts
from frenchimpact.calls.actions.committees.members import end_seat
from frenchimpact.calls.actions.committees.readings import (
    lock_readings,
    recuse_reading,
    send_to_committee,
    submit_reading,
)
from frenchimpact.calls.actions.committees.settings import weigh_criteria
from frenchimpact.calls.models import (
    Allotment,
    AllotmentState,
    Application,
    College,
    Committee,
    CommitteeMember,
    Conflict,
    Degree,
    Reading,
    ReadingState,
    Ruling,
    Sense,
    Stage,
    Wave,
)
from frenchimpact.calls.reactions import compute_allotment
from frenchimpact.calls.rules.readings import is_reader, may_read_others, works_for
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.community.actions.relations import declare_relation
from frenchimpact.community.models import MembershipRole, RelationKind
from frenchimpact.community.tests.factories import make_membership, make_organisation, make_seat
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


class Room:
    """A committee of four, its chair among them, and the files of its wave."""

    def __init__(self, files: int = 3, readers: int = 2) -> None:
        self.committee: Committee = make_committee(readers=readers)
        self.call = self.committee.call
        self.chair = make_member(self.committee, "Charles", College.STATE, is_chair=True)
        names = {"Ada": College.ESS, "Bob": College.FUNDER, "Cleo": College.TERRITORY}
        self.ada, self.bob, self.cleo = (make_member(self.committee, name, of) for name, of in names.items())
        self.files = [
            make_candidate(self.call, f"Pays {number}", stage=Stage.READY_FOR_JURY) for number in range(1, files + 1)
        ]
        self.wave = Wave.objects.get(call=self.call)

    def ask(self) -> Allotment:
        """Ask for a proposal and compute it, as the worker would."""
        allotment = ask_allotment(self.wave, by=self.chair.person, at=timezone.now())
        compute_allotment(Event.objects.filter(verb="calls.allotment_asked").latest("pk"))
        allotment.refresh_from_db()
        return allotment

    def share_out(self) -> list[Reading]:
        return validate_allotment(self.ask(), by=self.chair.person, at=timezone.now())


def score(reading: Reading, *, defis: str = "4", moyens: str = "2") -> Reading:
    """Write scores and hand them over."""
    now, person = timezone.now(), reading.member.person
    for key, value in {"defis": defis, "moyens": moyens, "confiance": "3"}.items():
        known = reading.assessment.sheet.answers.filter(key=key).first()
        version = known.version if known else 0
        write_answer(reading.assessment.sheet, key, value, version=version, by=person, at=now)
    return submit_reading(reading, by=person, at=now)


def test_an_officer_hands_a_file_to_the_committee_and_proposes_nothing_before_it_is_read() -> None:
    room, officer, now = Room(files=0), make_appointed("Ines Instruction", Capacity.OFFICER), timezone.now()
    application = make_candidate(room.call, "Pays")
    with pytest.raises(Refusal, match="transmettez-lui d’abord"):
        propose(application, Sense.FAVOURABLE, "Oui.", by=officer, at=now)
    with pytest.raises(Refusal):
        send_to_committee(application, by=room.ada.person, at=now)

    assert send_to_committee(application, by=officer, at=now).stage == Stage.READY_FOR_JURY


def test_each_file_gets_its_readers_of_two_colleges_and_each_of_them_one_letter() -> None:
    room = Room()

    readings = room.share_out()

    assert len(readings) == 6
    assert {one.stage for one in Application.objects.filter(call=room.call)} == {Stage.IN_REVIEW}
    for file in room.files:
        assert len({one.member.college for one in readings if one.application == file}) == 2
    letters = Email.objects.filter(subject__startswith="Des dossiers vous sont confiés")
    assert letters.count() == len({one.member for one in readings})


def test_a_proposal_tells_how_it_serves_each_side_before_anything_is_given() -> None:
    room = Room()

    allotment = room.ask()

    assert allotment.state == AllotmentState.READY
    assert sum(load * count for load, count in allotment.report["loads"]) == 6
    assert len(allotment.report["worst"]) == 3
    assert allotment.report["worst_fit"] <= allotment.report["bound"]
    assert Reading.objects.count() == 0


def test_nobody_barred_away_or_undeclared_gets_anything() -> None:
    room = Room(files=2)
    make_seat(collective_of(room.files[0]), room.ada.person)
    CommitteeMember.objects.filter(pk=room.bob.pk).update(away_until=timezone.localdate() + timedelta(days=5))
    late = make_member(room.committee, "Lena Tard", College.COMPANY, declared=False)

    readings = room.share_out()

    read = {(one.member, one.application) for one in readings}
    assert (room.ada, room.files[0]) not in read
    assert {member for member, _ in read}.isdisjoint({room.bob, late})


def test_only_the_chair_asks_and_validates() -> None:
    room, odile, now = Room(), make_operator("Odile Meunier"), timezone.now()
    for by in (odile, room.ada.person):
        with pytest.raises(Refusal):
            ask_allotment(room.wave, by=by, at=now)
    allotment = room.ask()

    for by in (odile, room.ada.person):
        with pytest.raises(Refusal):
            validate_allotment(allotment, by=by, at=now)

    assert Reading.objects.count() == 0


def test_a_wave_that_still_takes_submissions_is_not_shared_out() -> None:
    room = Room()
    Wave.objects.update(cutoff_at=timezone.now() + timedelta(days=1))

    with pytest.raises(Refusal, match="reçoit encore"):
        room.ask()


def test_what_is_impossible_is_told_in_a_sentence_that_names_files_members_and_the_rule() -> None:
    room = Room(files=1, readers=3)
    for member in (room.ada, room.bob):
        make_seat(collective_of(room.files[0]), member.person)

    allotment = room.ask()

    assert allotment.state == AllotmentState.IMPOSSIBLE
    assert (
        "1 dossier (Pays 1) n’a pas assez de lecteurs, sur 2 membres possibles (écartés par un lien\u00a0: Ada, Bob)"
        in allotment.explanation
    )
    with pytest.raises(Refusal):
        validate_allotment(allotment, by=room.chair.person, at=timezone.now())


def test_a_pin_holds_and_its_cost_is_told_and_none_crosses_a_tie() -> None:
    room, now = Room(files=2), timezone.now()
    make_seat(collective_of(room.files[1]), room.ada.person)
    refresh_conflicts(room.committee, by=None, at=now)
    with pytest.raises(Refusal):
        pin_reader(room.ada, room.files[1], by=room.chair.person, at=now)
    pin = pin_reader(room.bob, room.files[0], by=room.chair.person, at=now)

    allotment = room.ask()

    assert allotment.pairs.filter(member=room.bob, application=room.files[0]).exists()
    assert [(who, what) for who, what, _ in allotment.report["pins"]] == [("Bob", "Pays 1")]
    with pytest.raises(Refusal):
        unpin_reader(pin, by=room.bob.person, at=now)


def test_a_tie_that_waits_for_the_chair_stops_the_validation_until_it_is_settled() -> None:
    room, now = Room(files=1, readers=4), timezone.now()
    declare_relation(
        RelationKind.FUNDS, room.ada.person, collective_of(room.files[0]).lead, source="convention", by=None
    )
    allotment = room.ask()
    with pytest.raises(Refusal, match="Ada est écarté·e"):
        validate_allotment(allotment, by=room.chair.person, at=now)

    settle_conflict(Conflict.objects.get(), Ruling.ALLOWED, "Une ancienne aide.", by=room.chair.person, at=now)

    assert len(validate_allotment(allotment, by=room.chair.person, at=now)) == 4


CONFLICTS: dict[str, Callable[[Room, CommitteeMember, Application], object]] = {
    "barred": lambda _, member, file: Conflict.objects.create(
        member=member, application=file, degree=Degree.BARRED, reasons="famille"
    ),
    "not settled": lambda _, member, file: Conflict.objects.create(
        member=member, application=file, degree=Degree.TO_SETTLE, reasons="le finance"
    ),
    "of the collective": lambda _, member, file: make_seat(collective_of(file), member.person),
    "works for the lead": lambda _, member, file: make_membership(collective_of(file).lead, member.person),
    "sits for the lead": lambda _, member, file: CommitteeMember.objects.filter(pk=member.pk).update(
        organisation=collective_of(file).lead
    ),
}


@pytest.mark.parametrize("tie", CONFLICTS)
def test_the_database_itself_holds_no_conflicted_reading(tie: str) -> None:
    room = Room(files=2)
    given = next(one for one in room.share_out() if one.application == room.files[0])
    stranger = next(
        one
        for one in (room.ada, room.bob, room.cleo, room.chair)
        if not Reading.objects.filter(member=one, application=given.application).exists()
    )
    CONFLICTS[tie](room, stranger, given.application)

    for state in ("assigned", "locked"):
        with pytest.raises(IntegrityError, match="conflict of interests"), transaction.atomic():
            by_hand(
                "INSERT INTO calls_reading (public_id, application_id, member_id, allotment_id, assessment_id, state, "
                "assigned_at, due_at, recusal_reason) SELECT 'abcdefghij', application_id, %s, allotment_id, "
                "assessment_id, %s, assigned_at, due_at, '' FROM calls_reading WHERE id = %s",
                [stranger.pk, state, given.pk],
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        by_hand("UPDATE calls_reading SET member_id = %s WHERE id = %s", [stranger.pk, given.pk])


def test_the_database_refuses_a_conflict_that_bars_a_reading_under_way() -> None:
    reading = Room(files=1).share_out()[0]

    with pytest.raises(IntegrityError, match="ends first"), transaction.atomic():
        Conflict.objects.create(
            member=reading.member, application=reading.application, degree=Degree.BARRED, reasons="famille"
        )


def test_a_tie_found_later_takes_the_reading_back() -> None:
    room = Room(files=1)
    reading = room.share_out()[0]
    make_seat(collective_of(reading.application), reading.member.person)
    assert not is_reader(reading, reading.member.person, timezone.now())  # at once, before anybody has looked

    assert watch_conflicts(timezone.now()) == 1

    reading.refresh_from_db()
    assert reading.state == ReadingState.RECUSED
    assert not is_reader(reading, reading.member.person, timezone.now())


def test_who_steps_back_is_replaced_and_nobody_else_moves() -> None:
    room, now = Room(files=2), timezone.now()
    before = room.share_out()
    leaving = before[0]
    recuse_reading(leaving, "Je connais le maire.", by=leaving.member.person, at=now)

    given = room.share_out()

    assert [one.application for one in given] == [leaving.application]
    assert given[0].member != leaving.member
    kept = set(Reading.objects.active().values_list("pk", flat=True))
    assert kept == {one.pk for one in before[1:]} | {given[0].pk}
    assert Email.objects.filter(to=room.chair.person.email, subject__startswith="Un déport").count() == 1


def test_a_wave_is_read_to_its_end_with_the_grid_it_began_with() -> None:
    room, odile = Room(files=1), make_operator("Odile Meunier")
    first, second = room.share_out()
    weigh_criteria(room.committee, {"defis": 10, "moyens": 90}, by=odile)
    recuse_reading(second, "Malade.", by=second.member.person, at=timezone.now())

    (given,) = room.share_out()

    assert given.assessment.version == first.assessment.version
    assert room.committee.grid.versions.count() == 2


def test_the_chair_accepts_fewer_readers_with_a_reason() -> None:
    room, now, officer = Room(files=1), timezone.now(), make_appointed("Ines Instruction", Capacity.OFFICER)
    first, second = room.share_out()
    score(first)
    recuse_reading(second, "Malade.", by=second.member.person, at=now)
    with pytest.raises(Refusal, match="1 lecture"):
        propose(room.files[0], Sense.FAVOURABLE, "Oui.", by=officer, at=now)
    with pytest.raises(Refusal):
        accept_fewer(room.files[0], 1, " ", by=room.chair.person, at=now)

    accept_fewer(room.files[0], 1, "Personne d’autre ne peut.", by=room.chair.person, at=now)

    assert propose(room.files[0], Sense.FAVOURABLE, "Oui.", by=officer, at=now).sense == Sense.FAVOURABLE


def test_the_scores_of_others_open_once_ones_own_are_in() -> None:
    first, second = Room(files=1).share_out()
    now = timezone.now()
    score(first)
    assert not may_read_others(second, second.member.person, now)

    second = score(second)

    assert may_read_others(second, second.member.person, now)
    assert not may_read_others(second, first.member.person, now)


def test_a_reading_is_revised_both_are_kept_and_nothing_changes_after_the_decision() -> None:
    reading = Room(files=1).share_out()[0]
    score(reading)
    assert score(reading, moyens="5").state == ReadingState.REVISED
    assert reading.assessment.sealed.count() == 2

    lock_readings(reading.application, by=None, at=timezone.now())

    with pytest.raises(Refusal):
        score(reading, moyens="0")
    assert reading.assessment.sealed.count() == 2


def test_a_member_who_leaves_in_the_middle_leaves_what_was_handed_over() -> None:
    room = Room(files=2)
    readings = room.share_out()
    mine = [one for one in readings if one.member == readings[0].member]
    score(mine[0])

    end_seat(mine[0].member, reason="Nouveau poste.", by=mine[0].member.person)

    states = Reading.objects.filter(member=mine[0].member).order_by("pk").values_list("state", flat=True)
    assert list(states) == [ReadingState.SUBMITTED, *[ReadingState.RECUSED] * (len(mine) - 1)]
    replaced = room.share_out()
    assert len(replaced) == len(mine) - 1


def test_no_file_opens_before_the_declaration_or_once_it_has_lapsed() -> None:
    reading = Room(files=1).share_out()[0]
    person: User = reading.member.person
    now: datetime = timezone.now()
    assert is_reader(reading, person, now)

    assert not is_reader(reading, person, now + timedelta(days=400))


def by_hand(sql: str, values: list[int | str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_who_works_for_an_organisation_that_applies_by_itself_does_not_read_its_file() -> None:
    room = Room(files=1)
    file = room.files[0]
    hive = make_organisation("La Ruche d’Essai")
    Application.objects.filter(pk=file.pk).update(collective=None, organisation=hive)
    file = Application.objects.get(pk=file.pk)
    assert not works_for(room.ada, file)

    make_membership(hive, room.ada.person, MembershipRole.EDITOR)

    assert works_for(room.ada, file)
