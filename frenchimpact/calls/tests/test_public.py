"""What everybody reads of calls: pages, dates, news, search, API."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from frenchimpact.calls.models import CallStage, Prorogation, WaveStage
from frenchimpact.calls.queries.calls import time_left
from frenchimpact.calls.search_documents import find_hits
from frenchimpact.calls.tests.factories import CUTOFF_AT, IN_TIME, OPENS_AT, make_call, make_wave

pytestmark = pytest.mark.django_db


def test_no_call_is_told_with_a_next_step(client: Client) -> None:
    page = client.get("/appels/").content.decode()

    assert page.count("Aucun appel n’est ouvert pour l’instant") == 1


def test_a_call_in_preparation_is_nowhere(client: Client) -> None:
    call = make_call(stage=CallStage.DRAFT)
    make_wave(call)

    assert [client.get(f"/appels/{call.slug}/{end}").status_code for end in ("", "questionnaire/", "dates.ics")] == [
        404,
        404,
        404,
    ]
    assert client.get("/appels/").content.decode().count(call.summary) == 0
    assert client.get("/api/v1/calls").json()["results"] == []
    assert list(find_hits("territoire", 5)) == []
    assert client.get(reverse("portal:feed")).content.decode().count(call.title) == 0


def test_an_open_call_says_which_wave_a_submission_joins(client: Client) -> None:
    call = make_call()
    make_wave(call)
    make_wave(call, 2, cutoff_at=CUTOFF_AT + timedelta(days=90), stage=WaveStage.PREVIEWED)
    make_wave(call, 3, cutoff_at=CUTOFF_AT + timedelta(days=180), stage=WaveStage.DRAFT)

    with time_machine.travel(IN_TIME, tick=False):
        page = client.get(f"/appels/{call.slug}/").content.decode()

    assert page.count("rejoint la <strong>vague 1</strong>") == 1
    assert page.count("il reste 11\u00a0jours") == 2
    assert page.count("23\u00a0h\u00a059</time>, heure de Paris") == 3
    assert page.count("Vague 3") == 0
    assert page.count("à La Réunion\u00a0: 1er\u00a0avril 2027, 1\u00a0h\u00a059") == 1
    assert page.count("Le projet") == 1


def test_the_questions_are_read_before_writing(client: Client) -> None:
    page = client.get(f"/appels/{make_call().slug}/questionnaire/").content.decode()

    assert page.count("Quels sont les besoins") == 1


def test_dates_go_into_a_diary_and_move_when_they_are_put_off(client: Client) -> None:
    call = make_call()
    wave = make_wave(call)
    Prorogation.objects.create(wave=wave, before=OPENS_AT, after=CUTOFF_AT, reason="Panne du site")

    answer = client.get(f"/appels/{call.slug}/vague-1.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    cutoff = next(event for event in events if str(event["uid"]).startswith(f"vague-{wave.pk}-limite"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (cutoff.decoded("dtend"), cutoff["sequence"], len(events)) == (CUTOFF_AT, 1, 3)
    assert client.get(f"/appels/{call.slug}/dates.ics").content == answer.content
    assert client.get(f"/appels/{call.slug}/vague-2.ics").status_code == 404


def test_a_call_is_found_by_its_words() -> None:
    call = make_call()

    assert [hit.url for hit in find_hits("appel territoire", 5)] == [f"/appels/{call.slug}/"]
    assert list(find_hits("boulangerie", 5)) == []


def test_the_home_page_and_the_list_ask_as_much_for_one_call_as_for_three(client: Client) -> None:
    def asked() -> list[int]:
        counts = []
        for address in ("/", "/appels/", "/api/v1/calls"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        return counts

    make_wave(make_call())
    asked()
    one = asked()
    for number in (2, 3):
        make_wave(make_call(f"Appel {number}", slug=f"appel-{number}"))

    assert asked() == one


def test_the_api_tells_calls_with_their_dates(client: Client) -> None:
    call = make_call()
    make_wave(call)
    make_wave(call, 2, cutoff_at=CUTOFF_AT + timedelta(days=90), stage=WaveStage.DRAFT)

    [told] = client.get("/api/v1/calls").json()["results"]

    assert (told["slug"], told["state"], told["url"]) == ("tfi", "open", "http://testserver/appels/tfi/")
    assert [(wave["number"], wave["cutoff_at"]) for wave in told["waves"]] == [(1, "2027-03-31T21:59:59Z")]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=5), "il reste 3\u00a0jours"),
        (timedelta(days=1, hours=5, minutes=7), "il reste 29\u00a0h\u00a007"),
        (timedelta(minutes=12), "il reste 12\u00a0min"),
        (timedelta(seconds=40), "il reste moins d’une minute"),
    ],
)
def test_the_time_left_is_told_as_finely_as_is_useful(left: timedelta, words: str) -> None:
    assert time_left(left) == words
