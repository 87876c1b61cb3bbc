"""A meeting as whoever conducts it reads it: who is there, who leaves for which file, what is still to be said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import (
    Application,
    Committee,
    CommitteeMember,
    Conflict,
    Degree,
    Meeting,
    MeetingItem,
    Reading,
    Stage,
    Wave,
)
from frenchimpact.calls.queries.committees.members import members_of
from frenchimpact.calls.queries.committees.ties import Pair, gravest, ties_between
from frenchimpact.calls.queries.committees.waves import tied_files


@dataclass(frozen=True)
class Point:
    """One file of the agenda, with those who leave the table for it, and why."""

    item: MeetingItem
    recused: list[tuple[CommitteeMember, str]]
    able: int  # members who are there and stay
    is_hidden: bool = False  # from whoever looks, who is tied to it
    is_read: bool = True  # still: a reading may have been taken back since the meeting opened

    @property
    def is_gone(self) -> bool:
        """Say whether the file left the committee meanwhile."""
        return self.item.application.stage != Stage.IN_REVIEW


@dataclass(frozen=True)
class Room:
    meeting: Meeting
    members: list[CommitteeMember]
    present: list[CommitteeMember]
    points: list[Point]
    is_whole: bool  # no file of the wave may still come in, or move: else nothing is adopted in bloc

    @property
    def deliberated(self) -> list[Point]:
        return [one for one in self.points if one.item.is_deliberated]

    @property
    def bloc(self) -> list[Point]:
        return [one for one in self.points if not one.item.is_deliberated]

    @property
    def has_quorum(self) -> bool:
        return len(self.present) >= self.meeting.quorum

    @property
    def to_adopt(self) -> list[Point]:
        """The files that may be adopted together now."""
        if not self.is_whole:
            return []
        waiting = [one for one in self.bloc if not one.item.sense and not one.is_gone and not one.is_hidden]
        return [one for one in waiting if one.is_read and one.able >= self.meeting.quorum]


def meetings_of(wave: Wave) -> QuerySet[Meeting]:
    return Meeting.objects.filter(wave=wave).select_related("wave__call", "opened_by", "closed_by").order_by("-pk")


def ready_files(wave: Wave) -> QuerySet[Application]:
    """List what a meeting may deliberate upon: in review, every reading handed over, as many as it should have."""
    rows = Application.objects.filter(wave=wave, stage=Stage.IN_REVIEW)
    counted = rows.annotate(
        read=Count("readings", filter=Q(readings__in=Reading.objects.handed_over())),
        waiting=Count("readings", filter=Q(readings__in=Reading.objects.waiting())),
    )
    enough = Q(fewer_readers=None, read__gte=F("call__committee__readers"))
    return counted.filter(enough | Q(read__gte=F("fewer_readers__readers")), waiting=0)


def unfinished_files(wave: Wave) -> QuerySet[Application]:
    """List what may still come into the ranking of a wave, or move in it: examined still, or not wholly read."""
    rows = Application.objects.submitted().under_way().filter(wave=wave)
    return rows.exclude(stage__in=[Stage.DRAFT, Stage.PROPOSED]).exclude(pk__in=ready_files(wave).values("pk"))


def room_at(committee: Committee, meeting: Meeting, viewer: User | None, at: datetime) -> Room:
    """Gather a meeting under way; `viewer`: nobody where what is written down is asked for, not a page."""
    members = list(members_of(committee, at))
    present_ids = set(meeting.present.values_list("pk", flat=True))
    present = [one for one in members if one.pk in present_ids]
    of_file = ("collective__lead", "collective__perimeter", "organisation")
    whose = (*(f"application__{one}" for one in of_file), "asked_by__person", "decided_by")
    items = list(meeting.items.select_related(*whose).order_by("position"))
    files = [one.application for one in items]
    barred = barred_pairs(members, files, at)
    hidden = tied_files(committee, files, viewer, at) if viewer else set()
    read = set(ready_files(meeting.wave).values_list("pk", flat=True))
    points = [
        replace(_point(one, members, present, barred), is_hidden=pk in hidden, is_read=pk in read)
        for one in items
        if (pk := one.application_id)
    ]
    return Room(meeting, members, present, points, is_whole=not unfinished_files(meeting.wave).exists())


def barred_pairs(
    members: Sequence[CommitteeMember], files: Sequence[Application], at: datetime
) -> dict[Pair, list[str]]:
    """Say who leaves the table for which file, and why: ties that bar, or that the chair has not allowed."""
    found = {
        pair: [tie.text for tie in ties]
        for pair, ties in ties_between(members, files, at).items()
        if ties and gravest(ties) == Degree.BARRED
    }
    for one in Conflict.objects.barring().filter(member__in=members, application__in=files):
        found.setdefault((one.member_id, one.application_id), one.told_reasons)
    return found


def _point(
    item: MeetingItem,
    members: Sequence[CommitteeMember],
    present: Sequence[CommitteeMember],
    barred: dict[Pair, list[str]],
) -> Point:
    file = item.application_id
    recused = [(one, "\u00a0; ".join(barred[one.pk, file])) for one in members if (one.pk, file) in barred]
    able = len([one for one in present if (one.pk, file) not in barred])
    return Point(item, recused, able)
