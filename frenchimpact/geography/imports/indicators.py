"""Loading figures per commune from INSEE's « comparateur de territoires »."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from frenchimpact.geography import events
from frenchimpact.geography.calculations.indicator_catalogue import LICENCE, SOURCE
from frenchimpact.geography.calculations.indicators import folded
from frenchimpact.geography.imports.indicators_file import DAMAGE, Column, IndicatorsFile, read_indicators, refusal
from frenchimpact.geography.imports.reports import LoadReport, Progress, say_nothing
from frenchimpact.geography.models import Commune, Dataset, FormerCommune, Indicator, IndicatorValue
from frenchimpact.geography.queries.succession import current_codes
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import number, plural

NAME = "indicators"
LEAST_KNOWN = 0.5  # of the file's codes: below, it is a file about something else

Folded = list[tuple[Column, dict[str, float]]]


def load_indicators(path: Path, *, by: AbstractBaseUser | None = None, progress: Progress | None = None) -> LoadReport:
    """Load the file, all of it or nothing; the same file changes nothing.

    Codes of yesterday add up to today's commune; the arrondissements of Paris, Lyon and Marseille are left out where
    the file has the whole city. Rows that make no sense are counted in the report. Refuses a file of another kind.
    """
    progress = progress or say_nothing
    progress("Lecture du fichier", 0.0)
    if not Commune.objects.exists():
        raise Refusal("Chargez d’abord la géographie : « frenchimpact load geography ».")
    file = read_indicators(path)
    heirs = _heirs(file.codes)
    if len(heirs) < LEAST_KNOWN * max(len(file.codes), 1) or not heirs:
        raise refusal(path, "la plupart de ses codes ne sont pas ceux de communes")
    progress("Communes d’aujourd’hui", 0.2)
    values = _fold(file, heirs)
    with transaction.atomic():
        changed = _load(file, values, by, progress)
    progress("Indicateurs prêts", 1.0)
    return _report(file, values, changed, len(file.codes) - len(heirs))


def _heirs(codes: set[str]) -> dict[str, str]:
    heirs = current_codes(codes)
    parts = FormerCommune.objects.filter(code__in=codes, kind=FormerCommune.Kind.ARRONDISSEMENT)
    for part, city in parts.values_list("code", "successor"):
        if city in codes:
            del heirs[part]
    return heirs


def _fold(file: IndicatorsFile, heirs: dict[str, str]) -> Folded:
    known = {
        (column.stored.code, column.year): values for column, values in zip(file.columns, file.values, strict=True)
    }
    return [
        (
            column,
            folded(values, heirs, known.get((column.stored.weight, column.year), {}) if column.stored.weight else None),
        )
        for column, values in zip(file.columns, file.values, strict=True)
    ]


def _load(file: IndicatorsFile, values: Folded, by: AbstractBaseUser | None, progress: Progress) -> bool:
    with connection.cursor() as cursor:
        # Two loads wait for each other, and for one of the geography: values must not meet communes that go.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('geography'))")
    if Dataset.objects.filter(name=NAME, digest=file.digest).exists():
        return False
    indicators = _indicators([column for column, _ in values])
    IndicatorValue.objects.filter(indicator__in=indicators).delete()
    progress("Indicateurs", 0.4)
    rows = 0
    with connection.cursor() as cursor:
        copying = "COPY geography_indicatorvalue (indicator_id, commune_id, value) FROM STDIN"
        with cursor.copy(copying) as copy:
            for indicator, (_, known) in zip(indicators, values, strict=True):
                rows += len(known)
                for code, value in known.items():
                    copy.write_row((indicator.pk, code, value))
        progress("Vérification", 0.7)
        cursor.execute("ANALYZE geography_indicatorvalue")
    facts = {"vintage": _vintage(file), "source": SOURCE, "licence": LICENCE, "digest": file.digest, "rows": rows}
    dataset, _ = Dataset.objects.update_or_create(name=NAME, defaults=facts)
    record(events.INDICATORS_LOADED, dataset, by=by, vintage=dataset.vintage, rows=rows)
    return True


def _indicators(columns: list[Column]) -> list[Indicator]:
    """Bring the catalogue's rows up to date; a weight comes before what it weighs."""
    made: dict[tuple[str, int], Indicator] = {}
    for column in columns:
        stored = column.stored
        kind = Indicator.Aggregation.WEIGHTED_MEAN if stored.weight else Indicator.Aggregation.SUM
        facts = {"label": stored.label, "unit": stored.unit, "aggregation": kind, "source": SOURCE}
        weight = made.get((stored.weight, column.year))
        made[stored.code, column.year], _ = Indicator.objects.update_or_create(
            code=stored.code, year=column.year, defaults={**facts, "weight": weight}
        )
    return list(made.values())


def _vintage(file: IndicatorsFile) -> str:
    return ", ".join(str(year) for year in sorted({column.year for column in file.columns}))


def _report(file: IndicatorsFile, values: Folded, changed: bool, left_out: int) -> LoadReport:  # noqa: FBT001
    communes = len({code for _, known in values for code in known})
    remarks = [_counted(file.damage[kind], *names) for kind, names in DAMAGE.items() if file.damage[kind]]
    if left_out:
        counted = _counted(left_out, "code laissé de côté", "codes laissés de côté")
        remarks.append(f"{counted} (arrondissement dont la ville est là, ou code inconnu)")
    done = "chargés" if changed else "déjà chargés, rien à faire"
    sentence = (
        f"{number(len(values))} indicateurs ({_vintage(file)}) pour {_counted(communes, 'commune', 'communes')} {done}."
    )
    return LoadReport(NAME, _vintage(file), sum(len(known) for _, known in values), changed, sentence, remarks)


def _counted(count: int, one: str, many: str) -> str:
    return f"{number(count)} {plural(count, one, many)}"
