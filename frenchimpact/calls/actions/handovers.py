"""Several applications at once: given to an officer, which can be undone, or declared complete, which cannot."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_officer
from frenchimpact.calls import events
from frenchimpact.calls.actions.examination import declare_complete
from frenchimpact.calls.models import Application, Handover, HandoverLine
from frenchimpact.calls.queries import desk
from frenchimpact.calls.rules import examination as rules
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def hand_over(applications: Collection[Application], to: User, *, by: User, at: datetime) -> Handover:
    """Give several applications to an officer, all or none; told once.

    Refuses nothing to give, and any application that `assign_officer` would refuse, by its name.
    """
    held = [desk.locked(each) for each in sorted(applications, key=lambda each: each.pk)]
    for application in held:
        with _named(application):
            rules.require_stage(application, *rules.EXAMINED)
            rules.require_officer(by, application, at)
            rules.require_officer(to, application, at)
    moved = [application for application in held if application.officer_id != to.pk]
    if not moved:
        raise Refusal("Aucune candidature à confier : choisissez-en, ou choisissez une autre personne.")
    handover = Handover.objects.create(to=to, by=by, at=at)
    HandoverLine.objects.bulk_create(
        HandoverLine(handover=handover, application=each, before=each.officer) for each in moved
    )
    for application in moved:
        _give(application, to, by=by, handover=handover)
    record(events.HANDED_OVER, handover, by=by, count=len(moved))
    return handover


@transaction.atomic
def undo_handover(handover: Handover, *, by: User, at: datetime) -> int:
    """Give each application back to who held it, unless it went on or is over; return how many went back.

    Refuses anybody but who gave them, and twice.
    """
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if handover.by_id != by.pk:
        raise Refusal("Seule la personne qui a confié ces candidatures peut l’annuler : confiez-les de nouveau.")
    if handover.undone_at:
        raise Refusal("C’est déjà annulé.")
    if not is_officer(by, at):
        raise Refusal("Seules les personnes chargées de l’instruction font cela : demandez à l’équipe du programme.")
    handover.undone_at = at
    handover.save(update_fields=["undone_at"])
    back = 0
    for line in handover.lines.select_related("before").order_by("application_id"):
        application = desk.locked(Application(pk=line.application_id))
        if application.officer_id == handover.to_id and application.stage in rules.EXAMINED:
            _give(application, _still_able(line.before, application, at), by=by, handover=handover)
            back += 1
    record(events.HANDOVER_UNDONE, handover, by=by, count=back)
    return back


@transaction.atomic
def complete_several(applications: Collection[Application], *, by: User, at: datetime) -> int:
    """Declare several files complete, all or none; return how many. Refuses the first that cannot be, by its name."""
    for application in sorted(applications, key=lambda each: each.pk):
        with _named(application):
            declare_complete(application, by=by, at=at)
    if not applications:
        raise Refusal("Aucune candidature choisie : cochez-en au moins une.")
    return len(applications)


@contextmanager
def _named(application: Application) -> Iterator[None]:
    """Say of which application a refusal is."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(f"{application.applicant} : {refusal.message}") from refusal


def _still_able(person: User | None, application: Application, at: datetime) -> User | None:
    """Give back only to whoever may still examine; otherwise the file is nobody’s again."""
    if person is None or not is_officer(person, at) or rules.is_tied(person, application):
        return None
    return person


def _give(application: Application, to: User | None, *, by: User, handover: Handover) -> None:
    application.officer = to
    application.save(update_fields=["officer"])
    kind = events.OFFICER_ASSIGNED if to else events.OFFICER_RELEASED
    record(kind, application, by=by, officer=to.pk if to else None, handover=handover.pk)
