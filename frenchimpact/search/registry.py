"""The extension point: what can be found, and who knows how to find it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """One thing found: `rank` 0 is the best of its source; `text` says in a line which one it is."""

    title: str
    kind_label: str  # French, singular: « commune »
    url: str
    text: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Source:
    """A kind of things that can be found; `find(text, limit)` gives the best first, at most `limit`."""

    kind: str  # in addresses: « lieux »
    label_plural: str  # French: « Lieux »
    find: Callable[[str, int], Sequence[Hit]]
    order: int


_sources: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Let a source answer; used in the `search_documents.py` of the module that owns the things."""
    if _sources.setdefault(source.kind, source) != source:
        message = f"Two sources bear the name {source.kind}."
        raise ValueError(message)
    return source


def sources() -> list[Source]:
    """List the sources in the order in which they are shown."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.kind))
