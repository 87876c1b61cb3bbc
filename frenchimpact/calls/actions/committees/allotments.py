"""Proposing who reads what, and validating it."""

from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.assessments.actions import freeze_grid, start_assessment
from frenchimpact.assessments.models import GridVersion
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts
from frenchimpact.calls.models import (
    Allotment,
    AllotmentState,
    AllottedPair,
    Application,
    Committee,
    CommitteeMember,
    Conflict,
    FewerReaders,
    Pin,
    Reading,
    Stage,
    Wave,
)
from frenchimpact.calls.queries import desk
from frenchimpact.calls.queries.committees.members import members_of
from frenchimpact.calls.queries.committees.solving import READ_AT, Solution, applications_of
from frenchimpact.calls.rules import committees as rules
from frenchimpact.calls.rules import readings
from frenchimpact.calls.rules.moves import move
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

OWNER = "calls.reading"
OPEN = [AllotmentState.WAITING, AllotmentState.COMPUTING, AllotmentState.READY, AllotmentState.IMPOSSIBLE]


@transaction.atomic
def ask_allotment(wave: Wave, *, by: User, at: datetime) -> Allotment:
    """Ask for a proposal of who reads what, in place of the one there is; the worker computes it.

    Refuses anybody but the chair, a wave that still takes submissions, and one in which nothing waits for readers.
    """
    wave = Wave.objects.select_for_update(of=["self"]).select_related("call").get(pk=wave.pk)
    committee = readings.committee_of(wave)
    rules.require_chair(committee, by, at)
    readings.require_closed(wave, at)
    refresh_conflicts(committee, by=None, at=at)
    Allotment.objects.filter(wave=wave, state__in=OPEN).update(state=AllotmentState.REPLACED)
    allotment = Allotment.objects.create(wave=wave, asked_by=by, asked_at=at)
    if not applications_of(allotment):
        raise Refusal("Aucun dossier de cette vague n’est transmis au comité\u00a0: l’instruction le fait d’abord.")
    record(events.ALLOTMENT_ASKED, allotment, by=by)
    return allotment


@transaction.atomic
def begin_allotment(allotment: Allotment, *, by: User | None) -> bool:  # noqa: ARG001  # the worker’s: nobody
    """Say that the computation has begun; not if another was asked for meanwhile, or it is done."""
    states = [AllotmentState.WAITING, AllotmentState.COMPUTING]  # computing: the worker died in the middle
    waiting = Allotment.objects.filter(pk=allotment.pk, state__in=states)
    return bool(waiting.update(state=AllotmentState.COMPUTING, progress="Recherche de la répartition la plus juste"))


@transaction.atomic
def finish_allotment(allotment: Allotment, solution: Solution, *, by: User | None) -> None:
    """Write what was computed; not if another was asked for meanwhile."""
    allotment = Allotment.objects.select_for_update(of=["self"]).get(pk=allotment.pk)
    if allotment.state != AllotmentState.COMPUTING:
        return
    allotment.state = AllotmentState.IMPOSSIBLE if solution.explanation else AllotmentState.READY
    allotment.explanation, allotment.report, allotment.progress = solution.explanation, solution.report, ""
    allotment.save()
    AllottedPair.objects.bulk_create(
        AllottedPair(allotment=allotment, member=member, application=application, fit=fit, is_new=is_new)
        for member, application, fit, is_new in solution.pairs
    )
    record(events.ALLOTMENT_COMPUTED, allotment, by=by, pairs=len(solution.pairs))


@transaction.atomic
def validate_allotment(allotment: Allotment, *, by: User, at: datetime) -> list[Reading]:
    """Give each file to its readers, who are told; applications are then in review.

    Refuses anybody but the chair, a proposal that is not ready, ties that wait for the chair or appeared since, and
    who left or whose declaration lapsed since. A file that left the committee meanwhile is given to nobody.
    """
    allotment = Allotment.objects.select_for_update(of=["self"]).select_related("wave__call").get(pk=allotment.pk)
    committee = readings.committee_of(allotment.wave)
    rules.require_chair(committee, by, at)
    readings.require_ready(allotment)
    pairs = _still_read(allotment)
    refresh_conflicts(committee, by=None, at=at)
    _require_no_barring(pairs)
    _require_able(pairs, committee, at)
    version = _version_of(allotment.wave, committee, by)
    given = [_give(pair, allotment, committee, version, by=by, at=at) for pair in pairs]
    for application in {pair.application.pk: pair.application for pair in pairs}.values():
        _put_in_review(application, at)
    allotment.state, allotment.validated_by, allotment.validated_at = AllotmentState.VALIDATED, by, at
    allotment.save()
    record(events.ALLOTMENT_VALIDATED, allotment, by=by, readings=len(given))
    return given


@transaction.atomic
def pin_reader(member: CommitteeMember, application: Application, *, by: User, at: datetime) -> Pin:
    """Want somebody to read a file, whatever is computed.

    Refuses anybody but the chair, a tie that bars either, and the chair themselves once scores of it are in.
    """
    rules.require_chair(member.committee, by, at)
    readings.require_untied_chair(application, by, at)
    rules.require_still_sitting(member)
    readings.require_unseen_scores(member, application, by)
    if Conflict.objects.barring().filter(member=member, application=application).exists():
        raise Refusal(f"{member} est écarté·e de ce dossier par un lien\u00a0: choisissez quelqu’un d’autre.")
    pin, is_new = Pin.objects.get_or_create(member=member, application=application, defaults={"by": by, "at": at})
    if is_new:
        record(events.READER_PINNED, member, by=by, application=application.pk)
    return pin


@transaction.atomic
def unpin_reader(pin: Pin, *, by: User, at: datetime) -> None:
    """Let the computation choose again. Refuses anybody but the chair, and one who is tied to the file."""
    readings.require_untied_chair(pin.application, by, at)
    record(events.READER_UNPINNED, pin.member, by=by, application=pin.application_id)
    pin.delete()


@transaction.atomic
def accept_fewer(application: Application, readers: int, reason: str, *, by: User, at: datetime) -> FewerReaders:
    """Accept that a file has fewer readers, with a reason; said again, it replaces.

    Refuses anybody but the chair, and one who is tied to the file.
    """
    application = desk.locked(application)
    committee = readings.committee_of_application(application)
    readings.require_untied_chair(application, by, at)
    rules.require_reason(reason)
    if not 1 <= readers < committee.readers:
        raise Refusal(f"Un dossier a de 1 à {committee.readers - 1} lecteurs quand il en a moins que les autres.")
    fewer, _ = FewerReaders.objects.update_or_create(
        application=application, defaults={"readers": readers, "reason": reason.strip(), "by": by, "at": at}
    )
    record(events.FEWER_READERS, application, by=by, readers=readers)
    return fewer


def _version_of(wave: Wave, committee: Committee, by: User) -> GridVersion:
    """Read a whole wave with one version of the grid: that of its first readings, else the current one, frozen now."""
    first = Reading.objects.filter(application__wave=wave).select_related("assessment__version__form_version__form")
    return known.assessment.version if (known := first.first()) else freeze_grid(committee.grid, by=by)


def _still_read(allotment: Allotment) -> list[AllottedPair]:
    """Hold the files until the end of the transaction, and keep what is proposed for those that are still to read."""
    new = allotment.pairs.filter(is_new=True)
    files = Application.objects.select_for_update(of=["self"]).filter(pk__in=new.values("application"))
    held = {one.pk for one in files.order_by("pk") if one.stage in READ_AT}
    related = ("member__person", "application__collective", "application__organisation")
    return list(new.filter(application__in=held).select_related(*related).order_by("pk"))


def _require_able(pairs: list[AllottedPair], committee: Committee, at: datetime) -> None:
    able = {one.pk for one in members_of(committee, at) if getattr(one, "has_declared")}  # noqa: B009  # annotated
    if left := next((pair.member for pair in pairs if pair.member_id not in able), None):
        raise Refusal(
            f"{left} ne siège plus au comité, ou sa déclaration d’intérêts n’est plus valable\u00a0: demandez une "
            "nouvelle répartition."
        )


def _require_no_barring(pairs: list[AllottedPair]) -> None:
    related = ("member__person", "application__collective", "application__organisation")
    barring = Conflict.objects.barring().select_related(*related)
    known = {(one.member_id, one.application_id): one for one in barring}
    for pair in pairs:
        if found := known.get((pair.member_id, pair.application_id)):
            raise Refusal(
                f"{found.member} est écarté·e par un lien du dossier {found.application.applicant}\u00a0: appréciez "
                "ce lien, ou demandez une nouvelle répartition."
            )


def _give(  # one argument a column
    pair: AllottedPair, allotment: Allotment, committee: Committee, version: GridVersion, *, by: User, at: datetime
) -> Reading:
    reading = Reading.objects.create(
        application=pair.application,
        member=pair.member,
        allotment=allotment,
        assessment=start_assessment(version, pair.member.person, owner=OWNER, by=by),
        assigned_at=at,
        due_at=at + timedelta(days=committee.reading_days),
    )
    record(events.READING_GIVEN, reading, by=by)
    return reading


def _put_in_review(application: Application, at: datetime) -> None:
    application = desk.locked(application)
    if application.stage == Stage.READY_FOR_JURY:
        move(application, Stage.IN_REVIEW, at=at)
        application.save()
