"""What a perimeter is made of, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frenchimpact.geography.models import Commune, Departement, Intercommunality, Perimeter, PlaceKind, Region
from frenchimpact.geography.queries.addresses import address_of_code


@dataclass(frozen=True)
class NamedPart:
    """One official code with its name, the word for its kind, and the address of its page."""

    kind: str
    code: str
    name: str
    url: str


def named_parts(perimeter: Perimeter) -> list[NamedPart]:
    """Name the parts of a perimeter, by kind and name; two queries at most for each kind of place in it."""
    parts = [(PlaceKind(part.kind), part.code) for part in perimeter.parts.all()]
    names = {kind: _names(kind, [code for each, code in parts if each == kind]) for kind, _ in parts}
    named = [
        NamedPart(
            kind.label,
            code,
            names[kind].get(code, (code, ""))[0],
            address_of_code(kind, code, _slug(names, kind, code)),
        )
        for kind, code in parts
    ]
    return sorted(named, key=lambda part: (part.kind, part.name))


def _slug(names: dict[PlaceKind, dict[str, tuple[str, str]]], kind: PlaceKind, code: str) -> str:
    return names[kind].get(code, ("", ""))[1]


def _names(kind: PlaceKind, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give (name, slug) by code; only régions have a slug."""
    codes = list(codes)
    match kind:
        case PlaceKind.COMMUNE:
            return {place.pk: (place.name, "") for place in Commune.objects.filter(pk__in=codes)}
        case PlaceKind.EPCI | PlaceKind.EPT:
            return {place.pk: (place.name, "") for place in Intercommunality.objects.filter(pk__in=codes)}
        case PlaceKind.DEPARTEMENT:
            return {place.pk: (place.name, "") for place in Departement.objects.filter(pk__in=codes)}
        case _:
            return {place.pk: (place.name, place.slug) for place in Region.objects.filter(pk__in=codes)}
