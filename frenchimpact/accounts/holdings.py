"""The extension point of the GDPR: what each module holds about a person, to export it and to erase it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from frenchimpact.accounts.models import User

Row = Mapping[str, object]  # French label of the field to its value: text, number, boolean, date, instant or list


@dataclass(frozen=True)
class Holding:
    """What one module holds about a person.

    `rows` lists it, readable by the person. `erase` takes away or empties all of it in the transaction of the erasure,
    and says in French sentences what is kept and why (empty: nothing). `blocks` says why the person cannot be erased
    yet, with the way out (empty: nothing stands in the way). `files` are those that the person gave: name and place.
    """

    code: str
    title: str  # French: « Mes organisations »
    rows: Callable[[User], Sequence[Row]]
    erase: Callable[[User, datetime], Sequence[str]]
    blocks: Callable[[User], Sequence[str]] = lambda _: ()
    files: Callable[[User], Sequence[tuple[str, Path]]] = lambda _: ()


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> Holding:
    """Add what a module holds; called by its `personal_data.py`, which is found by name at start."""
    if _holdings.setdefault(holding.code, holding) != holding:
        message = f"Two holdings bear the name {holding.code}."
        raise ValueError(message)
    return holding


def holdings() -> list[Holding]:
    return sorted(_holdings.values(), key=lambda holding: holding.code)


def module_of(holding: Holding) -> str:
    return holding.erase.__module__.split(".")[1]


def from_the_top_down() -> list[Holding]:
    """Give holdings in the order in which they are erased: what a module tells those below is erased after it."""
    depths = {name: depth for depth, name in enumerate(settings.DOMAIN_APPS)}
    return sorted(holdings(), key=lambda holding: -depths[module_of(holding)])
