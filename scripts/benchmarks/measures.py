"""A measure, and the floor it is compared with."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line of the report; seconds, unless `unit` says otherwise."""

    part: str
    what: str
    value: float
    floor: float | None = None
    floor_is: str = ""
    target: float | None = None
    unit: str = "s"
    more: dict[str, str] = field(default_factory=dict)  # further columns: p95, size…

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def is_met(self) -> bool | None:
        return None if self.target is None else self.value < self.target


def seconds_of(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median_of(work: Callable[[], object], times: int) -> float:
    return statistics.median(seconds_of(work) for _ in range(times))


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
