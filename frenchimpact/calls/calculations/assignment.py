"""Who reads which application: fairest first, then best, never across a conflict.

Two exact steps. First the fit of the worst-served application is made as great as can be: a relaxed program bounds it,
and small committees are solved exactly, large ones as near the bound as a search comes (papers assigned by the worst
served: Garg et al., Algorithmica 58, 2010, 119-136; Stelmakh, Shah & Singh, ALT 2019). Then, the worst held there, the
total fit is made as great as can be. The assignment tells what it attains and the bound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from frenchimpact.calls.calculations import reading_program
from frenchimpact.calls.calculations.reading_program import Bools, Floats, Ints, Program
from frenchimpact.calls.calculations.reading_report import Infeasible, Report, relieve, report_on
from frenchimpact.calls.calculations.reading_rules import Demand, Family, Groups, Pair, build_program

__all__ = ["Assignment", "Family", "Infeasible", "Report", "assign"]

STEPS = 5  # of the search between what is attained and the bound
CLOSE = 5e-3  # relative distance to the bound at which it stops
ROUNDS = 4  # of improvement of the worst-served applications
NEIGHBOURS = 40  # applications reopened in a round, beside the worst-served ones
WORST = 5
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Assignment:
    """Readers of each application."""

    pairs: list[Pair]  # (member, application), by application then member
    total: float  # sum of fit over all pairs
    worst: float  # smallest sum of fit over an application's readers
    worst_bound: float  # what no assignment can exceed as worst: of the relaxed program, where the worst comes first
    report: Report = field(repr=False)


def assign(  # noqa: PLR0913 - the rules of a committee, each optional
    fit: ArrayLike,
    readers: int | ArrayLike = 3,
    max_load: int | ArrayLike | None = None,
    min_load: int | ArrayLike = 0,
    conflicts: ArrayLike | None = None,
    groups: Groups = None,
    *,
    pinned: Iterable[Pair] = (),
    previous: Iterable[Pair] | None = None,
    worst_first: bool = True,
) -> Assignment:
    """Assign readers to applications.

    `fit` (n_members, n_applications): how well each member would read each application, any finite numbers. `readers`:
    how many each application gets, one number or (n_applications,). `max_load`, `min_load`: how many each member reads
    at most (default: as many as there are) and at least, one number or (n_members,). `conflicts` (n_members,
    n_applications): True where a member must not read. `groups`: the college of each member (n_members,), from which an
    application gets from 1 to readers - 1 readers each (at least 1 only where there are no more colleges than readers),
    or families of groups with their own bounds. `pinned`: pairs that must be. `previous`: pairs of before a recusal or
    a departure, of which as few as possible change, whatever the fit; those in conflict now go. `worst_first=False`
    looks at the total only.

    Raises ValueError where shapes or numbers make no sense, Infeasible (which tells what is missing) where no
    assignment obeys the rules.
    """
    demand = Demand.of(fit, readers=readers, loads=(min_load, max_load), conflicts=conflicts, groups=groups)
    demand = demand.with_pins(pinned)
    program = build_program(demand)
    fairest_first = worst_first and previous is None
    bound = reading_program.worst_bound(program) if fairest_first else reading_program.best_alone(program)
    if bound is None:
        raise Infeasible(relieve(demand)[1])
    if fairest_first:
        x = _solve(program, bound)
    else:
        x = reading_program.maximise(program if previous is None else _valuing(program, set(previous)))
    if x is None:  # nothing was found: either there is nothing, or it was too well hidden
        x, shortages = relieve(demand)
        if shortages:
            raise Infeasible(shortages)
    return _assignment(demand, program, x, bound)


def _valuing(program: Program, previous: set[Pair]) -> Program:
    """Make one pair of before worth more than any change of the total fit."""
    pairs = zip(program.members.tolist(), program.applications.tolist(), strict=True)
    stays = np.array([pair in previous for pair in pairs], dtype=float)
    most = 1.0 + float(np.ptp(program.gain)) * float(program.readers.sum())
    return replace(program, gain=program.gain / most + stays)


def _solve(program: Program, bound: float) -> Floats | None:
    if not np.isfinite(bound):  # nothing is read
        return reading_program.maximise(program)
    if len(program.gain) <= reading_program.SMALL:
        return _solve_at_once(program)
    fairest = _fairest(program, bound)
    if fairest is None:
        return None
    best = reading_program.maximise(program.serving(program.worst(fairest)), fairest)
    return fairest if best is None else best


def _solve_at_once(program: Program) -> Floats | None:
    fairest = reading_program.maximise_worst(program)
    if fairest is None:
        return None
    best = reading_program.maximise(program.serving(program.worst(fairest)))
    return fairest if best is None else best


def _fairest(program: Program, bound: float) -> Floats | None:
    """Come as near the bound as can be: by halving, then by reopening the worst-served and some others."""
    relaxed = reading_program.relax(program.serving(bound))
    if relaxed is None:
        return None
    if relaxed.is_whole:
        return relaxed.x.round()
    best = _halve(program, bound)
    idle = 0
    for turn in range(ROUNDS):
        if best is None or idle > 1 or program.worst(best) >= bound - TOLERANCE * max(1.0, abs(bound)):
            break
        found = _reopen(program, best, turn)
        idle = 0 if program.worst(found) > program.worst(best) else idle + 1
        best = max(best, found, key=program.worst)
    return best


def _halve(program: Program, bound: float) -> Floats | None:
    """Halve, again and again, the distance between the worst that is attained and that which is not."""
    best = reading_program.maximise(program)
    refused = bound
    for turn in range(STEPS):
        if best is None or refused - program.worst(best) <= CLOSE * max(1.0, abs(bound)):
            break
        aim = bound if turn == 0 else (program.worst(best) + refused) / 2
        found = reading_program.round_off(program.serving(aim), turn)
        if found is None:
            refused = aim
        else:
            best = found
    return best


def _reopen(program: Program, x: Floats, turn: int) -> Floats:
    """Settle the worst-served applications anew together with others drawn by chance (large neighbourhood search)."""
    order = program.read[np.argsort(program.service @ x, kind="stable")]
    worst, others = order[:WORST], order[WORST:]
    drawn = np.random.default_rng(turn).choice(others, min(NEIGHBOURS, len(others)), replace=False)
    kept = reading_program.keep_but(program, np.concatenate([worst, drawn]), x)
    found = reading_program.maximise_worst(program, kept, reading_program.QUICK)
    return x if found is None else found


def _assignment(demand: Demand, program: Program, x: Floats, bound: float) -> Assignment:
    chosen: Bools = x > 1 / 2
    members: Ints = program.members[chosen]
    applications: Ints = program.applications[chosen]
    order = np.lexsort((members, applications))
    pairs = list(zip(members[order].tolist(), applications[order].tolist(), strict=True))
    served: Floats = np.bincount(applications, demand.fit[members, applications], demand.fit.shape[1]).astype(float)
    worst = program.worst(x)
    total = float(demand.fit[members, applications].sum())
    return Assignment(pairs, total, worst, max(bound, worst), report_on(demand, pairs, served))
