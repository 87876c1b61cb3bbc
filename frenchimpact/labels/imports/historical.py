"""The 27 labels of 2019, from the file shipped beside this code or another of the same form."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.community.actions import TerritoryFacts, describe_territory
from frenchimpact.community.models import Certainty, Territory, slug_of
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.imports.reports import LoadReport, Progress
from frenchimpact.geography.models import Dataset
from frenchimpact.geography.queries.perimeters import parse_code
from frenchimpact.journal.actions import record
from frenchimpact.labels import events
from frenchimpact.labels.models import Label, Precision
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import plural

SHIPPED = Path(__file__).parents[1] / "data" / "labelled_territories.csv"
COLUMNS = ["name", "wave", "announced_on", "kind", "perimeter_codes", "confidence", "note"]
SOURCE = "Articles de presse de 2019, compilés pour ce projet"
LICENCE = "Licence du projet"
CERTAINTIES = {
    "certain": Certainty.CERTAIN,
    "probable": Certainty.PROBABLE,
    "hypothèse": Certainty.HYPOTHESIS,
}
# How a date is written tells how much of it is known: 2019, 2019-12, 2019-02-25.
PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}
LONGEST_NAME = 100  # characters, which the address must hold too
LAST_WAVE = 99


@dataclass(frozen=True)
class HistoricalLabel:
    """One row of the file, read and checked."""

    territory: TerritoryFacts
    wave: int
    announced_on: date
    precision: Precision


def load_historical_labels(
    path: Path | None = None, *, by: User | None = None, progress: Progress | None = None
) -> LoadReport:
    """Load the file, all of it or nothing; the same file again changes nothing.

    Refuses a file of another form, and perimeters that the loaded geography does not know.
    """
    content = _read(path or SHIPPED)
    digest = hashlib.sha256(content.encode()).hexdigest()
    geography = Dataset.objects.filter(name="geography").first()
    if geography is None:
        raise Refusal("Chargez d’abord la géographie : « frenchimpact load geography ».")
    rows = _rows(content)
    vintage = f"2019 (COG {geography.vintage})"
    if Dataset.objects.filter(name="labels", digest=digest, vintage=vintage).exists():
        return _report(vintage, len(rows), changed=False)
    with transaction.atomic():
        _store(rows, by, progress)
        dataset, _ = Dataset.objects.update_or_create(
            name="labels",
            defaults={"vintage": vintage, "source": SOURCE, "licence": LICENCE, "digest": digest, "rows": len(rows)},
        )
        record(events.HISTORY_LOADED, dataset, by=by, rows=len(rows))
    return _report(vintage, len(rows), changed=True)


def _report(vintage: str, rows: int, *, changed: bool) -> LoadReport:
    loaded = plural(rows, "chargé", "chargés")
    done = f" {loaded}." if changed else f", déjà {loaded}\u00a0: rien à changer."
    return LoadReport("labels", vintage, rows, changed, f"{rows} {plural(rows, 'label', 'labels')} de 2019{done}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Refusal(f"Le fichier « {path.name} » n’existe pas : vérifiez son nom.") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"Le fichier « {path.name} » n’est pas un texte en UTF-8 : enregistrez-le ainsi.") from error


def _rows(content: str) -> list[HistoricalLabel]:
    reader = csv.DictReader(content.splitlines())
    if reader.fieldnames != COLUMNS:
        raise Refusal(f"Ce fichier n’est pas celui des labels : ses colonnes devraient être {', '.join(COLUMNS)}.")
    rows = [_row(number, cells) for number, cells in enumerate(reader, start=2)]
    if not rows:
        raise Refusal("Ce fichier ne contient aucun label : vérifiez qu’il est complet.")
    return rows


def _row(number: int, cells: dict[str, str]) -> HistoricalLabel:
    try:
        _require_form(cells)
        numbers = [int(part) for part in cells["announced_on"].split("-")]
        parts = [Part(*parse_code(code)) for code in cells["perimeter_codes"].split()]
        facts = TerritoryFacts(cells["name"], parts, CERTAINTIES[cells["confidence"]], cells["note"] or "")
        announced_on = date(*[*numbers, 1, 1][:3])
        return HistoricalLabel(facts, int(cells["wave"]), announced_on, PRECISIONS[len(numbers)])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refusal(
            f"La ligne {number} du fichier des labels ne se lit pas : corrigez-la, puis recommencez."
        ) from error


def _require_form(cells: dict[str, str]) -> None:
    """Refuse cells too many, a name that makes no address, a number that is no wave's."""
    is_named = len(cells["name"]) <= LONGEST_NAME and slugify(cells["name"])
    if len(cells) != len(COLUMNS) or not is_named or not 1 <= int(cells["wave"]) <= LAST_WAVE:
        raise ValueError


def _store(rows: Sequence[HistoricalLabel], by: User | None, progress: Progress | None) -> None:
    for done, row in enumerate(rows, start=1):
        _store_row(row, by)
        if progress:
            progress("Labels de 2019", done / len(rows))


def _store_row(row: HistoricalLabel, by: User | None) -> None:
    """Write one label of the past; a later label of the same territory, and what its collective described, stay."""
    facts = {"wave": row.wave, "announced_on": row.announced_on, "precision": row.precision, "source": SOURCE}
    territory = Territory.objects.filter(slug=slug_of(row.territory.name)).first()
    if territory and Label.objects.historical().filter(former_territory=territory).update(**facts):
        return
    if territory and Label.objects.exclude(application=None).filter(territory=territory).exists():
        _store_row(_told_apart(row), by)  # another territory, which happens to bear this name
        return
    described = describe_territory(row.territory, by=by)
    defaults = {"published_at": timezone.now(), **facts}
    Label.objects.update_or_create(territory=described, defaults=facts, create_defaults=defaults)


def _told_apart(row: HistoricalLabel) -> HistoricalLabel:
    return replace(row, territory=replace(row.territory, name=f"{row.territory.name} ({row.announced_on.year})"))
