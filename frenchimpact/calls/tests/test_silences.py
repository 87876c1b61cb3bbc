"""The silence of the service: announced to those who can break it, told with the remedies to those who suffer it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person, sign_in
from frenchimpact.calls.actions import ask_complements, check_admissibility
from frenchimpact.calls.actions.applications import withdraw_application
from frenchimpact.calls.actions.silences import watch_silences
from frenchimpact.calls.calculations.delays import end_of
from frenchimpact.calls.models import Application, Call, ImplicitSense, Outcome, Stage
from frenchimpact.calls.queries.timelines import timeline_of
from frenchimpact.calls.tests.factories import IN_TIME, make_call, make_ready_collective, make_submitted, make_wave
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email, Notice

pytestmark = pytest.mark.django_db
SILENCE = date(2027, 5, 20)  # two months after IN_TIME
DAY = timedelta(days=1)


@pytest.fixture
def camille() -> User:
    return make_person("Camille Aubier")


@pytest.fixture
def ines() -> User:
    return make_appointed("Ines Instruction", Capacity.OFFICER)


@pytest.fixture
def application(camille: User, ines: User) -> Application:  # noqa: ARG001  # whom the submission is told
    call = make_call()
    make_wave(call)
    return make_submitted(call, make_ready_collective(lead=camille), camille)


def titles_of(person: User) -> list[str]:
    return [title.replace("\u00a0", " ") for title in person.notices.order_by("pk").values_list("title", flat=True)]


def test_the_officer_is_warned_three_times_and_the_collective_is_told_once(
    application: Application, camille: User, ines: User
) -> None:
    noted = [watch_silences(end_of(SILENCE) + days * DAY) for days in (-31, -30, -20, -15, -6, -5, 0, 1, 2, 40)]

    assert noted == [0, 1, 0, 1, 0, 1, 0, 1, 0, 0]
    assert titles_of(camille)[-1] == "Décision implicite : candidature de Pays d’Essai"
    assert titles_of(ines)[-4:] == ["Décision implicite le 20 mai 2027 : Pays d’Essai"] * 3 + [
        "Le silence a valu décision : Pays d’Essai"
    ]
    letter = Email.objects.filter(to=camille.email).latest("pk").text
    assert [words in letter for words in ("vaut rejet", "Recours gracieux dans les deux mois.")] == [True, True]
    application.refresh_from_db()
    assert application.stage == Stage.SUBMITTED  # its examination goes on


def test_what_is_withdrawn_or_waits_for_pieces_is_not_refused_by_silence(
    application: Application, camille: User, ines: User
) -> None:
    check_admissibility(application, Outcome.PASSED, "", by=ines, at=IN_TIME)
    ask_complements(application, {"besoins": "Précisez."}, "", by=ines, at=IN_TIME + 10 * DAY)

    assert watch_silences(end_of(SILENCE) + DAY) == 1  # put off by fifteen days: a warning, no decision
    assert Event.objects.filter(verb="calls.silence_spoken").count() == 0
    withdraw_application(application, "", by=camille, at=IN_TIME + 20 * DAY)
    assert watch_silences(end_of(SILENCE) + 60 * DAY) == 0


def test_a_call_where_silence_says_nothing_notes_nothing(application: Application) -> None:
    Call.objects.filter(pk=application.call_id).update(implicit_sense=ImplicitSense.NONE)

    assert (watch_silences(end_of(SILENCE) + DAY), Notice.objects.filter(title__contains="implicite").count()) == (0, 0)


def test_the_timeline_says_when_silence_will_speak_then_that_it_has(application: Application) -> None:
    before = timeline_of(application, end_of(SILENCE))
    after = timeline_of(application, end_of(SILENCE) + DAY)

    assert [told.silence and told.silence.is_past for told in (before, after)] == [False, True]
    assert before.past[-1].title == "Candidature déposée"
    assert after.past[-1].title.replace("\u00a0", " ") == "Silence du service : rejet"


def test_the_page_tells_the_remedies_once_silence_has_spoken(application: Application, camille: User) -> None:
    Application.objects.filter(pk=application.pk).update(submitted_at=IN_TIME.replace(year=2020))

    page = sign_in(Client(), camille).get(application.get_absolute_url()).content.decode()

    assert ("Depuis le 20\u00a0mai 2020, le silence du service vaut rejet" in page, "#recours" in page) == (True, True)
