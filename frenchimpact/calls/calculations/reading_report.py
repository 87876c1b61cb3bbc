"""What an assignment gives to each, and what is missing where none is possible."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csgraph

from frenchimpact.calls.calculations.reading_program import Floats, Ints
from frenchimpact.calls.calculations.reading_rules import Demand, Pair, build_program, name_rows

WORST_SHOWN = 10
# What it costs to leave a rule, when rules must be left: a reader too few is the last thing to accept.
COSTS = {"readers": 8.0, "load": 4.0, "group": 2.0}


@dataclass(frozen=True)
class Report:
    """How an assignment serves each side."""

    served: Floats  # (n_applications,) sum of fit over each application's readers
    loads: Ints  # (n_members,) how many each reads
    worst_applications: list[int]  # the ten worst served, the worst first
    load_histogram: dict[int, int]  # number of members by load
    parts: list[list[int]]  # applications linked by common readers; more than one part: their scores do not compare

    @property
    def is_connected(self) -> bool:
        return len(self.parts) <= 1


@dataclass(frozen=True)
class Shortage:
    """A rule that cannot be kept: `missing` readers, readings above or below a load, or readers of a group."""

    rule: str  # "readers", "max_load", "min_load", "group"
    missing: int
    application: int | None = None
    member: int | None = None
    group: object = None
    possible: int | None = None  # members without conflict, for "readers"


class Infeasible(ValueError):
    """No assignment obeys the rules; `shortages` are the fewest that would have to give way."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        self.shortages = list(shortages)
        super().__init__("no assignment obeys the rules: " + "; ".join(_in_words(each) for each in self.shortages))


def report_on(demand: Demand, pairs: Sequence[Pair], served: Floats) -> Report:
    loads = np.bincount([member for member, _ in pairs], minlength=demand.fit.shape[0])
    sizes, counts = np.unique(loads, return_counts=True)
    return Report(
        served=served,
        loads=loads,
        worst_applications=np.argsort(served, kind="stable")[:WORST_SHOWN].tolist(),
        load_histogram=dict(zip(sizes.tolist(), counts.tolist(), strict=True)),
        parts=_parts(demand.fit.shape, pairs),
    )


def relieve(demand: Demand) -> tuple[Floats, list[Shortage]]:
    """Leave the cheapest set of rules, each giving way at a cost; return whole variables, and what was left.

    An empty list means that the variables obey every rule.
    """
    program, rules = build_program(demand), name_rows(demand)
    count, n_rows, costs = len(program.gain), len(rules), [COSTS[rule] for rule, _, _ in rules]
    eye = sparse.eye_array(n_rows)
    matrix = sparse.hstack([program.rows.matrix, eye, -eye]).tocsc()  # what is lacking, what is above
    found = milp(
        np.concatenate([np.zeros(count), costs, costs]),
        integrality=np.ones(count + 2 * n_rows),
        constraints=LinearConstraint(matrix, program.rows.low, program.rows.high),
        bounds=Bounds(
            np.concatenate([program.low, np.zeros(2 * n_rows)]),
            np.concatenate([np.ones(count), np.full(2 * n_rows, np.inf)]),
        ),
        options={"mip_rel_gap": 1e-3},
    )
    x = found.x.round()
    slack = x[count:].reshape(2, n_rows).astype(int)  # lacking, above
    possible = (~demand.conflicts).sum(axis=0)
    shortages = [
        _shortage(rules[row], int(slack[side, row]), possible, is_lack=side == 0)
        for row, side in zip(*np.nonzero(slack.T), strict=True)
    ]
    return x[:count], shortages


def _shortage(named: tuple[str, int, object], missing: int, possible: Ints, *, is_lack: bool) -> Shortage:
    rule, position, group = named
    if rule == "readers":
        return Shortage(rule, missing, application=position, possible=int(possible[position]))
    if rule == "load":
        return Shortage("min_load" if is_lack else "max_load", missing, member=position)
    return Shortage(rule, missing, application=position, group=group)


def _in_words(shortage: Shortage) -> str:
    words = {
        "readers": "application {0.application} lacks {0.missing} of its readers ({0.possible} possible)",
        "group": "application {0.application} is {0.missing} away from its readers of {0.group}",
        "max_load": "member {0.member} would read {0.missing} too many",
        "min_load": "member {0.member} would read {0.missing} too few",
    }
    return words[shortage.rule].format(shortage)


def _parts(shape: tuple[int, ...], pairs: Sequence[Pair]) -> list[list[int]]:
    n_members, n_applications = shape
    size = n_members + n_applications
    rows = [member for member, _ in pairs]
    columns = [n_members + application for _, application in pairs]
    graph = sparse.coo_array((np.ones(len(pairs)), (rows, columns)), shape=(size, size))
    labels = csgraph.connected_components(graph, directed=False)[1][n_members:]
    return [np.nonzero(labels == label)[0].tolist() for label in dict.fromkeys(labels.tolist())]
