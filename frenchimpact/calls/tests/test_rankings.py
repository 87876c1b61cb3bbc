"""The ranking of a wave: three colours, disagreements, why; nobody sees a line that they must not."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.rankings import fix_places, keep_ranking
from frenchimpact.calls.calculations.agreement import krippendorff_alpha
from frenchimpact.calls.calculations.standing import Standing, standing_by_chance, standings_without_model
from frenchimpact.calls.models import (
    Application,
    College,
    Committee,
    Conflict,
    Degree,
    KeptRanking,
    Reading,
    ReadingState,
    Stage,
    Wave,
    WaveStage,
)
from frenchimpact.calls.queries.committees.rankings import ranking_of
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member, make_reading
from frenchimpact.calls.tests.scored import chair_of, make_large_wave, make_small_wave, score
from frenchimpact.community.models import SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.journal.listeners import reactions
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

HERE = "/comite/comite/vagues/1/classement/"
# Krippendorff (2011), « Computing Krippendorff’s Alpha-Reliability », example C: four observers, twelve units.
PUBLISHED: Sequence[Sequence[int]] = (
    (1, 1, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (5, 5, 5),
    (1, 1),
    (3,),
)


def test_alpha_is_that_of_the_paper() -> None:
    assert krippendorff_alpha(PUBLISHED) == pytest.approx(0.849, abs=0.0005)


@pytest.mark.parametrize(
    ("units", "alpha"),
    [([(1, 1), (5, 5)], 1.0), ([(1, 5), (5, 1)], -0.5), ([(3, 3), (3, 3)], None), ([(1,), (5,)], None), ([], None)],
)
def test_alpha_of_plain_cases(units: Sequence[Sequence[int]], alpha: float | None) -> None:
    assert krippendorff_alpha(units) == (alpha if alpha is None else pytest.approx(alpha))


def test_a_file_is_clear_of_the_line_by_all_its_readers_or_by_none() -> None:
    scores = {"haut": [4.5, 4.0], "partagé": [4.6, 2.0], "bas": [1.0, 2.0], "seul": [5.0]}

    found = standings_without_model(scores, places=2)

    assert found == {
        "haut": Standing.ABOVE,
        "partagé": Standing.OPEN,
        "bas": Standing.BELOW,
        "seul": Standing.OPEN,
    }


def test_files_at_the_very_line_are_deliberated() -> None:
    assert set(standings_without_model({1: [3.0, 3.0], 2: [3.0, 3.0]}, places=1).values()) == {Standing.OPEN}


@pytest.mark.parametrize("places", [0, 2, 3])
def test_where_all_fit_or_none_nothing_is_clear(places: int) -> None:
    assert set(standings_without_model({1: [0.0, 0.0], 2: [5.0, 5.0]}, places=places).values()) == {Standing.OPEN}


@pytest.mark.parametrize(
    ("chance", "standing"), [(0.9, Standing.ABOVE), (0.89, Standing.OPEN), (0.11, Standing.OPEN), (0.1, Standing.BELOW)]
)
def test_the_model_is_sure_at_nine_in_ten(chance: float, standing: Standing) -> None:
    assert standing_by_chance(chance) == standing


@pytest.fixture
def committee() -> Committee:
    committee = make_committee()
    make_member(committee, "Charles Préside", College.STATE, is_chair=True)
    Wave.objects.update(places=1)
    return committee


def text_of(client: Client, person: User, address: str = HERE) -> str:
    answer = sign_in(client, person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_the_chair_sees_three_colours_and_who_disagrees(client: Client, committee: Committee) -> None:
    make_small_wave(committee)

    text = text_of(client, chair_of(committee).person)

    assert [text.count(one) for one in ("1 nettement au-dessus", "1 à délibérer", "1 nettement en dessous")] == [
        1,
        1,
        1,
    ]
    assert text.count(">désaccord<") == 1
    assert "Trop peu de lectures par membre pour un calcul" in text
    assert "Le plus grand écart entre ses lecteurs\u00a0: 4 points sur «\u00a0Défis\u00a0»." in text
    assert "Ada Lit" in text


@pytest.mark.django_db
def test_a_member_sees_no_ranking(client: Client, committee: Committee) -> None:
    make_small_wave(committee)
    ada = committee.members.get(person__name="Ada Lit")

    assert sign_in(client, ada.person).get(HERE).status_code == 404


@pytest.mark.django_db
def test_the_chair_has_no_line_for_a_file_from_which_a_tie_keeps_them(client: Client, committee: Committee) -> None:
    files, chair = make_small_wave(committee), chair_of(committee)
    Conflict.objects.create(member=chair, application=files["Haut"], degree=Degree.BARRED, reasons="y travaille")

    text = text_of(client, chair.person)

    assert "5,0 sur 5" not in text
    assert "4,5 sur 5" not in text
    assert "Un lien vous en écarte" in text
    exported = b"".join(client.get(f"{HERE}?export=csv")).decode()
    assert ["Haut" in exported, "Partagé" in exported] == [False, True]


@pytest.mark.django_db
def test_whoever_works_for_an_applicant_has_no_line_for_it(committee: Committee) -> None:
    files, odile = make_small_wave(committee), make_operator("Odile Meunier")
    assert files["Haut"].collective
    make_seat(files["Haut"].collective, odile, SeatRole.LEAD)

    found = ranking_of(committee, Wave.objects.get(), odile, timezone.now())

    assert [str(one.application.applicant) for one in found.files] == ["Partagé", "Bas"]
    assert [str(one.applicant) for one in found.hidden] == ["Haut"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReadingState.ASSIGNED, ReadingState.EXPIRED])
def test_a_chair_who_reads_scores_first(committee: Committee, state: ReadingState) -> None:
    files, chair = make_small_wave(committee), chair_of(committee)
    Reading.objects.filter(pk=make_reading(chair, files["Haut"]).pk).update(state=state)

    found = ranking_of(committee, Wave.objects.get(), chair.person, timezone.now())

    assert [str(one.applicant) for one in found.hidden] == ["Haut"]
    assert (found.handed_over, found.waiting) == (6, int(state == ReadingState.ASSIGNED))


@pytest.mark.django_db
def test_a_harsh_reader_is_corrected_and_it_is_said(client: Client, committee: Committee) -> None:
    make_large_wave(committee)
    wave = Wave.objects.get()
    assert "Le calcul des rangs est en cours" in text_of(client, chair_of(committee).person)

    assert keep_ranking(wave, by=None, at=timezone.now())

    text = text_of(client, chair_of(committee).person)
    assert "leurs notes sont corrigées" in text
    assert "plus sévèrement que les autres." in text
    assert "rang attendu" in text
    assert "Lit0 Lit" in text[text.index("Sévérité estimée") :]
    assert not keep_ranking(wave, by=None, at=timezone.now())  # known already


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [events.READING_SUBMITTED, events.READING_REVISED, events.READING_RECUSED])
def test_the_worker_ranks_again_when_scores_change(committee: Committee, kind: Kind) -> None:
    make_large_wave(committee)
    reading = Reading.objects.latest("pk")
    record(kind, reading, by=reading.member.person)

    for reaction in reactions[kind.code].values():
        reaction(Event.objects.latest("pk"))

    assert KeptRanking.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", [events.PLACES_FIXED, events.APPLICATION_WITHDRAWN, events.PROPOSAL_SENT_BACK, events.PROPOSED]
)
def test_the_worker_ranks_again_when_places_or_files_change(committee: Committee, kind: Kind) -> None:
    make_large_wave(committee)
    record(kind, Wave.objects.get() if kind == events.PLACES_FIXED else Application.objects.latest("pk"), by=None)

    for reaction in reactions[kind.code].values():
        reaction(Event.objects.latest("pk"))

    assert KeptRanking.objects.count() == 1


@pytest.mark.django_db
def test_a_ranking_of_other_scores_is_not_shown(committee: Committee) -> None:
    make_large_wave(committee)
    wave, chair = Wave.objects.get(), chair_of(committee)
    keep_ranking(wave, by=None, at=timezone.now())
    assert ranking_of(committee, wave, chair.person, timezone.now()).model is not None

    Wave.objects.update(places=4)

    found = ranking_of(committee, Wave.objects.get(), chair.person, timezone.now())
    assert (found.model, found.is_computing) == (None, True)


@pytest.mark.django_db
def test_a_small_wave_has_no_model(committee: Committee) -> None:
    make_small_wave(committee)

    assert not keep_ranking(Wave.objects.get(), by=None, at=timezone.now())
    assert not KeptRanking.objects.exists()


@pytest.mark.django_db
def test_without_places_nothing_is_coloured(client: Client, committee: Committee) -> None:
    make_small_wave(committee)
    Wave.objects.update(places=None)

    text = text_of(client, chair_of(committee).person)

    assert "Le nombre de places n’est pas fixé" in text
    assert "nettement au-dessus<" not in text


@pytest.mark.django_db
def test_the_team_fixes_places_and_each_number_is_kept(client: Client, committee: Committee) -> None:
    sign_in(client, make_operator("Odile Meunier"))
    assert committee.call.slug == "comite"

    for places in ("4", "5"):
        assert client.post("/equipe/appels/comite/vagues/1/places/", {"places": places}).status_code == 302

    facts = [one.details for one in Event.objects.filter(verb="calls.places_fixed").order_by("pk")]
    assert [(one["before"], one["places"]) for one in facts] == [(1, 4), (4, 5)]


@pytest.mark.django_db
def test_places_are_refused_to_others_and_once_all_is_decided(committee: Committee) -> None:
    wave, now = Wave.objects.get(), timezone.now()
    with pytest.raises(Refusal):
        fix_places(wave, 3, by=chair_of(committee).person, at=now)
    odile = make_operator("Odile Meunier")
    with pytest.raises(Refusal):
        fix_places(wave, 0, by=odile, at=now)
    Wave.objects.update(stage=WaveStage.DECIDED)
    with pytest.raises(Refusal):
        fix_places(wave, 3, by=odile, at=now)

    assert Wave.objects.get().places == 1
    assert not Event.objects.filter(verb="calls.places_fixed").exists()


@pytest.mark.django_db
def test_a_ranking_asks_as_much_for_one_file_and_for_three(client: Client, committee: Committee) -> None:
    ada = make_member(committee, "Ada Lit")
    chair = chair_of(committee).person
    counts = []
    for number in (1, 2, 3):
        score(ada, make_candidate(committee.call, f"Pays {number}", stage=Stage.IN_REVIEW), number)
        text_of(client, chair)
        with CaptureQueriesContext(connection) as asked:
            client.get(HERE)
        counts.append(len(asked))

    assert counts[0] == counts[2]


@pytest.mark.django_db
def test_a_stranger_is_told_nothing(client: Client, committee: Committee) -> None:
    make_small_wave(committee)

    assert sign_in(client, make_person("Paule Simple")).get(HERE).status_code == 404
