"""The extension point: what may be known of an applicant, and who knows how to read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from frenchimpact.eligibility.calculations import Fact, Reading


@dataclass(frozen=True)
class FactSource:
    """Facts of one kind of things; `read(thing, day)` gives a reading of each of them, in a fixed number of queries."""

    name: str  # of the module and the thing: « community.organisation »
    subject: type[Model]
    facts: Sequence[Fact]
    read: Callable[[Any, date], Mapping[str, Reading]]  # Any: a row of `subject`


_sources: dict[str, FactSource] = {}


def register(source: FactSource) -> FactSource:
    """Let a source be asked; called by the `facts.py` of the module that knows, which is found by name at start."""
    if _sources.setdefault(source.name, source) != source:
        message = f"Two sources of facts bear the name {source.name}."
        raise ValueError(message)
    return source


def sources() -> list[FactSource]:
    """List all sources, in the order of their names."""
    return [_sources[name] for name in sorted(_sources)]


def facts_about(subject: type[Model]) -> dict[str, Fact]:
    """Name every fact that may be known of things of this kind."""
    return {fact.key: fact for source in sources() if source.subject is subject for fact in source.facts}


def readings_of(thing: Model, day: date) -> dict[str, Reading]:
    """Read all that is known of this thing on this day."""
    read: dict[str, Reading] = {}
    for source in sources():
        if source.subject is type(thing):
            read |= source.read(thing, day)
    return read
