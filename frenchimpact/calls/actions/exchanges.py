"""What was said with an applicant outside the site, noted by the officers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Application, Channel, Exchange
from frenchimpact.calls.queries import desk
from frenchimpact.calls.rules import examination as rules
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class ExchangeFacts:
    channel: Channel
    on: date
    with_whom: str
    summary: str


@transaction.atomic
def note_exchange(application: Application, facts: ExchangeFacts, *, by: User, at: datetime) -> Exchange:
    """Note an exchange. Refuses who is no officer or is of the collective, an empty note, and a day to come."""
    application = desk.locked(application)
    rules.require_officer(by, application, at)
    if not facts.summary.strip():
        raise Refusal("Écrivez en une phrase au moins ce qui s’est dit.")
    if facts.on > timezone.localdate(at):
        raise Refusal("Cet échange serait à venir : donnez le jour où il a eu lieu.")
    exchange = Exchange.objects.create(
        application=application,
        channel=facts.channel,
        on=facts.on,
        with_whom=facts.with_whom.strip(),
        summary=facts.summary.strip(),
        by=by,
        at=at,
    )
    record(events.EXCHANGE_NOTED, application, by=by, exchange=exchange.pk)
    return exchange


@transaction.atomic
def strike_exchange(exchange: Exchange, *, by: User, at: datetime) -> Exchange:
    """Strike a note that is wrong: it stays readable, struck. Refuses anybody but who wrote it."""
    exchange = Exchange.objects.select_for_update().get(pk=exchange.pk)
    if exchange.by_id != by.pk:
        raise Refusal("Seule la personne qui a noté cet échange peut le rayer : ajoutez plutôt une note.")
    if exchange.struck_at is None:
        exchange.struck_at = at
        exchange.save(update_fields=["struck_at"])
        record(events.EXCHANGE_STRUCK, exchange.application, by=by, exchange=exchange.pk)
    return exchange
