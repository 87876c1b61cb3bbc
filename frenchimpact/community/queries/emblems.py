"""The emblems of territories, for lists and cards."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.safestring import SafeString

from frenchimpact.community.models import Territory
from frenchimpact.geography.models import Perimeter
from frenchimpact.geography.queries.atlas import current_edition
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.geography.queries.monograms import monograms

Keys = tuple[tuple[int, str, str], ...]  # key, mark and name of each perimeter


def with_emblems(territories: Iterable[Territory]) -> list[Territory]:
    """Give each territory its emblem. One query, however many they are; four more when something has changed."""
    listed = list(territories)
    keys = tuple(Perimeter.objects.filter(territory__isnull=False).order_by("pk").values_list("pk", "mark", "name"))
    edition = current_edition()
    draw = _emblems if edition and all(mark for _, mark, _ in keys) else _emblems.__wrapped__
    emblems = draw(edition, keys)
    for territory in listed:
        territory.emblem = emblems[territory.perimeter_id]
    return listed


@lru_cache(maxsize=2)
def _emblems(_edition: Edition, keys: Keys) -> dict[int, SafeString]:
    perimeters = Perimeter.objects.filter(pk__in=[pk for pk, _, _ in keys])
    return {pk: drawing.svg for pk, drawing in monograms(perimeters).items()}
