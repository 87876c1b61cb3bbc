"""The desk at a glance: what waits at each step and how much of it is late, as a whole, by wave and by officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Count, F, Q

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import DeskView, Stage
from frenchimpact.calls.queries.desk import on_desk
from frenchimpact.calls.queries.files import NEXT_STEP
from frenchimpact.calls.rules.examination import EXAMINED

NOT_KEPT = {"page", "export"}
NOBODY = "personne"  # as the desk filters by whom a file was given to
Filters = dict[str, object]


@dataclass(frozen=True)
class Pile:
    """Applications that wait for the same thing, and the filters of the desk that show them."""

    count: int
    late: int
    query: str


@dataclass(frozen=True)
class Row:
    """One wave, one officer, or everything; a pile for each of `STEPS`."""

    title: str
    piles: list[Pile]
    whole: Pile


@dataclass(frozen=True)
class Board:
    steps: list[str]
    everything: Row
    waves: list[Row]
    officers: list[Row]


Line = dict[str, Any]


def board(at: datetime) -> Board:
    """Count what waits, by step, wave and officer; one question to the database."""
    keys = ("stage", "call_id", "call__title", "wave__number", "officer_id", "officer__name")
    due = on_desk().filter(stage__in=EXAMINED).order_by().annotate(due=F("due_at"))
    lines: list[Line] = list(due.values(*keys).annotate(count=Count("pk"), late=Count("pk", filter=Q(due__lt=at))))
    return Board(
        steps=[NEXT_STEP[stage] for stage in EXAMINED],
        everything=_row("Tout", lines, {}),
        waves=list(_by_wave(lines)),
        officers=list(_by_officer(lines)),
    )


def views_for(person: User) -> list[DeskView]:
    """List one's own views, then those that others share."""
    known = DeskView.objects.filter(Q(owner=person) | Q(is_shared=True)).select_related("owner")
    return sorted(known, key=lambda view: (view.owner_id != person.pk, view.title.lower()))


def kept_of(query: str) -> str:
    """Leave out of the filters of an address what is empty, and what says which page was read."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name not in NOT_KEPT])


def _by_wave(lines: list[Line]) -> Iterator[Row]:
    for (title, call, number), group in _grouped(lines, "call__title", "call_id", "wave__number"):
        yield _row(f"{title}, vague {number}", group, {"appel": call, "vague": number})


def _by_officer(lines: list[Line]) -> Iterator[Row]:
    for (name, number), group in _grouped(lines, "officer__name", "officer_id"):
        yield _row(name or "Personne encore", group, {"a_qui": number or NOBODY})


def _grouped(lines: list[Line], *keys: str) -> Iterator[tuple[tuple[Any, ...], list[Line]]]:
    """Give the lines that have the same values, in the order of these; what has none comes first."""

    def order(line: Line) -> list[tuple[bool, Any]]:
        return [(line[key] is not None, line[key] or 0) for key in keys]

    for _, group in groupby(sorted(lines, key=order), order):
        found = list(group)
        yield tuple(found[0][key] for key in keys), found


def _row(title: str, lines: list[Line], filters: Filters) -> Row:
    piles = [_pile([line for line in lines if line["stage"] == stage], filters, [stage]) for stage in EXAMINED]
    return Row(title, piles, _pile(lines, filters, EXAMINED))


def _pile(lines: list[Line], filters: Filters, stages: list[Stage]) -> Pile:
    query = urlencode(filters | {"etape": [stage.value for stage in stages]}, doseq=True)
    return Pile(sum(line["count"] for line in lines), sum(line["late"] for line in lines), query)
