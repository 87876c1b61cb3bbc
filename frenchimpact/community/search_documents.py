"""Territories and organisations in the search box, by their name, with slips."""

from collections.abc import Sequence

from frenchimpact.community.models import Kind as OrganisationKind
from frenchimpact.community.models import Organisation, Territory
from frenchimpact.community.queries.organisations import found_by
from frenchimpact.geography.calculations.names import key_of, telling_words
from frenchimpact.geography.calculations.typos import slips_between
from frenchimpact.search.registry import Hit, Source, register

SHORTEST_WITH_A_SLIP = 5


def find_hits(text: str, limit: int) -> Sequence[Hit]:
    """Give the territories of which the name holds all the words typed; there are some dozens of territories."""
    words = telling_words(key_of(text))
    if not words:
        return []
    near = [(_distance(words, key_of(territory.name)), territory) for territory in Territory.objects.order_by("name")]
    found = sorted(
        (slips, len(territory.name), territory.pk, territory) for slips, territory in near if slips is not None
    )
    return [
        Hit(territory.name, "territoire", territory.get_absolute_url(), "Territoire French Impact", rank)
        for rank, (*_, territory) in enumerate(found[:limit])
    ]


def _distance(words: list[str], name: str) -> int | None:
    """Count the slips with which all words are found in the name, or None."""
    total = 0
    for word in words:
        at_most = 1 if len(word) >= SHORTEST_WITH_A_SLIP else 0
        slips = min(slips_between(word, held, at_most=at_most)[1] for held in name.split() or [""])
        if slips > at_most:
            return None
        total += slips
    return total


def find_organisations(text: str, limit: int) -> Sequence[Hit]:
    """Give published organisations by name, usual name, town of the seat or number; never by street."""
    if not text.strip():
        return []
    found = found_by(text, Organisation.objects.shown()).with_seat().order_by("sort_key", "pk")
    return [
        Hit(one.name, "organisation", one.get_absolute_url(), _where(one.kinds, getattr(one, "seat_name", None)), rank)
        for rank, one in enumerate(found[:limit])
    ]


def _where(kinds: Sequence[str], town: str | None) -> str:
    told = ", ".join(OrganisationKind(kind).label for kind in kinds)
    return f"{told}, {town}" if town else told


register(Source("territoires", "Territoires", find_hits, order=10))
register(Source("organisations", "Organisations", find_organisations, order=15))
