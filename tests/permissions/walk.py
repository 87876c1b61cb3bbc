"""Every address of the site, found in the resolver itself: a page that nobody thought of is found too."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

EVERY_DOOR = "tests.permissions.every_door"


@dataclass(frozen=True)
class Route:
    """One address: its full name, and the view that answers."""

    name: str
    pattern: URLPattern

    @property
    def view(self) -> Callable[..., Any]:
        return self.pattern.callback

    @property
    def parameters(self) -> set[str]:
        return set(self.pattern.pattern.regex.groupindex)


def routes() -> list[Route]:
    return list(_routes_of(get_resolver(EVERY_DOOR), ""))


def _routes_of(resolver: URLResolver, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _routes_of(entry, inner)
        else:
            yield Route(f"{namespace}{entry.name or entry.pattern}", entry)
