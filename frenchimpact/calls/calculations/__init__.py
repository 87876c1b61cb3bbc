"""Numbers and algorithms as pure functions, usable as a library: no Django, no database.

From a notebook: `from frenchimpact.calls.calculations import assign, calibrate`. The two load scipy, which takes a
second and 60 MB: they are brought when they are first asked for, so that the pages, which need delays only, go without.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frenchimpact.calls.calculations.assignment import Assignment, Family, Infeasible, assign
    from frenchimpact.calls.calculations.ranking import Ranking, calibrate

__all__ = ["Assignment", "Family", "Infeasible", "Ranking", "assign", "calibrate"]

_HOMES = dict.fromkeys(__all__, "assignment") | {"Ranking": "ranking", "calibrate": "ranking"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562: whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
