"""What the minutes of a meeting say, before they are printed."""

from collections.abc import Sequence

import pytest
from django.utils import timezone

from frenchimpact.calls.actions.committees.meetings import close_meeting, note_attendance, open_meeting, settle_item
from frenchimpact.calls.models import College, Committee, MeetingItem, Sense, Wave, Way
from frenchimpact.calls.rules.meetings import Advice
from frenchimpact.calls.tests.committee_things import make_committee, make_member
from frenchimpact.calls.tests.scored import make_small_wave
from frenchimpact.calls.web.committees.minutes import balance_section, minutes_in_words

pytestmark = pytest.mark.django_db


def test_minutes_count_one_in_the_singular_and_say_of_which_day_their_names_are() -> None:
    committee, now = make_committee(), timezone.now()
    chair = make_member(committee, "Charles Préside", College.STATE, is_chair=True).person
    Wave.objects.update(places=1)
    Committee.objects.update(quorum=1)
    make_small_wave(committee)
    meeting = open_meeting(Wave.objects.get(), by=chair, at=now)
    note_attendance(meeting, committee.members.all(), version=0, by=chair, at=now)
    votes = Advice(Sense.FAVOURABLE, Way.VOTE, "Solide.", votes_for=2, abstentions=1)
    settle_item(MeetingItem.objects.get(application__collective__name="Partagé"), votes, version=1, by=chair, at=now)
    close_meeting(meeting, version=2, by=chair, at=now)
    meeting.refresh_from_db()

    facts, sections = minutes_in_words(committee, meeting, chair, now)

    assert dict(facts)["Quorum"] == "1 membre sur 3"
    assert dict(facts)["Imprimé"].endswith("avec les noms et les territoires de ce jour")
    assert "2 pour, 0 contre, 1 abstention." in str(sections[0])


def counted(items: Sequence[MeetingItem], hidden: set[int]) -> list[str]:
    lines = balance_section(items, hidden)["questions"]
    assert isinstance(lines, list)
    return [line["text"][:10] for line in lines]


def test_minutes_count_no_file_from_which_a_tie_keeps_whoever_reads_them() -> None:
    committee, now = make_committee(), timezone.now()
    chair = make_member(committee, "Charles Préside", College.STATE, is_chair=True).person
    Wave.objects.update(places=1)
    files = make_small_wave(committee)
    items = list(open_meeting(Wave.objects.get(), by=chair, at=now).items.select_related("application__collective"))

    whole, seen = counted(items, set()), counted(items, {files["Haut"].pk})

    assert [line for line in whole if "dossier" in line] == ["0 dossier.", "3 dossiers"]
    assert [line for line in seen if "dossier" in line] == ["0 dossier.", "2 dossiers"]
    assert (len(seen), "Ils ne son" in seen, "Ils ne son" in whole) == (len(whole) + 1, True, False)
