"""Submitting: in time to the microsecond, once, by who may, and never what is incomplete."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.actions.applications import withdraw_application
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.calculations.digests import digest_of
from frenchimpact.calls.models import Application, CallStage, Stage, Submission, Wave, WaveStage
from frenchimpact.calls.queries.calls import wave_for
from frenchimpact.calls.tests.factories import (
    CUTOFF_AT,
    IN_TIME,
    KEY,
    make_call,
    make_draft,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.community.models import SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Notice
from frenchimpact.questionnaires.models import Opening
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)


def _nothing_was_submitted(application: Application) -> bool:
    application.refresh_from_db()
    sheet = application.sheet
    sheet.refresh_from_db()
    told = Event.objects.filter(verb="calls.application_submitted").count()
    return (application.stage, application.submitted_at, told, Submission.objects.count(), sheet.opening) == (
        Stage.DRAFT,
        None,
        0,
        0,
        Opening.ALL,
    )


def test_camille_submits_and_everybody_is_told() -> None:
    camille, officer = make_person("Camille Aubier"), make_appointed("Ines Instruction", Capacity.OFFICER)
    call = make_call()
    wave = make_wave(call)
    collective = make_ready_collective(lead=camille)
    writer = make_person("Wassila Plume")
    make_seat(collective, writer, SeatRole.WRITER)

    application = make_submitted(call, collective, camille)

    submission = application.submissions.get()
    assert (application.stage, application.wave, application.submitted_at) == (Stage.SUBMITTED, wave, IN_TIME)
    assert application.receipt_number == f"TFI-2027-{application.pk:06}"
    assert application.sheet.opening == Opening.NONE
    assert submission.digest == digest_of(submission.content)
    assert [part["title"] for part in submission.content["sections"]] == ["Le projet"]
    assert [challenge["title"] for challenge in submission.content["challenges"]] == ["Rompre l’isolement"]
    told = Notice.objects.filter(about__verb="calls.application_submitted")
    assert set(told.values_list("person", flat=True)) == {camille.pk, writer.pk, officer.pk}


def test_the_last_instant_is_in_time_and_the_next_one_joins_the_next_wave() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    following = make_wave(call, 2, cutoff_at=CUTOFF_AT + timedelta(days=60), stage=WaveStage.PREVIEWED)
    on_time = make_submitted(call, make_ready_collective("Pays A", lead=camille), camille, at=CUTOFF_AT)
    late = make_submitted(call, make_ready_collective("Pays B", lead=camille), camille, at=CUTOFF_AT + MICROSECOND)

    assert on_time.wave is not None
    assert (on_time.wave.number, late.wave) == (1, following)


def test_a_wave_that_was_put_off_meanwhile_takes_what_arrives() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    wave = make_wave(call)
    Wave.objects.filter(pk=wave.pk).update(cutoff_at=CUTOFF_AT + timedelta(days=1))

    late = make_submitted(call, make_ready_collective(lead=camille), camille, at=CUTOFF_AT + MICROSECOND)

    assert late.wave == wave


def test_without_any_wave_the_draft_is_kept() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call, stage=WaveStage.DRAFT)
    draft = make_draft(call, make_ready_collective(lead=camille), camille)

    with pytest.raises(Refusal, match="Aucune vague n’est encore annoncée"):
        submit_application(draft, key=KEY, by=camille, at=IN_TIME)

    assert _nothing_was_submitted(draft)


def test_what_lacks_an_answer_is_not_submitted() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    draft = make_draft(call, make_ready_collective(lead=camille), camille, answered=False)

    with pytest.raises(Refusal, match="Il manque encore"):
        submit_application(draft, key=KEY, by=camille, at=IN_TIME)

    assert _nothing_was_submitted(draft)


def test_what_lacks_a_challenge_is_not_submitted() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    collective = make_ready_collective(lead=camille)
    draft = make_draft(call, collective, camille)
    collective.challenges.all().delete()

    with pytest.raises(Refusal, match="Il manque encore"):
        submit_application(draft, key=KEY, by=camille, at=IN_TIME)

    assert _nothing_was_submitted(draft)


def test_wassila_who_writes_may_not_submit() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    collective = make_ready_collective(lead=camille)
    wassila = make_person("Wassila Plume")
    make_seat(collective, wassila, SeatRole.WRITER)
    draft = make_draft(call, collective, wassila)

    with pytest.raises(Refusal, match="Seule une personne pilote"):
        submit_application(draft, key=KEY, by=wassila, at=IN_TIME)

    assert _nothing_was_submitted(draft)


def test_a_stranger_may_not_submit() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    draft = make_draft(call, make_ready_collective(lead=camille), camille)

    with pytest.raises(Refusal, match="Seule une personne pilote"):
        submit_application(draft, key=KEY, by=make_person("Zélie Inconnue"), at=IN_TIME)

    assert _nothing_was_submitted(draft)


def test_nothing_is_submitted_to_a_closed_call() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    draft = make_draft(call, make_ready_collective(lead=camille), camille)
    call.stage = CallStage.CLOSED
    call.save()

    with pytest.raises(Refusal, match="n’est pas ouvert"):
        submit_application(draft, key=KEY, by=camille, at=IN_TIME)

    assert _nothing_was_submitted(draft)


def test_what_was_withdrawn_is_not_submitted() -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    draft = make_draft(call, make_ready_collective(lead=camille), camille)
    withdraw_application(draft, "", by=camille, at=IN_TIME)

    with pytest.raises(Refusal, match="a été retirée"):
        submit_application(draft, key=KEY, by=camille, at=IN_TIME)

    assert Submission.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x" * 41, "clé\0", "é"])
def test_a_key_that_no_form_gave_submits_nothing(key: str) -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    draft = make_draft(call, make_ready_collective(lead=camille), camille)

    with pytest.raises(Refusal, match="rechargez la page"):
        submit_application(draft, key=key, by=camille, at=IN_TIME)

    assert _nothing_was_submitted(draft)


@pytest.mark.parametrize("key", [KEY, "une-autre-cle"])
def test_a_second_click_gives_the_same_receipt(key: str) -> None:
    camille, call = make_person("Camille Aubier"), make_call()
    make_wave(call)
    application = make_submitted(call, make_ready_collective(lead=camille), camille)
    number = application.receipt_number

    again = submit_application(application, key=key, by=camille, at=CUTOFF_AT + timedelta(days=1))

    application.refresh_from_db()
    assert (again.at, application.receipt_number, Submission.objects.count()) == (IN_TIME, number, 1)
    assert Event.objects.filter(verb="calls.application_submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_camille_and_malo_submit_at_once_and_hold_one_receipt() -> None:
    camille, malo, call = make_person("Camille Aubier"), make_person("Malo Second"), make_call()
    make_wave(call)
    collective = make_ready_collective(lead=camille)
    make_seat(collective, malo, SeatRole.LEAD)
    draft = make_draft(call, collective, camille)
    together, found = Barrier(2), []

    def submit(person: object, key: str) -> None:
        together.wait()
        found.append(submit_application(draft, key=key, by=person, at=IN_TIME).pk)  # type: ignore[arg-type]
        connection.close()

    threads = [Thread(target=submit, args=pair) for pair in ((camille, "cle-de-camille"), (malo, "cle-de-malo"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 2
    assert len(set(found)) == 1
    assert Event.objects.filter(verb="calls.application_submitted").count() == 1


def test_the_wave_that_accepts_comes_before_the_one_that_is_announced() -> None:
    call = make_call()
    first = make_wave(call)
    make_wave(call, 2, cutoff_at=CUTOFF_AT + timedelta(days=31), stage=WaveStage.PREVIEWED)

    assert wave_for(call, IN_TIME) == first
    assert wave_for(call, CUTOFF_AT + timedelta(days=32)) is None
