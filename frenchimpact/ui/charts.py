"""Small charts with their figures written on them; the table behind says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

NO_DATA = "sans donnée"


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart. `width` is a share of the widest bar, in hundredths, ready for SVG."""

    label: str
    told: str  # the value as people read it, with its unit
    width: str
    css_class: str = ""  # "is-context" for what the first line is compared with
    has_value: bool = True


@dataclass(frozen=True)
class Tick:
    """One point in time of a line of little bars."""

    x: str
    height: str
    top: str
    label: str
    told: str


def bars(rows: Iterable[tuple[str, float | None]], *, say: Callable[[float], str], context: int = 0) -> tuple[Bar, ...]:
    """Make the bars of (label, value) pairs, all from zero; the last `context` ones are drawn as a comparison.

    Negative values have no bar, only their figure.
    """
    listed = list(rows)
    widest = max((value for _, value in listed if value is not None), default=0.0)
    first_of_context = len(listed) - context
    return tuple(
        Bar(
            label,
            say(value) if value is not None else NO_DATA,
            _share(value, widest),
            "is-context" if index >= first_of_context else "",
            has_value=value is not None,
        )
        for index, (label, value) in enumerate(listed)
    )


def comparison(
    name: str, value: float | None, others: Iterable[tuple[str, float | None]], *, say: Callable[[float], str]
) -> tuple[Bar, ...]:
    """Compare a place with larger ones, which are drawn more quietly."""
    listed = list(others)
    return bars([(name, value), *listed], say=say, context=len(listed))


def timeline(values: Iterable[tuple[str, float]], *, say: Callable[[float], str]) -> tuple[Tick, ...]:
    """Make a row of upright bars for values in time, drawn in a box of 100 by 40."""
    listed = list(values)
    highest = max((value for _, value in listed), default=0.0)
    step = 100 / len(listed) if listed else 0.0
    ticks = []
    for index, (label, value) in enumerate(listed):
        height = 40 * max(value, 0.0) / highest if highest > 0 else 0.0
        ticks.append(Tick(f"{index * step:.2f}", f"{height:.2f}", f"{40 - height:.2f}", label, say(value)))
    return tuple(ticks)


def _share(value: float | None, widest: float) -> str:
    if value is None or widest <= 0:
        return "0"
    return f"{100 * max(value, 0.0) / widest:.2f}"
