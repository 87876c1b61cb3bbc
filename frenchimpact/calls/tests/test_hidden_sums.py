"""Whoever must not see a file learns nothing of it from what adds up: no rank, chance, bar, agreement nor habit."""

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, sign_in
from frenchimpact.calls.actions.committees.rankings import keep_ranking
from frenchimpact.calls.models import Application, College, Committee, CommitteeMember, Conflict, Degree, Wave
from frenchimpact.calls.queries.committees.rankings import WaveRanking, ranking_of
from frenchimpact.calls.tests.committee_things import make_committee, make_member
from frenchimpact.calls.tests.scored import chair_of, make_large_wave, make_small_wave

pytestmark = pytest.mark.django_db

HERE = "/comite/comite/vagues/1/classement/"
SUMS = ("rang attendu", "Chances d’être", "La ligne verticale", "Alpha", "Sévérité", "Moyenne corrigée")


@pytest.fixture
def committee() -> Committee:
    committee = make_committee()
    make_member(committee, "Charles Préside", College.STATE, is_chair=True)
    Wave.objects.update(places=1)
    return committee


def bar(chair: CommitteeMember, file: Application) -> None:
    Conflict.objects.create(member=chair, application=file, degree=Degree.BARRED, reasons="y travaille")


def seen_by(committee: Committee, person: User) -> WaveRanking:
    return ranking_of(committee, Wave.objects.get(), person, timezone.now())


def page_of(client: Client, person: User) -> str:
    return sign_in(client, person).get(HERE).content.decode()


def test_in_a_large_wave_a_tied_chair_sees_colours_and_no_rank(client: Client, committee: Committee) -> None:
    make_large_wave(committee)
    keep_ranking(Wave.objects.get(), by=None, at=timezone.now())
    chair, odile = chair_of(committee), make_operator("Odile Meunier")
    before = page_of(client, chair.person)
    bar(chair, Application.objects.latest("pk"))

    page, whole = page_of(client, chair.person), page_of(Client(), odile)

    assert [told in before for told in SUMS] == [told in whole for told in SUMS] == [True] * len(SUMS)
    assert [told for told in SUMS if told in page] == []
    assert "Un lien vous en écarte" in page
    colours = {one.application.pk: one.standing for one in seen_by(committee, odile).files}
    assert all(one.standing == colours[one.application.pk] for one in seen_by(committee, chair.person).files)


def test_what_a_tied_chair_takes_away_holds_no_rank_and_no_chance(client: Client, committee: Committee) -> None:
    make_large_wave(committee)
    keep_ranking(Wave.objects.get(), by=None, at=timezone.now())
    bar(chair_of(committee), Application.objects.latest("pk"))
    sign_in(client, chair_of(committee).person)

    _, *lines = b"".join(client.get(f"{HERE}?export=csv")).decode().strip().splitlines()

    assert len(lines) == 11
    assert {line.split(";")[-5:] == [""] * 5 for line in lines} == {True}


def test_in_a_small_wave_a_tied_chair_sees_no_bar(client: Client, committee: Committee) -> None:
    files = make_small_wave(committee)
    assert "La ligne verticale" in page_of(client, chair_of(committee).person)
    bar(chair_of(committee), files["Haut"])

    found, page = seen_by(committee, chair_of(committee).person), page_of(client, chair_of(committee).person)

    assert (found.line, found.agreement, found.model) == (None, [], None)
    assert [told for told in SUMS if told in page] == []
    assert [str(one.application.applicant) for one in found.files] == ["Partagé", "Bas"]
