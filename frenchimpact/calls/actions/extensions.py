"""More time for one collective: what an officer gives, with a reason that the collective reads."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Application, ComplementExtension, Stage
from frenchimpact.calls.queries import desk
from frenchimpact.calls.rules import examination as rules
from frenchimpact.calls.rules.applications import open_complement
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def extend_complements(
    application: Application, due_at: datetime, reason: str, *, by: User, at: datetime
) -> ComplementExtension:
    """Put off the day until which a collective completes its file; the pause of the legal clock lasts as long.

    Refuses who is not in charge, an application that waits for nothing, a day that is not later, no reason.
    """
    application = desk.locked(application)
    rules.require_in_charge(by, application, at)
    rules.require_stage(application, Stage.CORRECTION_REQUESTED)
    complement = open_complement(application)
    if complement is None:
        raise Refusal("Cette candidature n’attend plus de compléments : rechargez la page.")
    if due_at <= max(complement.due_at, at):
        raise Refusal("Un délai supplémentaire repousse l’échéance : choisissez un jour plus tardif.")
    rules.require_near(due_at, at)
    if not reason.strip():
        raise Refusal("Dites pourquoi vous donnez ce délai : le motif est lu par ceux qui candidatent.")
    extension = ComplementExtension.objects.create(
        complement=complement, before=complement.due_at, after=due_at, reason=reason.strip(), by=by, at=at
    )
    complement.due_at = due_at
    complement.save(update_fields=["due_at"])
    record(events.COMPLEMENTS_EXTENDED, application, by=by, extension=extension.pk, due_at=due_at.isoformat())
    return extension
