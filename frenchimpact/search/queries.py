"""What the search box answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from frenchimpact.search.registry import Hit, Source, sources

PREVIEW = 5  # hits a kind, when all kinds are asked
PAGE_SIZE = 20
LAST_PAGE = 5  # whoever is not served by a hundred hits types another letter
LONGEST_TEXT = 150


@dataclass(frozen=True)
class Group:
    """The hits of one source; `has_more` when it holds others than those shown."""

    source: Source
    hits: tuple[Hit, ...]
    has_more: bool


@dataclass(frozen=True)
class Results:
    """Groups that hold something, in the order of their sources."""

    text: str
    page: int
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)

    @property
    def next_page(self) -> int:
        return self.page + 1

    @property
    def has_next(self) -> bool:
        return self.page < LAST_PAGE and any(group.has_more for group in self.groups)


def search(text: str, kinds: Collection[str] = (), page: int = 1) -> Results:
    """Ask each source, or those of the given kinds.

    All kinds together: the first hits of each. One or some kinds: a page of each. An unknown kind is ignored;
    a text that is empty or far too long finds nothing.
    """
    page = min(max(page, 1), LAST_PAGE)
    if not text.strip() or len(text) > LONGEST_TEXT:
        return Results("", page, ())
    asked = [source for source in sources() if source.kind in kinds]
    if asked:
        groups = [_group(source, text, start=(page - 1) * PAGE_SIZE, size=PAGE_SIZE) for source in asked]
    else:
        groups = [_group(source, text, start=0, size=PREVIEW) for source in sources()]
    return Results(text, page, tuple(group for group in groups if group.hits))


def _group(source: Source, text: str, *, start: int, size: int) -> Group:
    hits = source.find(text, start + size + 1)
    return Group(source, tuple(hits[start : start + size]), has_more=len(hits) > start + size)
