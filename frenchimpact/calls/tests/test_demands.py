"""The pages of a collective ask for what the open call asks, and say that what was submitted stays as it was."""

import pytest
from django.test import Client

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.calls.models import Application, Call, Stage
from frenchimpact.calls.queries.demands import demand_on
from frenchimpact.calls.tests.factories import (
    IN_TIME,
    make_call,
    make_draft,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.community.models import Collective

pytestmark = pytest.mark.django_db

STAYS = "Ce qui a été déposé ne change pas"
AGAIN = "en fera une nouvelle copie"


@pytest.fixture
def camille() -> User:
    return make_person()


def page_of(person: User, collective: Collective, part: str = "") -> str:
    return sign_in(Client(), person).get(f"/collectifs/{collective.public_id}/{part}").content.decode()


def pages_that_say(words: str, person: User, collective: Collective) -> list[str]:
    challenge = collective.challenges.get().public_id
    parts = ["", "perimetre/", "membres/", "defis/", "presentation/", f"defis/{challenge}/"]
    return [part for part in parts if words in page_of(person, collective, part)]


def test_without_any_call_a_collective_needs_three_challenges_and_two_members(camille: User) -> None:
    demand = demand_on(make_ready_collective(lead=camille))

    assert (demand.challenges, demand.members, demand.call) == (3, 2, None)


def test_the_page_asks_for_what_the_open_call_asks(camille: User) -> None:
    collective = make_ready_collective(lead=camille)
    Call.objects.filter(pk=make_call(members=4).pk).update(challenge_count=2)

    page = sign_in(Client(), camille).get(f"/collectifs/{collective.public_id}/")

    assert (page.context["demand"].challenges, page.context["demand"].members) == (2, 4)
    assert [missing.text for missing in page.context["missing"] if "défis" in missing.text] == [
        "Écrivez 2 défis (vous en avez 1)"
    ]
    assert "1 sur 2 demandés" in page_of(camille, collective, "defis/")
    assert "au moins 4" in page_of(camille, collective, "membres/")


def test_the_call_that_a_collective_applies_to_counts_before_the_one_that_opened_last(camille: User) -> None:
    collective = make_ready_collective(lead=camille)
    mine = make_call()
    make_draft(mine, collective, camille)
    Call.objects.filter(pk=make_call("Un autre appel", slug="autre").pk).update(challenge_count=7, opened_at=IN_TIME)

    assert demand_on(collective).call == mine


def test_a_draft_follows_what_the_collective_changes_and_nothing_else_is_said(camille: User) -> None:
    collective = make_ready_collective(lead=camille)
    make_draft(make_call(), collective, camille)

    assert pages_that_say(STAYS, camille, collective) == []


def test_every_page_that_changes_a_collective_says_that_what_was_submitted_stays(camille: User) -> None:
    collective, call = make_ready_collective(lead=camille), make_call()
    make_wave(call)
    make_submitted(call, collective, camille)

    assert len(pages_that_say(STAYS, camille, collective)) == 6
    assert pages_that_say(AGAIN, camille, collective) == []


def test_an_answer_to_complements_is_said_to_take_a_new_copy(camille: User) -> None:
    collective, call = make_ready_collective(lead=camille), make_call()
    make_wave(call)
    make_submitted(call, collective, camille)
    Application.objects.update(stage=Stage.CORRECTION_REQUESTED)

    assert len(pages_that_say(AGAIN, camille, collective)) == 6


def test_once_it_is_decided_nothing_is_said_any_more(camille: User) -> None:
    collective, call = make_ready_collective(lead=camille), make_call()
    make_wave(call)
    make_submitted(call, collective, camille)
    Application.objects.update(stage=Stage.REJECTED)

    assert pages_that_say(STAYS, camille, collective) == []
