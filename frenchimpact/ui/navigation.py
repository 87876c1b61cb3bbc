"""Menus as the layout shows them; which pages stand in them is said by those who know them.

An address that is not registered (the demonstration, a site of the style guide alone) is left out.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse


@dataclass(frozen=True)
class Entry:
    """One link: its words, and the name of its address."""

    label: str
    name: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


def links(entries: tuple[Entry, ...], here: str = "") -> list[Link]:
    """Keep the entries whose address exists; `here` is the path of the page that is read."""
    return [Link(entry.label, url, current=_is_within(url, here)) for entry in entries if (url := address(entry.name))]


def address(name: str) -> str:
    return _address(name, get_urlconf() or settings.ROOT_URLCONF)


@cache
def _address(name: str, urlconf: str) -> str:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


def _is_within(url: str, here: str) -> bool:
    return here == url or (url != "/" and here.startswith(url))
