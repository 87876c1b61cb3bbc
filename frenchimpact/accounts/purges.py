"""The extension point of the purge: what goes by itself once it has been unused for the time that `Retention` says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Purge:
    """One kind of thing that goes; the numbers are those of its rows.

    `unused_since` finds what nobody has used since an instant. `warn` announces (in a transaction) that it goes on a
    date; `purge` lets it go (in a transaction), and raises a Refusal while something stands in the way.
    """

    code: str  # of the line of Retention
    unused_since: Callable[[datetime], Iterable[int]]
    warn: Callable[[int, datetime], object]
    purge: Callable[[int, datetime], object]


_purges: dict[str, Purge] = {}


def register(purge: Purge) -> Purge:
    """Add a kind of thing; called by a module's `purges.py` or `personal_data.py`, which are found by name at start."""
    if _purges.setdefault(purge.code, purge) != purge:
        message = f"Two purges bear the name {purge.code}."
        raise ValueError(message)
    return purge


def purges() -> list[Purge]:
    return sorted(_purges.values(), key=lambda purge: purge.code)
