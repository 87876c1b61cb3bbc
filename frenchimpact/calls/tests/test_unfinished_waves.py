"""As long as a file may still come in or move, nothing is clear, and nothing is adopted in bloc."""

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.tests.factories import sign_in
from frenchimpact.calls.actions.committees.allotments import pin_reader
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts
from frenchimpact.calls.actions.committees.meetings import (
    adopt_bloc,
    close_meeting,
    note_attendance,
    open_meeting,
    settle_item,
)
from frenchimpact.calls.actions.committees.rankings import keep_missing_rankings, keep_ranking
from frenchimpact.calls.calculations.standing import Standing
from frenchimpact.calls.models import (
    Application,
    College,
    Committee,
    KeptRanking,
    Meeting,
    MeetingItem,
    Proposal,
    Reading,
    ReadingState,
    Sense,
    Stage,
    Wave,
    Way,
)
from frenchimpact.calls.queries.committees.rankings import ranking_of
from frenchimpact.calls.rules.meetings import Advice
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member, make_reading
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.calls.tests.scored import chair_of, make_large_wave, make_small_wave
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

HERE = "/comite/comite/vagues/1/"
NAMES = ("Haut", "Partagé")


@pytest.fixture
def committee() -> Committee:
    """Charles presides; Ada and Bob have read three files, for one place."""
    committee = make_committee()
    make_member(committee, "Charles Préside", College.STATE, is_chair=True)
    Wave.objects.update(places=1)
    make_small_wave(committee)
    return committee


def opened(committee: Committee) -> Meeting:
    """Open a meeting at which everybody is."""
    chair, now = chair_of(committee).person, timezone.now()
    meeting = open_meeting(Wave.objects.get(), by=chair, at=now)
    return note_attendance(meeting, committee.members.all(), version=0, by=chair, at=now)


def colours_of(committee: Committee) -> set[Standing | None]:
    found = ranking_of(committee, Wave.objects.get(), chair_of(committee).person, timezone.now())
    return {one.standing for one in found.files}


def tie_ada(name: str) -> None:
    """Ada, who has scored this file, now works for it; nobody has looked for ties since."""
    file = Application.objects.get(collective__name=name)
    make_seat(collective_of(file), Reading.objects.filter(application=file).earliest("pk").member.person)


@pytest.mark.parametrize("places", [3, 20])
def test_nothing_is_clear_where_there_is_room_for_all(committee: Committee, places: int) -> None:
    Wave.objects.update(places=places)

    assert colours_of(committee) == {Standing.OPEN}
    assert {one.is_deliberated for one in opened(committee).items.all()} == {True}


@pytest.mark.parametrize("stage", [Stage.COMPLETENESS, Stage.READY_FOR_JURY, Stage.IN_REVIEW])
def test_nothing_is_clear_while_a_file_is_still_to_be_read(client: Client, committee: Committee, stage: Stage) -> None:
    assert colours_of(committee) == {Standing.ABOVE, Standing.OPEN, Standing.BELOW}
    make_candidate(committee.call, "Tardif", stage=stage)

    assert colours_of(committee) == {Standing.OPEN}
    meeting = opened(committee)
    assert {one.standing for one in meeting.items.all()} == {Standing.OPEN}
    with pytest.raises(Refusal, match="en bloc"):
        adopt_bloc(meeting, version=1, by=chair_of(committee).person, at=timezone.now())
    assert Proposal.objects.count() == 0
    text = sign_in(client, chair_of(committee).person).get(f"{HERE}classement/").content.decode()
    assert "La barre n’est pas tracée" in text


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.INADMISSIBLE])
def test_a_file_that_is_gone_holds_nothing_up(committee: Committee, stage: Stage) -> None:
    make_candidate(committee.call, "Parti", stage=stage)

    assert colours_of(committee) == {Standing.ABOVE, Standing.OPEN, Standing.BELOW}


def test_a_model_is_sure_of_nothing_where_there_is_room_for_all(committee: Committee) -> None:
    Application.objects.update(stage=Stage.WITHDRAWN)
    make_large_wave(committee)
    Wave.objects.update(places=12)
    keep_ranking(Wave.objects.get(), by=None, at=timezone.now())

    found = ranking_of(committee, Wave.objects.get(), chair_of(committee).person, timezone.now())

    assert found.model is not None
    assert {one.standing for one in found.files} == {Standing.OPEN}


def test_a_reading_across_a_new_tie_counts_for_nothing_at_the_opening(committee: Committee) -> None:
    tie_ada("Haut")

    meeting = opened(committee)

    assert [str(one.application.applicant) for one in meeting.items.all()] == ["Partagé", "Bas"]
    assert {one.standing for one in meeting.items.all()} == {Standing.OPEN}


def test_what_a_tie_took_back_stays_so_where_no_meeting_opens(committee: Committee) -> None:
    for name in ("Haut", "Partagé", "Bas"):
        tie_ada(name)

    with pytest.raises(Refusal, match="Aucun dossier"):
        opened(committee)

    assert Reading.objects.filter(state=ReadingState.RECUSED).count() == 3


def test_a_file_that_loses_a_reader_at_the_meeting_waits_for_another(client: Client, committee: Committee) -> None:
    chair, meeting = chair_of(committee), opened(committee)
    yes = Advice(Sense.FAVOURABLE, Way.CONSENSUS, "Solide.")
    haut, divided = (MeetingItem.objects.get(application__collective__name=name) for name in ("Haut", "Partagé"))
    settle_item(divided, yes, version=1, by=chair.person, at=timezone.now())
    for name in ("Haut", "Partagé"):
        tie_ada(name)
    refresh_conflicts(committee, by=None, at=timezone.now())

    with pytest.raises(Refusal, match="1 lecture"):
        settle_item(haut, yes, version=2, by=chair.person, at=timezone.now())
    with pytest.raises(Refusal, match="en bloc"):
        adopt_bloc(meeting, version=2, by=chair.person, at=timezone.now())
    text = sign_in(client, chair.person).get(f"{HERE}seance/").content.decode()
    assert text.count("Une lecture a été reprise") == 2
    assert close_meeting(meeting, version=2, by=chair.person, at=timezone.now()) == 0

    assert not Proposal.objects.exists()


def test_proposals_are_written_in_the_order_in_which_everybody_holds_files(committee: Committee) -> None:
    chair, meeting = chair_of(committee), opened(committee)
    for position, item in enumerate(meeting.items.order_by("-application_id")):
        MeetingItem.objects.filter(pk=item.pk).update(position=position, sense="favourable", way="bloc", reasons="Oui.")

    close_meeting(meeting, version=1, by=chair.person, at=timezone.now())

    written = list(Event.objects.filter(verb="calls.proposed").order_by("pk").values_list("subject_id", flat=True))
    assert (len(written), written) == (3, sorted(written))


@pytest.mark.parametrize(("quorum", "told"), [(1, "il faut 1 membre présent, il n’y en a aucun"), (100, "ils sont 2")])
def test_a_meeting_without_quorum_closes_for_no_file_in_particular(
    committee: Committee, quorum: int, told: str
) -> None:
    Committee.objects.update(quorum=quorum)
    chair, now = chair_of(committee).person, timezone.now()
    meeting = open_meeting(Wave.objects.get(), by=chair, at=now)
    if quorum > 1:
        note_attendance(meeting, committee.members.all()[:2], version=0, by=chair, at=now)
    meeting.refresh_from_db()

    with pytest.raises(Refusal, match=told) as refused:
        close_meeting(meeting, version=meeting.version, by=chair, at=now)

    assert "ce dossier" not in str(refused.value.message)


def test_a_chair_who_let_her_reading_expire_reads_no_scores_at_the_meeting(
    client: Client, committee: Committee
) -> None:
    chair = chair_of(committee)
    own = make_reading(chair, Application.objects.get(collective__name="Partagé"))
    Reading.objects.filter(pk=own.pk).update(state=ReadingState.EXPIRED)
    opened(committee)
    sign_in(client, chair.person)
    pages = {name: f"{HERE}seance/{MeetingItem.objects.get(application__collective__name=name).pk}/" for name in NAMES}

    shown = {name: client.get(page).content.decode().count("sur 5") for name, page in pages.items()}

    assert shown == {"Haut": 2, "Partagé": 0}


def test_a_chair_gives_herself_no_file_whose_scores_she_has_seen(committee: Committee) -> None:
    chair, now = chair_of(committee), timezone.now()
    late = make_candidate(committee.call, "Tardif", stage=Stage.READY_FOR_JURY)

    with pytest.raises(Refusal, match="vous sont montrées"):
        pin_reader(chair, Application.objects.get(collective__name="Haut"), by=chair.person, at=now)

    assert pin_reader(chair, late, by=chair.person, at=now).member == chair


def test_a_large_wave_whose_model_was_lost_is_ranked_again_by_itself(committee: Committee) -> None:
    make_large_wave(committee)
    kept = keep_missing_rankings(timezone.now())
    KeptRanking.objects.update(digest="0" * 64)

    assert (kept, keep_missing_rankings(timezone.now()), keep_missing_rankings(timezone.now())) == (1, 1, 0)
