"""Everything that changes a perimeter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from frenchimpact.geography import events
from frenchimpact.geography.actions.measures import measure_perimeters
from frenchimpact.geography.models import Dataset, Perimeter, PerimeterCommune, PerimeterPart, PlaceKind
from frenchimpact.geography.queries.perimeters import (
    ADVICE,
    official_codes,
    refuse_unknown_codes,
    resolved_pairs,
    unknown_codes,
)
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

BATCH = 5_000


@dataclass(frozen=True)
class Part:
    """One official code, and the days on which it counts (empty: always)."""

    kind: PlaceKind
    code: str
    valid_from: date | None = None
    valid_until: date | None = None  # the first day on which it no longer counts


@transaction.atomic
def create_perimeter(name: str, parts: Sequence[Part], *, by: AbstractBaseUser | None) -> Perimeter:
    """Describe a perimeter and resolve it to today's communes.

    Refuses an empty set, a code that does not exist, and a part that ends before it begins.
    """
    _check(parts)
    perimeter = Perimeter.objects.create(name=name)
    _store(perimeter, parts)
    perimeter.refresh_from_db()  # what it adds up to was written by the database
    record(events.PERIMETER_CREATED, perimeter, by=by, codes=official_codes(perimeter))
    return perimeter


@transaction.atomic
def set_perimeter_parts(perimeter: Perimeter, parts: Sequence[Part], *, by: AbstractBaseUser | None) -> None:
    """Replace the parts of a perimeter and resolve it again; the same parts change nothing.

    Refuses what `create_perimeter` refuses.
    """
    _check(parts)
    Perimeter.objects.select_for_update().get(pk=perimeter.pk)
    stored = perimeter.parts.values_list("kind", "code", "valid_from", "valid_until")
    if {(part.kind.value, part.code, part.valid_from, part.valid_until) for part in parts} == set(stored):
        return
    perimeter.parts.all().delete()
    _store(perimeter, parts)
    record(events.PERIMETER_CHANGED, perimeter, by=by, codes=official_codes(perimeter))


@transaction.atomic
def resolve_perimeter(perimeter: Perimeter, on: date) -> None:
    """Write the communes that the parts in force on that day lead to."""
    _write(resolved_pairs(on, perimeter), perimeter.in_communes.values_list("perimeter", "commune"))
    perimeter.cog_year = _cog_year()
    perimeter.save(update_fields=["cog_year"])
    measure_perimeters(perimeter)


@transaction.atomic
def resolve_perimeters(on: date) -> int:
    """Resolve all perimeters again, after the geography has changed; give their number.

    Refuses, naming a perimeter, when a code in force leads nowhere any more.
    """
    parts = PerimeterPart.objects.in_force(on)
    typed = {(PlaceKind(kind), code) for kind, code in parts.values_list("kind", "code").distinct()}
    if unknown := unknown_codes(typed):
        kind, _, code = unknown[0].partition(":")
        name = parts.filter(kind=kind, code=code).values_list("perimeter__name", flat=True)[0]
        raise Refusal(
            f"Le périmètre « {name} » contient {unknown[0]}, que la nouvelle géographie n’a plus. Changez-le d’abord. "
            f"{ADVICE}"
        )
    _write(resolved_pairs(on), PerimeterCommune.objects.values_list("perimeter", "commune"))
    measure_perimeters()
    return Perimeter.objects.update(cog_year=_cog_year())


def _check(parts: Sequence[Part]) -> None:
    if not parts:
        raise Refusal("Un périmètre est fait d’au moins un lieu : ajoutez une commune ou une intercommunalité.")
    for part in parts:
        if part.valid_from and part.valid_until and part.valid_until <= part.valid_from:
            raise Refusal(f"{part.kind.value}:{part.code} finit avant de commencer : corrigez ses dates.")
    refuse_unknown_codes({(part.kind, part.code) for part in parts})


def _store(perimeter: Perimeter, parts: Sequence[Part]) -> None:
    once = {(part.kind, part.code, part.valid_from): part for part in parts}  # the same part twice counts once
    rows = [
        PerimeterPart(
            perimeter=perimeter,
            kind=part.kind,
            code=part.code,
            valid_from=part.valid_from,
            valid_until=part.valid_until,
        )
        for part in once.values()
    ]
    PerimeterPart.objects.bulk_create(rows, batch_size=BATCH)
    resolve_perimeter(perimeter, timezone.localdate())


def _write(wanted: set[tuple[int, str]], standing: Iterable[tuple[int, str]]) -> None:
    written = set(standing)
    gone = defaultdict(set)
    for perimeter, commune in written - wanted:
        gone[perimeter].add(commune)
    for perimeter, communes in gone.items():
        PerimeterCommune.objects.filter(perimeter=perimeter, commune__in=communes).delete()
    rows = [PerimeterCommune(perimeter_id=perimeter, commune_id=commune) for perimeter, commune in wanted - written]
    PerimeterCommune.objects.bulk_create(rows, batch_size=BATCH)


def _cog_year() -> int | None:
    vintage = Dataset.objects.filter(name="geography").values_list("vintage", flat=True).first()
    return int(vintage) if vintage and vintage.isdigit() else None
