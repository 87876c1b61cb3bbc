"""How long data are kept, and what goes once its time is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.models import PurgeWarning, Retention, User
from frenchimpact.accounts.purges import Purge, purges
from frenchimpact.accounts.retention import retention_of
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class Delay:
    """What may be changed of a line of `Retention`."""

    days: int
    notice_days: int
    counted_from: str
    why: str


@transaction.atomic
def change_retention(code: str, delay: Delay, *, at: datetime, by: User | None) -> Retention:
    """Change how long something is kept; the purge of the next night follows.

    Refuses a notice as long as the delay itself, and anybody but operators or the command line.
    """
    rules.require_operator_or_command_line(by, at)
    rules.require_notice_within_delay(delay.days, delay.notice_days)
    line = Retention.objects.select_for_update().filter(code=code).first() or retention_of(code)
    before = {"days": line.days, "notice_days": line.notice_days}
    line.days, line.notice_days = delay.days, delay.notice_days
    line.counted_from, line.why = delay.counted_from.strip(), delay.why.strip()
    line.save()
    after = {"days": line.days, "notice_days": line.notice_days}
    record(events.RETENTION_CHANGED, line, by=by, before=before, after=after)
    return line


def purge_unused(at: datetime) -> int:
    """Announce what is about to go, and let go what was announced long enough ago and is unused still.

    Each in a transaction of its own. Return how many went. What is used again in the meantime is safe; what something
    stands in the way of stays, and is tried again each night.
    """
    return sum(_purge(purge, retention_of(purge.code), at) for purge in purges())


def _purge(purge: Purge, line: Retention, at: datetime) -> int:
    notice = timedelta(days=line.notice_days)
    oldest = at - timedelta(days=line.days)
    soon = set(purge.unused_since(oldest + notice))
    _forget_warnings(purge.code, but=soon)
    announced = _announced(purge.code)
    gone = [
        number
        for number in sorted(set(purge.unused_since(oldest)) & soon)
        if (not notice or (number in announced and announced[number] <= at - notice)) and _let_go(purge, number, at)
    ]
    for number in sorted(soon - set(announced) - set(gone)) if notice else ():
        _announce(purge, number, at, notice)
    return len(gone)


@transaction.atomic
def _forget_warnings(code: str, *, but: set[int]) -> None:
    PurgeWarning.objects.filter(code=code).exclude(number__in=but).delete()


def _announced(code: str) -> dict[int, datetime]:
    return dict(PurgeWarning.objects.filter(code=code).values_list("number", "warned_at"))


def _let_go(purge: Purge, number: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            purge.purge(number, at)
            PurgeWarning.objects.filter(code=purge.code, number=number).delete()
    except Refusal:
        return False
    return True


@transaction.atomic
def _announce(purge: Purge, number: int, at: datetime, notice: timedelta) -> None:
    PurgeWarning.objects.create(code=purge.code, number=number, warned_at=at)
    purge.warn(number, at + notice)
