"""Calls in the search box, by the words of their title and summary; there are a few."""

from collections.abc import Sequence

from frenchimpact.calls.models import Call
from frenchimpact.geography.calculations.names import key_of, telling_words
from frenchimpact.search.registry import Hit, Source, register


def find_hits(text: str, limit: int) -> Sequence[Hit]:
    """Give the calls that hold all the words typed, those open first."""
    words = telling_words(key_of(text))
    if not words:
        return []
    shown = Call.objects.shown().order_by("-stage", "title")
    found = [call for call in shown if _holds(f"appel {call.title} {call.summary}", words)]
    return [
        Hit(call.title, "appel", call.get_absolute_url(), call.get_stage_display().capitalize(), rank)
        for rank, call in enumerate(found[:limit])
    ]


def _holds(text: str, words: list[str]) -> bool:
    named = key_of(text).split()
    return all(any(one.startswith(word) for one in named) for word in words)


register(Source("appels", "Appels", find_hits, order=5))
