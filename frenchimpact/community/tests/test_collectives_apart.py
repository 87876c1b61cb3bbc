"""Two collectives beside each other, and one with many members: nothing of one is reached through another."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.community.actions.challenges import ChallengeFacts, add_challenge
from frenchimpact.community.models import (
    Challenge,
    Collective,
    CollectiveMember,
    Engagement,
    EngagementText,
    MemberRole,
    SeatRole,
)
from frenchimpact.community.tests.factories import make_collective, make_seat
from frenchimpact.journal.models import Event

pytestmark = pytest.mark.django_db


def make_member(collective: Collective, name: str) -> CollectiveMember:
    return CollectiveMember.objects.create(
        collective=collective, name=name, role=MemberRole.ESS, contact_name="Rose", contact_email="rose@exemple.test"
    )


def sign_for(member: CollectiveMember) -> Engagement:
    now = timezone.now()
    return Engagement.objects.create(
        member=member,
        text=EngagementText.objects.earliest("number"),
        token_hash=f"{member.pk:064}",
        sent_to="rose@exemple.test",
        expires_at=now + timedelta(days=30),
        signed_at=now,
        signatory="Rose",
        capacity="présidente",
    )


def pilot_of(*collectives: Collective) -> tuple[User, Client]:
    camille, client = make_person("Camille Aubier"), Client()
    for collective in collectives:
        make_seat(collective, camille, SeatRole.LEAD)
    client.force_login(camille)
    return camille, client


def test_what_belongs_to_one_collective_is_not_reached_through_another_of_the_same_pilot() -> None:
    here, there = make_collective("Ici"), make_collective("Là")
    _, client = pilot_of(here, there)
    member = make_member(there, "La Ruche")
    challenge = Challenge.objects.create(collective=there, position=1, title="Se loger")
    seat = make_seat(there, make_person("Wassila"), SeatRole.READER)
    paths = [
        *(f"membres/{member.public_id}/{end}" for end in ("", "retrait/", "envoi/")),
        *(f"personnes/{seat.public_id}/{end}" for end in ("", "retrait/")),
        *(f"defis/{challenge.public_id}/{end}" for end in ("", "retrait/", "rang/")),
    ]
    before = Event.objects.count()
    given = {"sens": "haut", "role": "lead", "name": "Volée", "title": "Volé", "confirm": "on"}

    told = [client.post(f"/collectifs/{here.public_id}/{path}", given).status_code for path in paths]

    assert told == [404] * len(paths)
    letter = f"/collectifs/{here.public_id}/membres/{member.public_id}/lettre/"
    assert client.get(letter).status_code == 404
    for row in (member, challenge, seat):
        row.refresh_from_db()
    assert (member.name, member.left_at, challenge.title) == ("La Ruche", None, "Se loger")
    assert (seat.role, seat.ended_at, Event.objects.count()) == (SeatRole.READER, None, before)


def test_a_collective_of_300_members_has_a_page_as_quick_as_one_of_three() -> None:
    small, large = make_collective("Petit"), make_collective("Grand")
    _, client = pilot_of(small, large)
    for collective, count in ((small, 3), (large, 300)):
        for number in range(count):
            sign_for(make_member(collective, f"Membre {number:03}"))

    client.get(f"/collectifs/{small.public_id}/")  # what a first visit alone asks is not counted
    asked = []
    for path in ("", "membres/", "membres/?page=7"):
        for collective in (small, large):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"/collectifs/{collective.public_id}/{path}")
            assert answer.status_code == 200
            asked.append(len(queries))

    assert asked[::2] == asked[1::2]
    page = client.get(f"/collectifs/{large.public_id}/membres/?page=2").content.decode()
    assert [f"Membre {number:03}" in page for number in (24, 25, 49, 50)] == [False, True, True, False]


def test_a_measure_comes_back_as_it_was_typed_and_not_with_three_zeros(client: Client) -> None:
    camille = make_person("Camille Aubier")
    collective = make_collective()
    make_seat(collective, camille)
    facts = ChallengeFacts("Logement", ["social"], baseline=Decimal(120), target=Decimal("0.5"))
    challenge = add_challenge(collective, facts, by=camille)
    sign_in(client, camille)

    page = client.get(f"/collectifs/{collective.public_id}/defis/{challenge.public_id}/").content.decode()

    assert re.findall(r'name="(?:baseline|target)" value="([^"]*)"', page) == ["120", "0,5"]
