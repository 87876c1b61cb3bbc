"""What there is to look at on the page of a place: maps and small charts."""

from typing import Any

from frenchimpact.geography.models import Commune, Departement, Intercommunality, Region
from frenchimpact.geography.queries.comparisons import comparisons_of
from frenchimpact.geography.queries.indicators import indicators_of
from frenchimpact.geography.queries.place_maps import maps_of_commune, maps_of_place
from frenchimpact.geography.queries.places import communes_in, departements
from frenchimpact.ui.charts import Bar, bars
from frenchimpact.ui.words import number

LARGEST = 6  # bars


def pictures_of(place: Region | Departement | Intercommunality) -> dict[str, Any]:
    """Give the context of the maps, figures and charts of a place’s page."""
    drawing, small = maps_of_place(place)
    figures = indicators_of(place)
    return {
        "map": drawing,
        "thumbnail": small,
        "indicators": figures,
        "comparisons": comparisons_of(place.name, figures, _regions_around(place)),
        "largest": _largest(place),
        "largest_title": "Ses départements, par habitants"
        if isinstance(place, Region)
        else "Ses communes les plus peuplées",
    }


def pictures_of_commune(commune: Commune) -> dict[str, Any]:
    """Show the commune among its neighbours, or its département when nobody knows where it stands in it."""
    drawing, small = maps_of_commune(commune)
    if drawing is not None:
        return {"map": drawing, "thumbnail": small, "is_close": True}
    drawing, small = maps_of_place(commune.departement)
    return {"map": drawing, "thumbnail": small, "is_close": False}


def _regions_around(place: Region | Departement | Intercommunality) -> list[Region]:
    match place:
        case Region():
            return []
        case Departement():
            return [place.region]
        case _:
            return list(
                Region.objects.filter(pk__in=communes_in(place).order_by().values("region")).order_by("sort_key")
            )


def _largest(place: Region | Departement | Intercommunality) -> tuple[Bar, ...]:
    """Compare the parts of a place by their inhabitants; nothing to compare when there is only one."""
    parts = departements(place) if isinstance(place, Region) else communes_in(place)
    known = parts.filter(population__gt=0).order_by("-population", "pk")
    count = None if isinstance(place, Region) else LARGEST
    rows = [(part.name, float(part.population or 0)) for part in known[:count]]
    return bars(rows, say=lambda value: number(int(value))) if len(rows) > 1 else ()
