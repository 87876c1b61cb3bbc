"""What the chair looks at: the files of a wave, their readers, what is proposed, what is pinned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import (
    Allotment,
    AllotmentState,
    AllottedPair,
    Application,
    Committee,
    Conflict,
    Degree,
    FewerReaders,
    Pin,
    Reading,
    ReadingState,
    Stage,
    Wave,
)
from frenchimpact.calls.queries.committees.deadlines import silent_at
from frenchimpact.calls.queries.committees.ties import gravest, ties_between
from frenchimpact.calls.queries.people import chairs_of
from frenchimpact.calls.rules.committees import seat_of

SHOWN = [AllotmentState.WAITING, AllotmentState.COMPUTING, AllotmentState.READY, AllotmentState.IMPOSSIBLE]


@dataclass(frozen=True)
class WaveFile:
    """A file with its readers, and how many it should have."""

    application: Application
    readings: list[Reading]
    expired: list[Reading]
    silent: set[int]  # of the readings, those that were given a while ago and of which nothing is written
    proposed: list[AllottedPair]
    wanted: int
    is_hidden: bool = False  # from whoever looks, who is tied to it: no reader is told

    @property
    def handed_over(self) -> int:
        return len([one for one in self.readings if one.is_handed_over])

    @property
    def lacks(self) -> int:
        return max(self.wanted - len(self.readings), 0)


@dataclass(frozen=True)
class WaveRoom:
    files: list[WaveFile]
    allotment: Allotment | None
    pins: list[Pin]
    waiting_for_examination: int  # submitted to the wave, not handed to the committee yet


def files_of(wave: Wave) -> QuerySet[Application]:
    rows = Application.objects.filter(wave=wave, stage__in=[Stage.READY_FOR_JURY, Stage.IN_REVIEW])
    named = rows.named().select_related("collective__lead", "collective__perimeter", "organisation")
    return named.order_by("applicant_name", "pk")  # type: ignore[misc]  # annotated


def allotment_of(wave: Wave) -> QuerySet[Allotment]:
    """Find the proposal that is under way, if any."""
    return Allotment.objects.filter(wave=wave, state__in=SHOWN).select_related("wave__call")


def room_of(committee: Committee, wave: Wave, viewer: User, at: datetime) -> WaveRoom:
    """Gather the wave for whoever follows it; of a file to which they are tied, they learn neither readers nor pins."""
    allotment = allotment_of(wave).first()
    pairs = AllottedPair.objects.filter(allotment=allotment, is_new=True).select_related("member__person")
    proposed: dict[int, list[AllottedPair]] = {}
    for pair in pairs.order_by("member__person__name"):
        proposed.setdefault(pair.application_id, []).append(pair)
    given = Reading.objects.exclude(state=ReadingState.RECUSED).select_related("member__person").order_by("pk")
    rows = list(files_of(wave).prefetch_related(Prefetch("readings", queryset=given, to_attr="being_read")))
    silent = set(silent_at(at).filter(application__in=rows).values_list("pk", flat=True))
    hidden = tied_files(committee, rows, viewer, at)
    fewer = dict(FewerReaders.objects.filter(application__in=rows).values_list("application_id", "readers"))
    files = [
        WaveFile(one, [], [], set(), [], 0, is_hidden=True)
        if one.pk in hidden
        else _file(one, silent, proposed.get(one.pk, []), fewer.get(one.pk, committee.readers))
        for one in rows
    ]
    pins = Pin.objects.filter(application__in=[one for one in rows if one.pk not in hidden])
    pins = pins.select_related("member__person", "application__collective", "application__organisation")
    if allotment and hidden:
        names = {str(one.applicant) for one in rows if one.pk in hidden}
        allotment.report = {
            **allotment.report,
            "pins": [pin for pin in allotment.report.get("pins", []) if pin[1] not in names],
        }
    return WaveRoom(files, allotment, list(pins.order_by("pk")), _still_examined(wave))


def _file(application: Application, silent: set[int], proposed: list[AllottedPair], wanted: int) -> WaveFile:
    given: list[Reading] = getattr(application, "being_read")  # noqa: B009  # annotated
    expired = [one for one in given if one.state == ReadingState.EXPIRED]
    active = [one for one in given if one not in expired]
    return WaveFile(application, active, expired, silent, proposed, wanted)


def tied_files(committee: Committee, files: Sequence[Application], viewer: User, at: datetime) -> set[int]:
    """Say to which of these files somebody is tied who follows them, in as many questions for any number of files."""
    own = set(Application.objects.of(viewer).filter(pk__in=[one.pk for one in files]).values_list("pk", flat=True))
    seat = seat_of(committee, viewer, at)
    if seat is None:
        return own
    written = Conflict.objects.barring().filter(member=seat, application__in=files)
    found = ties_between([seat], files, at)
    barred = {pk for (_, pk), ties in found.items() if gravest(ties) == Degree.BARRED}
    return own | barred | set(written.values_list("application_id", flat=True))


def untied_chairs_of(committee: Committee, application: Application, at: datetime) -> list[User]:
    """Return who presides the committee, unless a tie keeps them from this file."""
    return [one for one in chairs_of(committee) if not tied_files(committee, [application], one, at)]


def _still_examined(wave: Wave) -> int:
    stages = [Stage.SUBMITTED, Stage.COMPLETENESS, Stage.CORRECTION_REQUESTED, Stage.INSTRUCTION]
    counted = Application.objects.filter(wave=wave).aggregate(count=Count("pk", filter=Q(stage__in=stages)))
    return int(counted["count"])
