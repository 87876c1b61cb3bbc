"""What is asked about perimeters, and about sets of official codes in general."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from frenchimpact.geography.models import (
    Commune,
    Departement,
    FormerCommune,
    Intercommunality,
    Perimeter,
    PlaceKind,
    Region,
)
from frenchimpact.geography.queries.succession import current_codes
from frenchimpact.shared.errors import Refusal

# The kinds that may make a perimeter, and how a commune is found by them.
FIELDS = {
    PlaceKind.COMMUNE: "pk",
    PlaceKind.EPCI: "epci",
    PlaceKind.EPT: "ept",
    PlaceKind.DEPARTEMENT: "departement",
    PlaceKind.REGION: "region",
}
TypedCode = tuple[PlaceKind, str]


def parse_code(text: str) -> TypedCode:
    """Read « epci:200054807 »; refuse another form, and kinds that make no perimeter."""
    kind, _, code = text.strip().partition(":")
    if kind not in {each.value for each in FIELDS} or not code.isalnum():
        kinds = ", ".join(each.value for each in FIELDS)
        raise Refusal(f"« {text[:60]} » n’est pas un code de lieu : écrivez par exemple epci:200054807 ({kinds}).")
    return PlaceKind(kind), code.upper()


def communes_of(codes: Iterable[str]) -> QuerySet[Commune]:
    """Find today's communes of « epci:200054807 », « commune:59512 »…, each once, without storing anything.

    Codes of yesterday lead to today's commune. Refuses codes that do not exist.
    """
    typed = [parse_code(code) for code in codes]
    refuse_unknown_codes(typed)
    by_kind: dict[PlaceKind, set[str]] = defaultdict(set)
    for kind, code in typed:
        by_kind[kind].add(code)
    by_kind[PlaceKind.COMMUNE] = set(current_codes(by_kind[PlaceKind.COMMUNE]).values())
    condition = Q(pk__in=[])
    for kind, wanted in by_kind.items():
        condition |= Q(**{f"{FIELDS[kind]}__in": wanted})
    return Commune.objects.filter(condition)


def refuse_unknown_codes(typed: Collection[TypedCode]) -> None:
    """Refuse, naming the first, the codes that lead nowhere in the loaded geography."""
    if unknown := unknown_codes(typed):
        others = f" (et {len(unknown) - 1} autres)" if len(unknown) > 1 else ""
        raise Refusal(f"Le code {unknown[0]}{others} n’existe pas dans la géographie chargée. {ADVICE}")


ADVICE = (
    "Pour une intercommunalité qui a changé, cherchez son nouveau numéro SIREN ou donnez ses communes une à une ; "
    "pour un arrondissement de Paris, Lyon ou Marseille, choisissez la commune entière."
)


def unknown_codes(typed: Collection[TypedCode]) -> list[str]:
    """Give « kind:code » of those that lead nowhere, or that make no perimeter."""
    by_kind: dict[PlaceKind, set[str]] = defaultdict(set)
    for kind, code in typed:
        by_kind[kind].add(code)
    missing = {kind: codes - _known(kind, codes) for kind, codes in by_kind.items()}
    return [f"{kind.value}:{code}" for kind, codes in missing.items() for code in sorted(codes)]


def _known(kind: PlaceKind, codes: set[str]) -> set[str]:
    if kind == PlaceKind.COMMUNE:
        return _whole_communes(codes)
    if kind in {PlaceKind.EPCI, PlaceKind.EPT}:
        groups = Intercommunality.objects.filter(pk__in=codes, place_kind=kind)
        return set(groups.values_list("pk", flat=True))
    if kind == PlaceKind.DEPARTEMENT:
        return set(Departement.objects.filter(pk__in=codes).values_list("pk", flat=True))
    if kind == PlaceKind.REGION:
        return set(Region.objects.filter(pk__in=codes).values_list("pk", flat=True))
    return set()


def _whole_communes(codes: set[str]) -> set[str]:
    """Communes and former communes; an arrondissement of Paris must not bring all of Paris."""
    parts = FormerCommune.objects.filter(code__in=codes, kind=FormerCommune.Kind.ARRONDISSEMENT)
    return set(current_codes(codes)) - set(parts.values_list("code", flat=True))


def official_codes(perimeter: Perimeter) -> list[str]:
    """Give the codes of a perimeter as it was described, for machines: [« epci:200054807 », …]."""
    return sorted(f"{part.kind}:{part.code}" for part in perimeter.parts.all())


def perimeters_holding(commune_code: str) -> QuerySet[Perimeter]:
    """Find the perimeters that hold this commune; a code of yesterday asks for its successor."""
    code = current_codes([commune_code]).get(commune_code)
    return Perimeter.objects.filter(in_communes__commune=code) if code else Perimeter.objects.none()


def communes_in_both(first: Perimeter, second: Perimeter) -> QuerySet[Commune]:
    """Find the communes that two perimeters share, each once, in French order."""
    return (
        Commune.objects.filter(in_perimeters__perimeter=first)
        .filter(in_perimeters__perimeter=second)
        .order_by("sort_key", "pk")
    )


def resolved_pairs(on: date, only: Perimeter | None = None) -> set[tuple[int, str]]:
    """Resolve the parts in force on that day to (perimeter, commune of today) pairs, for one perimeter or for all."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"on": on, "only": only.pk if only else None})
        return set(cursor.fetchall())


PAIRS = """
WITH part AS MATERIALIZED (
    SELECT perimeter_id, kind, code FROM geography_perimeterpart
    WHERE (valid_from IS NULL OR valid_from <= %(on)s) AND (valid_until IS NULL OR valid_until > %(on)s)
    AND (%(only)s::bigint IS NULL OR perimeter_id = %(only)s)
)
SELECT perimeter_id, c.code FROM part JOIN geography_commune c USING (code) WHERE kind = 'commune'
UNION
SELECT perimeter_id, successor_id FROM part JOIN geography_formercommune f USING (code) WHERE part.kind = 'commune'
UNION
SELECT perimeter_id, c.code FROM part JOIN geography_commune c ON c.epci_id = part.code WHERE kind = 'epci'
UNION
SELECT perimeter_id, c.code FROM part JOIN geography_commune c ON c.ept_id = part.code WHERE kind = 'ept'
UNION
SELECT perimeter_id, c.code FROM part JOIN geography_commune c ON c.departement_id = part.code
WHERE kind = 'departement'
UNION
SELECT perimeter_id, c.code FROM part JOIN geography_commune c ON c.region_id = part.code WHERE kind = 'region'
"""
