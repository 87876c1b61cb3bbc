"""Deliberating: a meeting is opened on the files that are read, conducted by the chair, closed with proposals."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts
from frenchimpact.calls.actions.examination import write_proposal
from frenchimpact.calls.calculations.standing import Standing
from frenchimpact.calls.models import (
    CommitteeMember,
    Meeting,
    MeetingItem,
    MeetingRecusal,
    Sense,
    Stage,
    Wave,
    Way,
)
from frenchimpact.calls.queries import desk
from frenchimpact.calls.queries.committees.meetings import Point, Room, ready_files, room_at
from frenchimpact.calls.queries.committees.members import members_of
from frenchimpact.calls.queries.committees.modelling import needs_model
from frenchimpact.calls.queries.committees.rankings import Ranked, whole_ranking_of
from frenchimpact.calls.rules import committees as rules
from frenchimpact.calls.rules import meetings
from frenchimpact.calls.rules.readings import committee_of, is_read, require_read
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.shared.errors import Refusal

BLOC_SENSE = {Standing.ABOVE: Sense.FAVOURABLE, Standing.BELOW: Sense.UNFAVOURABLE}
BLOC_REASONS = {
    Standing.ABOVE: "Ses lectures le placent nettement au-dessus de la barre des places\u00a0; adopté en bloc.",
    Standing.BELOW: "Ses lectures le placent nettement en dessous de la barre des places\u00a0; adopté en bloc.",
}


def open_meeting(wave: Wave, *, by: User, at: datetime) -> Meeting:
    """Open a meeting on all files whose readings are in; the agenda comes from the ranking at this instant.

    Ties are looked for first, in a transaction of their own: what they take back stays so, even where none opens.
    Refuses all but the chair, a wave without places, a ranking that is being computed, no file, a meeting under way.
    """
    committee = committee_of(wave)
    rules.require_chair(committee, by, at)
    refresh_conflicts(committee, by=None, at=at)
    return _open(wave, by=by, at=at)


@transaction.atomic
def note_attendance(
    meeting: Meeting, present: Iterable[CommitteeMember], *, version: int, by: User, at: datetime
) -> Meeting:
    """Note who is there. Refuses all but the chair, and what changed meanwhile.

    Refuses somebody who does not sit, or has not declared their interests: their ties are not known.
    """
    room = _conducted(meeting, version, by, at)
    present = list(present)
    if {one.pk for one in present} - {one.pk for one in room.members}:
        raise Refusal("Une de ces personnes ne siège plus au comité\u00a0: rechargez la page.")
    meetings.require_declared(one for one in room.members if one in present)
    room.meeting.present.set(present)
    return _changed(room.meeting, events.ATTENDANCE_NOTED, by, present=[one.pk for one in present])


@transaction.atomic
def ask_item(item: MeetingItem, member: CommitteeMember, *, version: int, by: User, at: datetime) -> Meeting:
    """Put a file on the agenda because a member asks for it; what was adopted in bloc of it no longer holds.

    Refuses all but the chair, a member who is not there or is tied to the file, and what changed meanwhile.
    """
    room = _conducted(item.meeting, version, by, at)
    point = _open_point(room, item)
    if member not in room.present or member in [one for one, _ in point.recused]:
        raise Refusal("Seul un membre présent et sans lien avec ce dossier peut demander qu’on en délibère.")
    found = point.item
    found.is_deliberated, found.asked_by, found.sense, found.way, found.reasons = True, member, "", "", ""
    found.decided_by, found.decided_at = None, None
    found.save()
    return _changed(room.meeting, events.ITEM_ASKED, by, application=found.application_id, member=member.pk)


@transaction.atomic
def settle_item(item: MeetingItem, advice: meetings.Advice, *, version: int, by: User, at: datetime) -> Meeting:
    """Note what the committee says of a file, once or again, and who left the table for it.

    Refuses all but a chair without tie to the file, no quorum, unsound votes, and what changed meanwhile.
    """
    room = _conducted(item.meeting, version, by, at)
    point = _open_point(room, item)
    meetings.require_quorum(room.meeting, point.able)
    meetings.require_sound(advice, point.able)
    _write(point, advice, by, at)
    facts = {"application": item.application_id, "sense": advice.sense, "way": advice.way}
    return _changed(room.meeting, events.ITEM_SETTLED, by, **facts, recused=[one.pk for one, _ in point.recused])


@transaction.atomic
def adopt_bloc(meeting: Meeting, *, version: int, by: User, at: datetime) -> int:
    """Adopt together the files that are clear, each as its colour says. Return how many.

    A file to which the chair is tied, or for which too few stay at the table, waits. Refuses where none is left.
    """
    room = _conducted(meeting, version, by, at)
    points = room.to_adopt
    if not points:
        raise Refusal("Aucun dossier ne peut être adopté en bloc\u00a0: notez les présents, ou délibérez de chacun.")
    for point in points:
        standing = Standing(point.item.standing)
        _write(point, meetings.Advice(BLOC_SENSE[standing], Way.BLOC, BLOC_REASONS[standing]), by, at)
    _changed(room.meeting, events.BLOC_ADOPTED, by, applications=[one.item.application_id for one in points])
    return len(points)


@transaction.atomic
def close_meeting(meeting: Meeting, *, version: int, by: User, at: datetime) -> int:
    """Close a meeting: each advice becomes a proposal to the authority; the others wait for another meeting.

    Return how many are proposed. Refuses all but the chair, no quorum, and what changed meanwhile.
    """
    room = _conducted(meeting, version, by, at)
    meetings.require_quorum_to_close(room.meeting, len(room.present))
    settled = [one.item for one in room.points if one.item.sense]
    in_order = sorted(settled, key=lambda each: each.application_id)  # as everybody locks them: nobody waits in a ring
    proposed = [_proposed(item, room.meeting, by, at) for item in in_order]
    room.meeting.closed_by, room.meeting.closed_at = by, at
    _changed(room.meeting, events.MEETING_CLOSED, by, proposed=sum(proposed))
    return sum(proposed)


@transaction.atomic
def _open(wave: Wave, *, by: User, at: datetime) -> Meeting:
    wave = Wave.objects.select_for_update(of=["self"]).select_related("call").get(pk=wave.pk)
    committee = committee_of(wave)
    rules.require_chair(committee, by, at)
    if wave.meetings.filter(closed_at=None).exists():
        raise Refusal("Une séance est déjà ouverte sur cette vague\u00a0: rechargez la page.")
    ranked = _agenda(wave)
    sitting = members_of(committee, at).count()
    quorum = meetings.quorum_of(committee.quorum, sitting)
    meeting = Meeting.objects.create(wave=wave, quorum=quorum, sitting=sitting, opened_by=by, opened_at=at)
    MeetingItem.objects.bulk_create(
        MeetingItem(
            meeting=meeting,
            application=one.application,
            position=position,
            standing=one.standing or "",
            is_deliberated=one.standing not in BLOC_SENSE,
        )
        for position, one in enumerate(ranked, start=1)
    )
    record(events.MEETING_OPENED, meeting, by=by, files=len(ranked), quorum=quorum)
    return meeting


def _agenda(wave: Wave) -> list[Ranked]:
    if not wave.places:
        raise Refusal("Le nombre de places n’est pas fixé\u00a0: l’équipe du programme le fait d’abord.")
    scores, model, ranked = whole_ranking_of(wave)
    if needs_model(scores) and model is None:
        raise Refusal("Le classement est en cours de calcul\u00a0: recommencez dans un instant.")
    ready = set(ready_files(wave).values_list("pk", flat=True))
    found = [one for one in ranked if one.application.pk in ready]
    if not found:
        raise Refusal("Aucun dossier n’a toutes ses lectures\u00a0: attendez-les, ou acceptez-en moins.")
    return found


def _conducted(meeting: Meeting, version: int, by: User, at: datetime) -> Room:
    """Lock a meeting for whoever presides; two people at once come one after the other, and the second is told."""
    meeting = Meeting.objects.select_for_update(of=["self"]).select_related("wave__call").get(pk=meeting.pk)
    committee = committee_of(meeting.wave)
    rules.require_chair(committee, by, at)
    meetings.require_unseen(meeting, version)
    return room_at(committee, meeting, by, at)


def _changed(meeting: Meeting, kind: Kind, by: User, **facts: object) -> Meeting:
    meeting.version += 1
    meeting.save()
    record(kind, meeting, by=by, **facts)
    return meeting


def _open_point(room: Room, item: MeetingItem) -> Point:
    point = next(one for one in room.points if one.item.pk == item.pk)
    if point.is_hidden:
        raise Refusal(
            "Un lien vous écarte de ce dossier\u00a0: l’équipe du programme confie la présidence à un autre membre."
        )
    meetings.require_in_review(point.item.application)
    require_read(point.item.application)
    return point


def _write(point: Point, advice: meetings.Advice, by: User, at: datetime) -> None:
    item, voted = point.item, advice.way == Way.VOTE
    item.sense, item.way, item.reasons = advice.sense, advice.way, advice.reasons.strip()
    item.votes_for = advice.votes_for if voted else None
    item.votes_against = advice.votes_against if voted else None
    item.abstentions = advice.abstentions if voted else None
    item.decided_by, item.decided_at = by, at
    item.save()
    item.recusals.all().delete()
    MeetingRecusal.objects.bulk_create(
        MeetingRecusal(item=item, member=member, reasons=reasons) for member, reasons in point.recused
    )


def _proposed(item: MeetingItem, meeting: Meeting, by: User, at: datetime) -> bool:
    """Propose what the committee said; not of a file that left it meanwhile, or of which a reading was taken back."""
    application = desk.locked(item.application)
    if application.stage != Stage.IN_REVIEW or not is_read(application):
        return False
    write_proposal(application, Sense(item.sense), item.reasons, by=by, at=at, meeting=meeting)
    return True
