from collections.abc import Iterator

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.journal.actions import record, run_reaction
from frenchimpact.journal.listeners import notice_of, notices, on, reactions
from frenchimpact.journal.models import Event, ReactionRun
from frenchimpact.journal.tests.factories import PLANTED, make_event, make_person, make_subject

pytestmark = pytest.mark.django_db


class Watched:
    """What listened during a test."""

    def __init__(self) -> None:
        self.told: list[int] = []
        self.done: list[int] = []
        self.fails = False

    def tell(self, event: Event) -> None:
        self.told.append(event.pk)

    def do(self, event: Event) -> None:
        self.done.append(event.pk)
        if self.fails:
            raise RuntimeError


@pytest.fixture
def watched() -> Iterator[Watched]:
    watched = Watched()

    @notice_of(PLANTED)
    def tell(event: Event) -> None:
        watched.tell(event)

    @on(PLANTED)
    def do(event: Event) -> None:
        watched.do(event)

    yield watched
    notices[PLANTED.code].remove(tell)
    reactions.pop(PLANTED.code)


def _waiting() -> list[dict[str, object]]:
    return list(ProcrastinateJob.objects.filter(task_name="journal.run_reaction").values_list("args", flat=True))


def _reaction() -> str:
    return next(iter(reactions[PLANTED.code]))


def test_a_fact_is_one_line_its_notice_and_a_job_for_its_reaction(watched: Watched) -> None:
    camille = make_person()

    event = record(PLANTED, make_subject(), by=camille, trees=3)

    assert list(Event.objects.values_list("pk", "actor_id", "verb", "details")) == [
        (event.pk, camille.pk, "test.planted", {"trees": 3})
    ]
    assert watched.told == [event.pk]
    assert _waiting() == [{"event_id": event.pk, "reaction": _reaction()}]
    assert watched.done == []


def test_a_change_that_is_undone_leaves_neither_line_nor_job(watched: Watched) -> None:
    with transaction.atomic():
        make_event()
        transaction.set_rollback(True)

    assert watched.told != []
    assert Event.objects.count() == 0
    assert _waiting() == []


def test_a_reaction_that_is_run_twice_has_one_effect(watched: Watched) -> None:
    event = make_event()

    run_reaction(event.pk, _reaction())
    run_reaction(event.pk, _reaction())

    assert watched.done == [event.pk]
    assert ReactionRun.objects.count() == 1


def test_a_reaction_that_fails_will_be_run_again(watched: Watched) -> None:
    event = make_event()
    watched.fails = True
    with pytest.raises(RuntimeError):
        run_reaction(event.pk, _reaction())
    assert ReactionRun.objects.count() == 0

    watched.fails = False
    run_reaction(event.pk, _reaction())

    assert watched.done == [event.pk, event.pk]
    assert ReactionRun.objects.count() == 1
