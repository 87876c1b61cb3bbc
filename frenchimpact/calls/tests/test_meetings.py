"""The committee meets: an agenda from the zone, a quorum, members who leave the table, minutes, proposals."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.actions import erase_person
from frenchimpact.accounts.holdings import holdings
from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, sign_in
from frenchimpact.calls.actions.committees.meetings import (
    adopt_bloc,
    ask_item,
    close_meeting,
    note_attendance,
    open_meeting,
    settle_item,
)
from frenchimpact.calls.actions.examination import propose
from frenchimpact.calls.models import (
    Application,
    College,
    Committee,
    CommitteeMember,
    Conflict,
    Degree,
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
from frenchimpact.calls.queries.committees.ties import ties_between
from frenchimpact.calls.rules.meetings import Advice, quorum_of
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member, make_reading
from frenchimpact.calls.tests.scored import chair_of, make_small_wave, score
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

HERE = "/comite/comite/vagues/1/seance/"
YES = Advice(Sense.FAVOURABLE, Way.CONSENSUS, "Un projet solide.")


@pytest.fixture
def committee() -> Committee:
    """Five sit: Charles presides, Ada and Bob have read the three files, Cleo and Dan have read nothing."""
    committee = make_committee()
    make_member(committee, "Charles Préside", College.STATE, is_chair=True)
    Wave.objects.update(places=1)
    make_small_wave(committee)
    make_member(committee, "Cleo Siège", College.TERRITORY)
    make_member(committee, "Dan Siège", College.FUNDER)
    return committee


def opened(committee: Committee) -> Meeting:
    return open_meeting(Wave.objects.get(), by=chair_of(committee).person, at=timezone.now())


def with_all(committee: Committee) -> Meeting:
    """Open a meeting at which everybody is."""
    meeting, members = opened(committee), committee.members.all()
    return note_attendance(meeting, members, version=0, by=chair_of(committee).person, at=timezone.now())


def item_of(name: str) -> MeetingItem:
    return MeetingItem.objects.select_related("meeting", "application").get(application__collective__name=name)


def settle(name: str, advice: Advice, meeting: Meeting, committee: Committee) -> Meeting:
    by = chair_of(committee).person
    return settle_item(item_of(name), advice, version=meeting.version, by=by, at=timezone.now())


def tie(committee: Committee, who: str, name: str) -> CommitteeMember:
    member = committee.members.get(person__name=who)
    file = Application.objects.get(collective__name=name)
    Conflict.objects.create(
        member=member,
        application=file,
        degree=Degree.BARRED,
        recused="y siège",
        reasons="s’est déporté·e\u00a0: y siège",
    )
    return member


def test_the_agenda_is_the_zone_and_the_others_go_in_bloc(committee: Committee) -> None:
    meeting = opened(committee)

    told = [(str(one.application.applicant), one.is_deliberated, one.standing) for one in meeting.items.all()]
    assert told == [("Haut", False, "above"), ("Partagé", True, "open"), ("Bas", False, "below")]
    assert (meeting.quorum, meeting.sitting) == (3, 5)


@pytest.mark.parametrize(("percent", "sitting", "quorum"), [(50, 3, 2), (50, 4, 2), (100, 5, 5), (1, 3, 1), (50, 0, 1)])
def test_a_quorum_is_a_share_rounded_up(percent: int, sitting: int, quorum: int) -> None:
    assert quorum_of(percent, sitting) == quorum


def test_a_whole_meeting_ends_in_proposals(client: Client, committee: Committee) -> None:
    chair = chair_of(committee)
    sign_in(client, chair.person)
    assert client.post(f"{HERE}ouverture/").status_code == 302
    present = [one.pk for one in committee.members.all()]
    client.post(f"{HERE}presents/", {"version": 0, "present": present})
    divided = item_of("Partagé")
    votes = {"sense": "favourable", "way": "vote", "votes_for": 2, "votes_against": 1, "reasons": "À soutenir."}
    assert client.post(f"{HERE}{divided.pk}/", {"version": 1, **votes}).status_code == 302
    client.post(f"{HERE}bloc/", {"version": 2})

    client.post(f"{HERE}cloture/", {"version": 3})

    proposals = Proposal.objects.order_by("application__collective__name")
    told = [(str(one.application.applicant), one.sense, one.application.stage) for one in proposals]
    assert told == [
        ("Bas", "unfavourable", "proposed"),
        ("Haut", "favourable", "proposed"),
        ("Partagé", "favourable", "proposed"),
    ]
    meeting = Meeting.objects.get()
    assert {one.meeting for one in proposals} == {meeting}
    verbs = Event.objects.about(meeting).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        f"calls.{one}"
        for one in ("meeting_opened", "attendance_noted", "item_settled", "bloc_adopted", "meeting_closed")
    ]
    minutes = client.get(f"/comite/comite/seances/{meeting.pk}/proces-verbal.pdf")
    assert (minutes.status_code, minutes.content[:5]) == (200, b"%PDF-")


def test_two_chairs_at_once_lose_nothing(committee: Committee) -> None:
    meeting = with_all(committee)
    settle("Partagé", YES, meeting, committee)

    no = Advice(Sense.UNFAVOURABLE, Way.CONSENSUS, "Trop tôt.")
    with pytest.raises(Refusal, match="rechargez"):
        settle("Partagé", no, meeting, committee)

    assert (item_of("Partagé").sense, item_of("Partagé").reasons) == (Sense.FAVOURABLE, "Un projet solide.")


def test_two_meetings_at_once_cannot_be(committee: Committee) -> None:
    meeting = opened(committee)
    with pytest.raises(Refusal, match="déjà ouverte"):
        opened(committee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(wave=meeting.wave, quorum=1, sitting=1, opened_at=timezone.now())


def test_nobody_deliberates_without_a_quorum(committee: Committee) -> None:
    meeting = opened(committee)

    with pytest.raises(Refusal, match="quorum"):
        settle("Partagé", YES, meeting, committee)
    with pytest.raises(Refusal, match="en bloc"):
        adopt_bloc(meeting, version=0, by=chair_of(committee).person, at=timezone.now())
    with pytest.raises(Refusal, match="quorum"):
        close_meeting(meeting, version=0, by=chair_of(committee).person, at=timezone.now())

    assert item_of("Partagé").sense == ""
    assert not Proposal.objects.exists()


def test_a_member_with_a_tie_leaves_the_table_and_it_is_written(committee: Committee) -> None:
    cleo = tie(committee, "Cleo Siège", "Partagé")
    meeting = with_all(committee)
    all_five = Advice(Sense.FAVOURABLE, Way.VOTE, "Solide.", votes_for=5)

    with pytest.raises(Refusal, match="5 voix pour 4 votants"):
        settle("Partagé", all_five, meeting, committee)
    settle("Partagé", Advice(Sense.FAVOURABLE, Way.VOTE, "Solide.", votes_for=4), meeting, committee)

    (recusal,) = item_of("Partagé").recusals.all()
    assert (recusal.member, recusal.reasons) == (cleo, "s’est déporté·e\u00a0: y siège")
    settled = Event.objects.get(verb="calls.item_settled")
    assert settled.details["recused"] == [cleo.pk]


def test_who_left_the_table_counts_in_no_quorum(committee: Committee) -> None:
    Committee.objects.update(quorum=80)
    tie(committee, "Cleo Siège", "Partagé")
    tie(committee, "Dan Siège", "Partagé")
    meeting = with_all(committee)

    with pytest.raises(Refusal, match="ils sont 3"):
        settle("Partagé", YES, meeting, committee)


def test_a_chair_who_is_tied_conducts_nothing_of_that_file(client: Client, committee: Committee) -> None:
    tie(committee, "Charles Préside", "Partagé")
    meeting = with_all(committee)

    with pytest.raises(Refusal, match="Un lien vous écarte"):
        settle("Partagé", YES, meeting, committee)
    sign_in(client, chair_of(committee).person)
    assert client.get(f"{HERE}{item_of('Partagé').pk}/").status_code == 404
    assert "Un lien vous écarte de ce dossier." in client.get(HERE).content.decode()


def test_a_tied_chair_adopts_the_other_files_only(committee: Committee) -> None:
    tie(committee, "Charles Préside", "Haut")
    meeting = with_all(committee)

    assert adopt_bloc(meeting, version=1, by=chair_of(committee).person, at=timezone.now()) == 1
    assert [item_of(name).way for name in ("Haut", "Bas")] == ["", Way.BLOC]


@pytest.mark.parametrize(
    ("advice", "why"),
    [
        (Advice(Sense.FAVOURABLE, Way.CONSENSUS, " "), "motifs"),
        (Advice(Sense.FAVOURABLE, Way.CONSENSUS, "Bien.", votes_for=2), "consensus"),
        (Advice(Sense.FAVOURABLE, Way.VOTE, "Bien."), "0 voix"),
        (Advice(Sense.FAVOURABLE, Way.VOTE, "Bien.", votes_for=1, votes_against=2), "majorité"),
        (Advice(Sense.UNFAVOURABLE, Way.VOTE, "Bien.", votes_for=2, votes_against=1), "majorité"),
    ],
)
def test_an_advice_that_does_not_hold_is_refused(committee: Committee, advice: Advice, why: str) -> None:
    meeting = with_all(committee)

    with pytest.raises(Refusal, match=why):
        settle("Partagé", advice, meeting, committee)

    assert item_of("Partagé").sense == ""


def test_the_chair_parts_a_tie(committee: Committee) -> None:
    equal = Advice(Sense.UNFAVOURABLE, Way.VOTE, "Trop tôt.", votes_for=1, votes_against=1, abstentions=1)

    settle("Partagé", equal, with_all(committee), committee)

    assert item_of("Partagé").sense == Sense.UNFAVOURABLE


def test_a_member_has_a_file_taken_out_of_the_bloc(committee: Committee) -> None:
    chair, ada = chair_of(committee), committee.members.get(person__name="Ada Lit")
    meeting = with_all(committee)
    adopt_bloc(meeting, version=1, by=chair.person, at=timezone.now())

    ask_item(item_of("Bas"), ada, version=2, by=chair.person, at=timezone.now())

    asked = item_of("Bas")
    assert (asked.is_deliberated, asked.asked_by, asked.sense) == (True, ada, "")


def test_who_is_not_there_asks_for_nothing(committee: Committee) -> None:
    chair, ada = chair_of(committee), committee.members.get(person__name="Ada Lit")
    meeting = opened(committee)

    with pytest.raises(Refusal, match="présent"):
        ask_item(item_of("Bas"), ada, version=meeting.version, by=chair.person, at=timezone.now())


def test_who_has_not_declared_interests_does_not_sit(committee: Committee) -> None:
    late = make_member(committee, "Paula Tarde", declared=False)
    meeting = opened(committee)

    with pytest.raises(Refusal, match="Paula Tarde"):
        note_attendance(meeting, [late], version=0, by=chair_of(committee).person, at=timezone.now())

    assert meeting.present.count() == 0


def test_only_the_chair_conducts(client: Client, committee: Committee) -> None:
    meeting = with_all(committee)
    ada, odile = committee.members.get(person__name="Ada Lit"), make_operator("Odile Meunier")

    for person in (ada.person, odile):
        with pytest.raises(Refusal, match="préside"):
            settle_item(item_of("Partagé"), YES, version=meeting.version, by=person, at=timezone.now())
    assert sign_in(client, ada.person).get(HERE).status_code == 404
    assert sign_in(client, odile).get(HERE).status_code == 200


def test_a_file_that_left_the_committee_is_not_proposed(committee: Committee) -> None:
    settled = settle("Partagé", YES, with_all(committee), committee)
    Application.objects.filter(collective__name="Partagé").update(stage=Stage.WITHDRAWN)

    count = close_meeting(settled, version=settled.version, by=chair_of(committee).person, at=timezone.now())

    assert count == 0
    assert not Proposal.objects.exists()


def test_what_was_not_settled_waits_for_another_meeting(committee: Committee) -> None:
    meeting, chair = with_all(committee), chair_of(committee)
    close_meeting(meeting, version=1, by=chair.person, at=timezone.now())

    with pytest.raises(Refusal, match="close"):
        settle_item(item_of("Partagé"), YES, version=2, by=chair.person, at=timezone.now())

    assert opened(committee).items.count() == 3


def test_a_file_that_still_waits_for_a_reading_is_on_no_agenda(committee: Committee) -> None:
    late = make_candidate(committee.call, "Tardif", stage=Stage.IN_REVIEW)
    ada, bob = (committee.members.get(person__name=name) for name in ("Ada Lit", "Bob Lit"))
    score(ada, late, 3)
    make_reading(bob, late)

    assert "Tardif" not in {str(one.application.applicant) for one in opened(committee).items.all()}


def test_a_file_whose_reading_expired_is_on_no_agenda(committee: Committee) -> None:
    lost = Reading.objects.filter(application__collective__name="Bas").earliest("pk")
    Reading.objects.filter(pk=lost.pk).update(state=ReadingState.EXPIRED)

    assert [str(one.application.applicant) for one in opened(committee).items.all()] == ["Haut", "Partagé"]


def test_an_officer_waits_for_the_end_of_the_meeting(committee: Committee) -> None:
    opened(committee)
    ines = make_appointed("Ines Instruction", Capacity.OFFICER)

    with pytest.raises(Refusal, match="délibère"):
        propose(item_of("Haut").application, Sense.FAVOURABLE, "Bien.", by=ines, at=timezone.now())


def test_a_chair_who_closes_a_meeting_has_not_examined_its_files(committee: Committee) -> None:
    chair, meeting = chair_of(committee), with_all(committee)
    settled = settle("Partagé", YES, meeting, committee)
    close_meeting(settled, version=settled.version, by=chair.person, at=timezone.now())

    assert ties_between([chair], [item_of("Partagé").application], timezone.now()) == {}


def test_no_meeting_opens_without_places(committee: Committee) -> None:
    Wave.objects.update(places=None)

    with pytest.raises(Refusal, match="places"):
        opened(committee)

    assert not Meeting.objects.exists()


def test_why_somebody_left_the_table_is_theirs_to_read_and_goes_with_them(committee: Committee) -> None:
    cleo = tie(committee, "Cleo Siège", "Partagé")
    settle("Partagé", YES, with_all(committee), committee)
    (seats,) = [one for one in holdings() if one.code == "calls.seats"]

    told = seats.rows(cleo.person)
    erase_person(cleo.person, at=timezone.now(), by=cleo.person)

    assert {"Séance de comité où vous étiez", "Déport en séance"} <= {name for row in told for name in row}
    assert "s’est déporté·e\u00a0: y siège" in [row.get("Raisons") for row in told]
    assert [(one.member, one.reasons) for one in item_of("Partagé").recusals.all()] == [(cleo, "")]


def test_a_meeting_asks_as_much_for_three_files_and_for_four(client: Client, committee: Committee) -> None:
    ada, bob = (committee.members.get(person__name=name) for name in ("Ada Lit", "Bob Lit"))
    sign_in(client, chair_of(committee).person)
    counts = []
    for number in (1, 2):
        meeting = with_all(committee)
        client.get(HERE)
        with CaptureQueriesContext(connection) as asked:
            client.get(HERE)
        counts.append(len(asked))
        Meeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
        file = make_candidate(committee.call, f"Autre {number}", stage=Stage.IN_REVIEW)
        score(ada, file, 3)
        score(bob, file, 3)
        if number == 1:
            Meeting.objects.all().delete()

    assert counts[0] == counts[1]
