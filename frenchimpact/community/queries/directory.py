"""What the directory shows before anybody filters it: where organisations are, what they are, their themes."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q
from django.urls import reverse

from frenchimpact.community.models import Kind, Organisation, Place, Standing
from frenchimpact.geography.queries.atlas import current_edition
from frenchimpact.geography.queries.datasets import Edition
from frenchimpact.geography.queries.maps import national_map
from frenchimpact.themes.models import Theme
from frenchimpact.ui.maps import LegendEntry, Map
from frenchimpact.ui.words import number, plural

MOST_THEMES = 8


@dataclass(frozen=True)
class Share:
    """How many published organisations have this in common; `key` is what the filter of the directory is given."""

    key: str
    label: str
    count: int


def kinds_present() -> list[Share]:
    """Count the organisations of each kind, the most frequent first; one organisation may count several times."""
    counts = Organisation.objects.shown().aggregate(
        **{kind.value: Count("pk", filter=Q(kinds__contains=[kind.value])) for kind in Kind}
    )
    found = [Share(kind.value, kind.label, counts[kind.value]) for kind in Kind if counts[kind.value]]
    return sorted(found, key=lambda share: -share.count)


def themes_present() -> list[Share]:
    """Count the organisations of the most frequent themes."""
    shown = Count("organisations", filter=Q(organisations__standing=Standing.SHOWN))
    rows = Theme.objects.annotate(count=shown).filter(count__gt=0).order_by("-count", "position")[:MOST_THEMES]
    return [Share(theme.slug, theme.name, theme.count) for theme in rows]


def map_of_organisations(zoom: str = "") -> Map:
    """Draw the départements by how many published organisations have their seat there; each leads to them."""
    seats = Place.objects.filter(is_seat=True, organisation__standing=Standing.SHOWN)
    counts = seats.values_list("commune__departement").annotate(count=Count("organisation")).order_by()
    return _drawn(current_edition(), tuple(sorted(counts))).zoomed(zoom)


@lru_cache(maxsize=4)
def _drawn(_edition: Edition, counts: tuple[tuple[str, int], ...]) -> Map:
    told = {code: f"{number(count)} {plural(count, 'organisation')}" for code, count in counts}
    directory = reverse("community:organisations")
    drawing = national_map()
    return drawing.with_shapes(
        hrefs={code: f"{directory}?departement={code}" for code in told},
        classes={code: "is-strong" if count > 1 else "is-marked" for code, count in counts},
        values={shape.id: told.get(shape.id, "aucune organisation") for shape in drawing.shapes},
    ).with_legend(
        LegendEntry("département où une organisation a son siège", "is-marked"),
        LegendEntry("où plusieurs ont le leur", "is-strong"),
    )
