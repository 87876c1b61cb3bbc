"""Who reads what, as a linear program: one variable for each (member, application) without conflict, between 0 and 1.

A conflict is a variable that does not exist. Solver: HiGHS (Huangfu & Hall, Mathematical Programming Computation 10,
2018, 119-142), by scipy. Whole solutions come from the relaxed one: applications whose readers are whole keep them, the
others are settled exactly, which gives a solution near the bound; variables whose reduced cost exceeds what is left to
gain then cannot change (Dantzig, Fulkerson & Johnson, Operations Research 2, 1954, 393-410), and the rest is solved to
optimality.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

WHOLE = 1e-6  # how far from a whole number HiGHS leaves a variable
SLACK = 1e-7  # how far HiGHS leaves a row
SMALL = 1500  # variables below which everything is solved at once
EXACT, NEAR = 0.0, 1e-4  # relative gaps at which a search stops, in small and in large programs


@dataclass(frozen=True)
class Effort:
    """How long a search may last: nodes, so that the same demand gets the same answer, and seconds as a guard."""

    nodes: int
    seconds: float


QUICK, THOROUGH, TO_THE_END = Effort(3, 2.0), Effort(60, 6.0), Effort(2**31 - 1, np.inf)


@dataclass(frozen=True)
class Rows:
    """Linear rules: low <= matrix @ x <= high."""

    matrix: sparse.csr_array
    low: Floats
    high: Floats

    def __add__(self, other: "Rows") -> "Rows":
        return Rows(
            sparse.vstack([self.matrix, other.matrix]).tocsr(),
            np.concatenate([self.low, other.low]),
            np.concatenate([self.high, other.high]),
        )


@dataclass(frozen=True)
class Relaxed:
    x: Floats
    total: float
    reduced: Floats  # what the total loses at least for each unit a variable leaves its end

    @property
    def is_whole(self) -> bool:
        return bool((np.abs(self.x - self.x.round()) < WHOLE).all())


@dataclass(frozen=True)
class Fixed:
    where: Bools
    at: Floats  # whole


@dataclass(frozen=True)
class Program:
    """Variables with their gain, and the rules they obey."""

    members: Ints  # of each variable
    applications: Ints
    gain: Floats
    rows: Rows
    n_applications: int
    low: Floats  # of each variable: 1 where it is pinned

    @cached_property
    def readers(self) -> Ints:
        """How many readers each application gets: what the first rows say."""
        return self.rows.low[: self.n_applications].astype(np.intp)

    @cached_property
    def read(self) -> Ints:
        """The applications that get readers at all."""
        return np.nonzero(self.readers)[0]

    @cached_property
    def service(self) -> sparse.csr_array:
        """The sum of gains of the readers of each application that is read, as rows."""
        size = (self.n_applications, len(self.gain))
        of_all = sparse.coo_array((self.gain, (self.applications, np.arange(len(self.gain)))), shape=size)
        return of_all.tocsr()[self.read]

    def worst(self, x: Floats) -> float:
        return float((self.service @ x).min(initial=np.inf))

    def serving(self, worst: float) -> "Program":
        """Ask that every application's readers sum to at least this."""
        allowance = SLACK * max(1.0, abs(worst))
        low = np.full(len(self.read), worst - allowance)
        return replace(self, rows=self.rows + Rows(self.service, low, np.full(len(self.read), np.inf)))


def relax(program: Program) -> Relaxed | None:
    """Maximise the total with shares of readers allowed; None where no solution exists."""
    found = linprog(-program.gain, **_as_inequalities(program.rows), bounds=_bounds(program), method="highs")
    if found.status != 0:
        return None
    reduced = np.abs(found.lower.marginals) + np.abs(found.upper.marginals)
    return Relaxed(found.x, -float(found.fun), reduced)


def worst_bound(program: Program) -> float | None:
    """Return what no assignment can exceed as the sum of its worst-served application; None where none exists."""
    best = best_alone(program)
    if best is not None and relax(program.serving(best)) is not None:
        return best
    return _worst_relaxed(program)


def maximise(program: Program, start: Floats | None = None) -> Floats | None:
    """Return the whole solution of greatest total; None where there is none.

    `start`: a whole solution, if one is known. Small programs are solved exactly, large ones within one ten-thousandth
    of the bound, or as near as a thorough search comes.
    """
    relaxed = relax(program)
    if relaxed is None:
        return start
    if relaxed.is_whole:
        return relaxed.x.round()
    if len(program.gain) <= SMALL:
        return search(program)
    start = _better(program, start, _dive(program, relaxed))
    if start is None:
        return search(program)
    left = relaxed.total - float(program.gain @ start)
    if left <= NEAR * abs(relaxed.total):
        return start
    settled = Fixed(relaxed.reduced > left + SLACK, relaxed.x.round())
    return _better(program, start, search(program, settled))


def maximise_worst(program: Program, fixed: Fixed | None = None, effort: Effort = THOROUGH) -> Floats | None:
    """Return a whole solution whose worst-served application is served as well as can be; exact in small programs."""
    count = len(program.gain)
    low, high = _ends(program, fixed)
    ends = Bounds(np.append(low, -np.inf), np.append(high, np.inf))
    cost, whole = np.append(np.zeros(count), -1.0), np.append(np.ones(count), 0)
    x = _solve(cost, whole, _above_worst(program), ends, effort if count > SMALL else TO_THE_END)
    return None if x is None else x[:count].round()


def search(program: Program, fixed: Fixed | None = None, effort: Effort = THOROUGH) -> Floats | None:
    """Maximise the total in whole numbers, some variables fixed; None where nothing is found."""
    count = len(program.gain)
    ends = Bounds(*_ends(program, fixed))
    x = _solve(-program.gain, np.ones(count), program.rows, ends, effort if count > SMALL else TO_THE_END)
    return None if x is None else x.round()


def _solve(cost: Floats, whole: Floats, rows: Rows, ends: Bounds, effort: Effort) -> Floats | None:
    gap = EXACT if effort is TO_THE_END else NEAR
    found = milp(
        cost,
        integrality=whole,
        constraints=LinearConstraint(rows.matrix.tocsc(), rows.low, rows.high),
        bounds=ends,
        options={"mip_rel_gap": gap, "node_limit": effort.nodes, "time_limit": effort.seconds},
    )
    return None if found.x is None else np.asarray(found.x, dtype=float)


def _better(program: Program, one: Floats | None, other: Floats | None) -> Floats | None:
    known = [x for x in (one, other) if x is not None]
    return max(known, key=lambda x: float(program.gain @ x), default=None)


def round_off(program: Program, seed: int = 0) -> Floats | None:
    """Return a whole solution near the relaxed one, or None where none was found."""
    relaxed = relax(program)
    if relaxed is None or relaxed.is_whole:
        return None if relaxed is None else relaxed.x.round()
    return _dive(program, relaxed, seed)


def _dive(program: Program, relaxed: Relaxed, seed: int = 0) -> Floats | None:
    """Settle the applications whose readers are shared, and as many others; the rest keep their readers."""
    broken = broken_in(program, relaxed.x)
    others = np.setdiff1d(program.read, broken)
    drawn = np.random.default_rng(seed).choice(others, min(len(broken), len(others)), replace=False)
    return search(program, keep_but(program, np.concatenate([broken, drawn]), relaxed.x), QUICK)


def broken_in(program: Program, x: Floats) -> Ints:
    """Return the applications some of whose readers are shared."""
    return np.unique(program.applications[np.abs(x - x.round()) > WHOLE])


def keep_but(program: Program, open_applications: Ints, x: Floats) -> Fixed:
    """Fix the readers of every application but these."""
    return Fixed(~np.isin(program.applications, open_applications), x.round())


def best_alone(program: Program) -> float | None:
    """Return the least of what each application could have were it alone: a bound that is often attained."""
    best = np.inf
    order = np.lexsort((-program.gain, program.applications))
    starts = np.searchsorted(program.applications[order], np.arange(program.n_applications + 1))
    for application in program.read:
        gains = program.gain[order[starts[application] : starts[application + 1]]]
        if len(gains) < program.readers[application]:
            return None
        best = min(best, float(gains[: program.readers[application]].sum()))
    return best


def _worst_relaxed(program: Program) -> float | None:
    """Maximise the worst sum, shares of readers allowed: by interior points, the simplex is lost among equals."""
    wider = _above_worst(program)
    count = len(program.gain)
    bounds = np.column_stack([np.append(program.low, -np.inf), np.append(np.ones(count), np.inf)])
    cost = np.append(np.zeros(count), -1.0)
    found = linprog(cost, **_as_inequalities(wider), bounds=bounds, method="highs-ipm")
    return None if found.status != 0 else -float(found.fun)


def _above_worst(program: Program) -> Rows:
    """Write the rules with one more variable, which every application's sum must reach."""
    column = sparse.csr_array((program.rows.matrix.shape[0], 1))
    rows = Rows(sparse.hstack([program.rows.matrix, column]).tocsr(), program.rows.low, program.rows.high)
    served = sparse.hstack([program.service, sparse.csr_array(-np.ones((len(program.read), 1)))]).tocsr()
    return rows + Rows(served, np.zeros(len(program.read)), np.full(len(program.read), np.inf))


def _ends(program: Program, fixed: Fixed | None) -> tuple[Floats, Floats]:
    low, high = program.low.copy(), np.ones(len(program.gain))
    if fixed is not None:
        low[fixed.where] = high[fixed.where] = fixed.at[fixed.where]
    return low, high


def _bounds(program: Program) -> Floats:
    return np.column_stack([program.low, np.ones(len(program.gain))])


def _as_inequalities(rows: Rows) -> dict[str, object]:
    """Write rows as linprog wants them: equalities apart, everything else below a limit."""
    equal = rows.low == rows.high
    over, under = ~equal & np.isfinite(rows.high), ~equal & np.isfinite(rows.low)
    parts: Sequence[sparse.csr_array] = [rows.matrix[over], -rows.matrix[under]]
    limits = np.concatenate([rows.high[over], -rows.low[under]])
    written: dict[str, object] = {"A_eq": rows.matrix[equal], "b_eq": rows.low[equal]}
    if len(limits):
        written |= {"A_ub": sparse.vstack(parts).tocsc(), "b_ub": limits}
    return written
