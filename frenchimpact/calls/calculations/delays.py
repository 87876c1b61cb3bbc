"""Legal delays: days and months, French public holidays, the silence of the service.

Sources. Public holidays: Code du travail, L3133-1; Alsace-Moselle, L3134-13; overseas, commemoration of the abolition
of slavery, decree 83-1003. A delay that ends on a Saturday, a Sunday or a holiday ends on the next working day: Code de
procédure civile, article 642, whose rule the administrative judge follows. The day that starts a delay is not counted
in it (article 641), and a delay in months ends on the day of the same number, or on the last of the month. Silence:
CRPA L231-4, from the day the request is received (L114-3); suspended while the service waits for missing pieces, until
they come (L114-5); a silence that means yes starts only once they have come.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SATURDAY = 5
DAY = timedelta(days=1)
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension Thursday, Whit Monday
ALSACE_MOSELLE = ("57", "67", "68")
# Day and month of the commemoration of the abolition of slavery, by département or collectivité.
ABOLITION = {"971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27), "977": (10, 9)} | {
    "978": (5, 28)
}


@dataclass(frozen=True)
class Pause:
    """A wait for missing pieces: from the day they were asked to the day they came, or the last one they could."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return max(0, (self.until - self.since).days)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Anonymous algorithm, Nature, 20 April 1876)."""
    century, rest = divmod(year, 100)
    leap, century_rest = divmod(century, 4)
    golden = year % 19
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * century_rest + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holidays(year: int, departement: str = "") -> set[date]:
    """Public holidays of a year: those of everywhere, and those of this département where it has its own."""
    sunday = easter(year)
    days = {date(year, month, day) for month, day in FIXED} | {sunday + n * DAY for n in AFTER_EASTER}
    if departement in ALSACE_MOSELLE:
        days |= {sunday - 2 * DAY, date(year, 12, 26)}
    if departement in ABOLITION:
        days.add(date(year, *ABOLITION[departement]))
    return days


def is_working_day(day: date, departement: str = "") -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year, departement)


def next_working_day(day: date, departement: str = "") -> date:
    """Return this day, or the first working one after it."""
    while not is_working_day(day, departement):
        day += DAY
    return day


def add_months(day: date, months: int) -> date:
    """Return the day of the same number some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(received: date, days: int, departement: str = "") -> date:
    """Return the last day of a delay in days: the first counted is the day after, the last one is a working day."""
    return next_working_day(received + days * DAY, departement)


def end_of(day: date) -> datetime:
    """Return the last instant of a day in Paris: « 23 h 59 », its last second whole."""
    return datetime.combine(day, time.max, PARIS)


def day_in_paris(at: datetime) -> date:
    return at.astimezone(PARIS).date()


def silence_on(received: date, months: int, pauses: Iterable[Pause] = (), *, means_yes: bool = False) -> date:
    """Return the day on which the silence of the service becomes a decision.

    Waiting for pieces puts a silent no off by as many days; a silent yes starts again from the day they came. It is
    not put off to a working day: it falls on its own day, nobody has to do anything on it.
    """
    end = add_months(received, months)
    for pause in sorted(pauses, key=lambda each: each.since):
        if pause.since <= end:  # what is asked after silence has spoken does not take its word back
            end = add_months(max(received, pause.until), months) if means_yes else end + pause.days * DAY
    return end
