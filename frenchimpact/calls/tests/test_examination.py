"""Officers examine, the authority decides; every step at its moment, by who may, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person
from frenchimpact.calls.actions import (
    DecisionFacts,
    ask_complements,
    assign_officer,
    check_admissibility,
    declare_complete,
    lapse_overdue,
    propose,
    read_decision,
    record_decision,
    remind_of_complements,
    send_back,
)
from frenchimpact.calls.actions.submissions import answer_complements
from frenchimpact.calls.models import NEXT_STAGES, Application, Decision, Outcome, Sense, Stage
from frenchimpact.calls.queries.desk import last_submission, on_desk, waiting_for_decision
from frenchimpact.calls.queries.eligibility import findings_on
from frenchimpact.calls.queries.submitted import changes_between
from frenchimpact.calls.rules import move
from frenchimpact.calls.tests.factories import (
    IN_TIME,
    collective_of,
    make_call,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.community.models import SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.eligibility.calculations import Verdict
from frenchimpact.journal.models import Event
from frenchimpact.questionnaires.models import Answer, Opening
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
AT = IN_TIME + timedelta(days=1)
YES = DecisionFacts(Sense.FAVOURABLE, "Un collectif solide.")
NO = DecisionFacts(Sense.UNFAVOURABLE, "Trop peu de membres.", "Réunir trois membres.")
Act = Callable[[Application, User, User], object]
ACTS: dict[str, tuple[set[Stage], Act]] = {
    "assign": (
        {
            Stage.SUBMITTED,
            Stage.COMPLETENESS,
            Stage.CORRECTION_REQUESTED,
            Stage.INSTRUCTION,
            Stage.READY_FOR_JURY,
            Stage.IN_REVIEW,
            Stage.PROPOSED,
        },
        lambda application, officer, _: assign_officer(application, officer, by=officer),
    ),
    "admit": (
        {Stage.SUBMITTED},
        lambda application, officer, _: check_admissibility(application, Outcome.PASSED, "", by=officer, at=AT),
    ),
    "refuse": (
        {Stage.SUBMITTED},
        lambda application, officer, _: check_admissibility(application, Outcome.FAILED, "Non.", by=officer, at=AT),
    ),
    "complete": (
        {Stage.COMPLETENESS},
        lambda application, officer, _: declare_complete(application, by=officer, at=AT),
    ),
    "complements": (
        {Stage.COMPLETENESS, Stage.INSTRUCTION},
        lambda application, officer, _: ask_complements(application, {"besoins": "Précisez."}, "", by=officer, at=AT),
    ),
    "propose": (
        {Stage.INSTRUCTION},
        lambda application, officer, _: propose(application, Sense.FAVOURABLE, "Oui.", by=officer, at=AT),
    ),
    "decide": ({Stage.PROPOSED}, lambda application, _, decider: record_decision(application, YES, by=decider, at=AT)),
    "send back": ({Stage.PROPOSED}, lambda application, _, decider: send_back(application, "Non.", by=decider, at=AT)),
}


@pytest.fixture
def ines() -> User:
    return make_appointed("Ines Instruction", Capacity.OFFICER)


@pytest.fixture
def denis() -> User:
    return make_appointed("Denis Autorité", Capacity.DECIDER, title="directeur du programme")


@pytest.fixture
def camille() -> User:
    return make_person("Camille Aubier")


@pytest.fixture
def application(camille: User) -> Application:
    call = make_call()
    make_wave(call)
    return make_submitted(call, make_ready_collective(lead=camille), camille)


def put_at(application: Application, stage: Stage) -> Application:
    Application.objects.filter(pk=application.pk).update(stage=stage, stage_since=IN_TIME)
    if stage == Stage.PROPOSED:
        application.proposals.create(
            sense=Sense.FAVOURABLE, reasons="Oui.", by=make_appointed("Olga Autre", Capacity.OFFICER), at=IN_TIME
        )
    application.refresh_from_db()
    return application


def trace(application: Application) -> tuple[object, ...]:
    application.refresh_from_db()
    counts = [getattr(application, name).count() for name in ("examinations", "complements", "proposals")]
    decided = Decision.objects.filter(application=application).count()
    return application.stage, application.officer_id, *counts, decided, Event.objects.count()


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_each_step_has_its_moment(application: Application, ines: User, denis: User, stage: Stage, name: str) -> None:
    allowed, act = ACTS[name]
    put_at(application, stage)
    before = trace(application)

    if stage in allowed:
        act(application, ines, denis)
        assert trace(application) != before
    else:
        with pytest.raises(Refusal):
            act(application, ines, denis)
        assert trace(application) == before


@pytest.mark.parametrize("name", ACTS)
def test_nobody_else_examines_or_decides(application: Application, name: str) -> None:
    stages, act = ACTS[name]
    put_at(application, min(stages))
    simple = make_person("Paule Simple")
    before = trace(application)

    with pytest.raises(Refusal):
        act(application, simple, simple)

    assert trace(application) == before


@pytest.mark.parametrize("name", ["decide", "send back"])
def test_neither_officers_nor_the_team_decide(application: Application, ines: User, name: str) -> None:
    put_at(application, Stage.PROPOSED)
    before = trace(application)

    for person in (ines, make_operator()):
        with pytest.raises(Refusal, match="Seule l’autorité de décision"):
            ACTS[name][1](application, ines, person)

    assert trace(application) == before


@pytest.mark.parametrize("name", ["admit", "complete", "complements", "propose"])
def test_the_authority_does_not_examine(application: Application, denis: User, name: str) -> None:
    stages, act = ACTS[name]
    put_at(application, min(stages))
    before = trace(application)

    with pytest.raises(Refusal, match="chargées de l’instruction"):
        act(application, denis, denis)

    assert trace(application) == before


def test_who_examined_does_not_decide_even_when_appointed(application: Application, ines: User) -> None:
    put_at(application, Stage.INSTRUCTION)
    propose(application, Sense.FAVOURABLE, "Oui.", by=ines, at=AT)
    ines.appointments.create(capacity=Capacity.DECIDER, title="directrice", since=IN_TIME - timedelta(days=900))

    with pytest.raises(Refusal, match="Vous avez instruit cette candidature"):
        record_decision(application, YES, by=ines, at=AT)

    assert not Decision.objects.exists()


def test_an_officer_of_the_collective_stays_out(application: Application, ines: User) -> None:
    make_seat(collective_of(application), ines, SeatRole.READER)
    before = trace(application)

    with pytest.raises(Refusal, match="Vous faites partie de ce collectif"):
        check_admissibility(application, Outcome.PASSED, "", by=ines, at=AT)

    assert trace(application) == before


def test_an_authority_of_the_collective_stays_out(application: Application, denis: User) -> None:
    put_at(application, Stage.PROPOSED)
    make_seat(collective_of(application), denis, SeatRole.READER)

    with pytest.raises(Refusal, match="une autre autorité doit décider"):
        record_decision(application, YES, by=denis, at=AT)

    assert not Decision.objects.exists()


def test_a_file_given_to_one_officer_is_not_examined_by_another(application: Application, ines: User) -> None:
    other = make_appointed("Olga Autre", Capacity.OFFICER)
    assign_officer(application, other, by=ines)

    with pytest.raises(Refusal, match="confiée à Olga Autre"):
        check_admissibility(application, Outcome.PASSED, "", by=ines, at=AT)
    assign_officer(application, ines, by=ines)
    check_admissibility(application, Outcome.PASSED, "", by=ines, at=AT)

    application.refresh_from_db()
    assert (application.stage, application.officer) == (Stage.COMPLETENESS, ines)


def test_irrecevable_wants_reasons(application: Application, ines: User) -> None:
    before = trace(application)

    with pytest.raises(Refusal, match="Écrivez les motifs"):
        check_admissibility(application, Outcome.FAILED, "  ", by=ines, at=AT)

    assert trace(application) == before


def test_only_the_named_questions_open_until_a_working_day(application: Application, ines: User) -> None:
    put_at(application, Stage.COMPLETENESS)

    complement = ask_complements(application, {"besoins": "Citez vos sources."}, "Merci.", by=ines, at=AT)

    application.sheet.refresh_from_db()
    assert (application.sheet.opening, application.sheet.open_keys) == (Opening.SOME, ["besoins"])
    assert complement.due_at.isoformat() == "2027-04-05T23:59:59.999999+02:00"  # 15 days later, a Monday


@pytest.mark.parametrize(("items", "days"), [({}, 15), ({"inconnue": "Précisez."}, 15), ({"besoins": "Précisez."}, -1)])
def test_a_request_without_sense_is_refused(
    application: Application, ines: User, items: dict[str, str], days: int
) -> None:
    put_at(application, Stage.COMPLETENESS)
    before = trace(application)

    with pytest.raises(Refusal):
        ask_complements(application, items, "", by=ines, at=AT, due_at=AT + timedelta(days=days))

    assert trace(application) == before


def test_what_changed_between_two_submissions_is_shown(application: Application, ines: User, camille: User) -> None:
    put_at(application, Stage.COMPLETENESS)
    ask_complements(application, {"besoins": "Citez vos sources."}, "", by=ines, at=AT)
    Answer.objects.filter(sheet=application.sheet).update(value="Se rencontrer (enquête de 2025).")

    answer_complements(application, key="seconde-cle-de-formulaire", by=camille, at=AT + timedelta(days=1))

    first, second = application.submissions.order_by("number")
    (change,) = changes_between(first, second)
    assert (change.before, change.after) == ("Se rencontrer.", "Se rencontrer (enquête de 2025).")


def test_complements_that_never_come_make_the_application_lapse(application: Application, ines: User) -> None:
    put_at(application, Stage.COMPLETENESS)
    due_at = ask_complements(application, {"besoins": "Précisez."}, "", by=ines, at=AT).due_at

    assert lapse_overdue(due_at) == 0
    assert lapse_overdue(due_at + timedelta(minutes=14)) == 0  # an answer of the last second may wait for its turn
    assert lapse_overdue(due_at + timedelta(minutes=16)) == 1
    assert lapse_overdue(due_at + timedelta(days=9)) == 0

    application.refresh_from_db()
    application.sheet.refresh_from_db()
    assert (application.stage, application.sheet.opening) == (Stage.LAPSED, Opening.NONE)


def test_what_came_in_the_last_second_is_taken_though_the_lapses_were_looked_for_first(
    application: Application, ines: User, camille: User
) -> None:
    put_at(application, Stage.COMPLETENESS)
    due_at = ask_complements(application, {"besoins": "Précisez."}, "", by=ines, at=AT).due_at

    lapse_overdue(due_at + timedelta(seconds=3))  # the site was busy: the answer is dealt with only now
    answer_complements(application, key="derniere-seconde", by=camille, at=due_at)

    application.refresh_from_db()
    assert application.stage == Stage.COMPLETENESS


def test_the_collective_is_reminded_twice_and_no_more(application: Application, ines: User) -> None:
    put_at(application, Stage.COMPLETENESS)
    due_at = ask_complements(application, {"besoins": "Précisez."}, "", by=ines, at=AT).due_at

    told = [remind_of_complements(due_at - timedelta(days=days)) for days in (6, 5, 4, 1, 0)]

    assert told == [0, 1, 0, 1, 0]


def test_the_authority_may_decide_otherwise_and_it_is_flagged(application: Application, denis: User) -> None:
    put_at(application, Stage.PROPOSED)

    decision = record_decision(application, NO, by=denis, at=AT)

    application.refresh_from_db()
    assert (decision.differs, decision.conditions, application.stage) == (True, "Réunir trois membres.", Stage.REJECTED)
    assert (decision.signed_name, decision.signed_title) == ("Denis Autorité", "directeur du programme")


@pytest.mark.parametrize(
    "facts", [DecisionFacts(Sense.UNFAVOURABLE, " "), DecisionFacts(Sense.FAVOURABLE, "Oui.", "Mais…")]
)
def test_a_decision_has_reasons_and_a_yes_has_no_conditions(
    application: Application, denis: User, facts: DecisionFacts
) -> None:
    put_at(application, Stage.PROPOSED)
    before = trace(application)

    with pytest.raises(Refusal):
        record_decision(application, facts, by=denis, at=AT)

    assert trace(application) == before


def test_a_proposal_sent_back_is_replaced_by_the_next_one(application: Application, ines: User, denis: User) -> None:
    put_at(application, Stage.INSTRUCTION)
    propose(application, Sense.FAVOURABLE, "Oui.", by=ines, at=AT)
    send_back(application, "Précisez les moyens.", by=denis, at=AT)
    propose(application, Sense.UNFAVOURABLE, "Moyens trop faibles.", by=ines, at=AT)

    decision = record_decision(application, NO, by=denis, at=AT)

    assert (decision.differs, application.proposals.count()) == (False, 2)


def test_opening_the_decision_is_noted_once(application: Application, denis: User, camille: User, ines: User) -> None:
    put_at(application, Stage.PROPOSED)
    record_decision(application, NO, by=denis, at=AT)
    later = AT + timedelta(days=2)

    with pytest.raises(Refusal, match="Seul le collectif"):
        read_decision(application, by=ines, at=later)
    read_decision(application, by=camille, at=later)
    decision = read_decision(application, by=camille, at=later + timedelta(days=1))

    assert (decision.read_at, decision.read_by) == (later, camille)


def test_the_site_checks_what_it_can_count(application: Application) -> None:
    found = {finding.title: finding.verdict for finding in findings_on(application, AT.date())}

    assert found == {
        "Membres engagés": Verdict.PASS,
        "Périmètre": Verdict.UNKNOWN,  # no part of it can be read back
        "Défis": Verdict.PASS,
        "Chef de file": Verdict.UNKNOWN,
    }


def test_the_desk_says_when_each_step_is_due(application: Application) -> None:
    found = on_desk().get()

    assert found.due_at == application.stage_since + timedelta(days=application.call.admissibility_days)  # type: ignore[attr-defined]
    put_at(application, Stage.PROPOSED)
    assert [row.pk for row in waiting_for_decision()] == [application.pk]


@pytest.mark.parametrize("stage", Stage)
def test_no_move_outside_the_table(application: Application, stage: Stage) -> None:
    for following in Stage:
        application.stage = stage
        if following in NEXT_STAGES[stage]:
            move(application, following, at=AT)
            assert application.stage == following
        else:
            with pytest.raises(Refusal):
                move(application, following, at=AT)
            assert application.stage == stage


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_finding(application: Application, ines: User) -> None:
    other = make_appointed("Olga Autre", Capacity.OFFICER)
    start, refused = Barrier(2), []

    def check(person: User, at: datetime = AT) -> None:
        start.wait()
        try:
            check_admissibility(application, Outcome.PASSED, "", by=person, at=at)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=check, args=[person]) for person in (ines, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (application.examinations.count(), len(refused)) == (1, 1)
    assert last_submission(application).number == 1
