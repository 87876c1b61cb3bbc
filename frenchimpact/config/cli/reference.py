"""The official data shipped with the code: loaded when the shipped file is new, never over a file given since."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from frenchimpact.config.cli.marks import read_marks, write_marks
from frenchimpact.config.cli.steps import Progress, progress_bar, step
from frenchimpact.geography.imports import geography, geography_file, outlines
from frenchimpact.geography.models import Dataset
from frenchimpact.labels.imports import historical


@dataclass(frozen=True)
class Shipped:
    """A file of ours, and the import that brings it in (which does nothing for a file that stands already)."""

    name: str  # its data sets' names begin so
    words: str
    path: Path
    load: Callable[[Progress], object]
    is_for_demo: bool = True


SHIPPED = [
    Shipped(
        "geography", "Géographie à jour", geography_file.SHIPPED, lambda show: geography.load_geography(progress=show)
    ),
    Shipped("outlines", "Contours à jour", outlines.SHIPPED, lambda show: outlines.load_outlines(progress=show)),
    Shipped(
        "labels",
        "Labels de 2019 à jour",
        historical.SHIPPED,
        lambda show: historical.load_historical_labels(progress=show),
        is_for_demo=False,  # a demonstration holds invented territories, never the real ones
    ),
]


def shipped() -> list[Shipped]:
    """Name the files that this site loads."""
    return [each for each in SHIPPED if each.is_for_demo or not settings.DEMO]


def load_reference_data(data: Path) -> None:
    """Load geography, outlines and labels, in this order, those that are not the last shipped ones already.

    The data folder remembers which shipped file came last: one loaded since by `frenchimpact load` stays.
    """
    marks = read_marks(data)
    with progress_bar() as progress:
        for each in shipped():
            with step(each.words):
                if marks.get(each.name) == _mark(each) and _stands(each.name):
                    continue
                each.load(progress)
                marks[each.name] = _mark(each)
                write_marks(data, marks)


def _mark(shipped: Shipped) -> str:
    # Outlines and labels are read against the places of the day: another geography asks for them again.
    places = "" if shipped.name == "geography" else _digest_of_geography()
    return hashlib.sha256(shipped.path.read_bytes()).hexdigest() + places


def _digest_of_geography() -> str:
    return Dataset.objects.filter(name="geography").values_list("digest", flat=True).first() or ""


def _stands(name: str) -> bool:
    return Dataset.objects.filter(name__startswith=name).exists()
