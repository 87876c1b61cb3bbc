"""What the journal promises even against the shell: nothing is changed, and a change made by force is seen."""

import pytest
from django.db import IntegrityError, connection, transaction

from frenchimpact.journal.actions import LINES_PER_SEAL, seal_lines
from frenchimpact.journal.models import Event, ReactionRun, Seal
from frenchimpact.journal.queries import Verification, verify_seals
from frenchimpact.journal.tests.factories import make_event

pytestmark = pytest.mark.django_db


def _force(statement: str, *parameters: int) -> None:
    """Do what only the owner of the tables can, by hand."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER append_only")
        cursor.execute(statement, parameters)
        cursor.execute("ALTER TABLE journal_event ENABLE ALWAYS TRIGGER append_only")


def test_a_line_is_neither_changed_nor_deleted() -> None:
    event = make_event()

    with pytest.raises(IntegrityError, match="append-only: UPDATE"), transaction.atomic():
        Event.objects.update(verb="test.other")
    with pytest.raises(IntegrityError, match="append-only: DELETE"), transaction.atomic():
        event.delete()

    assert list(Event.objects.values_list("verb", flat=True)) == ["test.planted"]


def test_a_run_and_a_seal_are_not_deleted() -> None:
    ReactionRun.objects.create(event=make_event(), reaction="test")
    seal_lines()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ReactionRun.objects.all().delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Seal.objects.all().delete()

    assert (ReactionRun.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.parametrize("table", ["journal_event", "journal_reactionrun", "journal_seal"])
def test_the_journal_is_not_emptied(table: str) -> None:
    make_event()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL frenchimpact.tests_may_empty = 'off'")

        with pytest.raises(IntegrityError, match="append-only: TRUNCATE"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")

    assert Event.objects.count() == 1


def test_lines_that_nobody_touched_verify() -> None:
    for _ in range(3):
        make_event()
    seal_lines()
    make_event()
    seal_lines()
    make_event()

    assert Seal.objects.count() == 2
    assert verify_seals() == Verification(lines=4, first_altered=None)


def test_there_is_nothing_to_seal_twice() -> None:
    make_event()
    seal_lines()

    assert seal_lines() is None
    assert Seal.objects.count() == 1


def test_one_altered_line_is_located() -> None:
    events = [make_event() for _ in range(6)]
    seal_lines()

    _force("UPDATE journal_event SET at = at + interval '1 second' WHERE id = %s", events[3].pk)

    assert verify_seals() == Verification(lines=0, first_altered=events[3].pk)


def test_a_deleted_line_is_located_in_the_second_seal() -> None:
    make_event()
    seal_lines()
    events = [make_event() for _ in range(3)]
    seal_lines()

    _force("DELETE FROM journal_event WHERE id = %s", events[1].pk)

    assert verify_seals() == Verification(lines=1, first_altered=events[1].pk)


def test_a_line_slipped_in_afterwards_is_located() -> None:
    first = make_event()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('journal_event_id_seq')")
    make_event()
    seal_lines()

    Event.objects.create(
        pk=first.pk + 1, verb="test.forged", subject_type_id=first.subject_type_id, subject_id=first.subject_id
    )

    assert verify_seals() == Verification(lines=0, first_altered=first.pk + 1)


def test_a_changed_seal_is_seen() -> None:
    event = make_event()
    seal_lines()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_seal DISABLE TRIGGER append_only")
        cursor.execute("UPDATE journal_seal SET digest = repeat('0', 64)")
        cursor.execute("ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER append_only")

    verification = verify_seals()

    assert verification.first_altered is not None
    assert verification.first_altered <= event.pk


def test_one_line_of_many_is_located() -> None:
    first = make_event()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO journal_event (at, actor_id, verb, subject_type_id, subject_id, details)
            SELECT now() + n * interval '1 second', n, 'test.planted', %s, n, '{}' FROM generate_series(1, 25000) n
            """,
            [first.subject_type_id],
        )
    while seal_lines():
        pass
    altered = Event.objects.order_by("-pk")[200]

    _force("UPDATE journal_event SET actor_id = 1 WHERE id = %s", altered.pk)

    assert Seal.objects.count() == 25_001 // LINES_PER_SEAL + 1
    assert verify_seals().first_altered == altered.pk
