"""When to try again, and when a digest is due."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
DIGEST_HOUR = 7
MONDAY = 0
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))


def next_try(attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after this many failures, or None when it is time to give up (two days in all)."""
    return at + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None


def last_digest(at: datetime, *, weekly: bool) -> datetime:
    """Return the last instant at which a digest was due: 7 in the morning in Paris, on Mondays if weekly."""
    local = at.astimezone(PARIS)
    due = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if due > local:
        due -= timedelta(days=1)
    return due - timedelta(days=(due.weekday() - MONDAY) % 7 if weekly else 0)
