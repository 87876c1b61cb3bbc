"""What an assignment gives to each, and what is missing where none is possible."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csgraph

from frenchimpact.calls.calculations.reading_program import Floats, Ints
from frenchimpact.calls.calculations.reading_rules import Demand, Pair, build_program

WORST_SHOWN = 10
# What it costs to leave a rule, when rules must be left: a reader too few is the last thing to accept.
COST_READER, COST_MAX_LOAD, COST_GROUP, COST_MIN_LOAD = 8.0, 4.0, 2.0, 1.0


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


def explain(demand: Demand) -> Infeasible:
    """Find the cheapest set of rules to leave, by a program where each rule may give way at a cost."""
    program = build_program(demand)
    low, high = program.rows.low, program.rows.high
    costs, rules = _costs(demand, len(low))
    count, n_rows = len(program.gain), len(low)
    eye = sparse.eye_array(n_rows)
    matrix = sparse.hstack([program.rows.matrix, eye, -eye]).tocsc()  # what is lacking, what is above
    found = milp(
        np.concatenate([np.zeros(count), costs, costs]),
        integrality=np.ones(count + 2 * n_rows),
        constraints=LinearConstraint(matrix, low, high),
        bounds=Bounds(
            np.concatenate([program.low, np.zeros(2 * n_rows)]),
            np.concatenate([np.ones(count), np.full(2 * n_rows, np.inf)]),
        ),
        options={"mip_rel_gap": 1e-3, "time_limit": 20.0},
    )
    slack = found.x[count : count + n_rows] + found.x[count + n_rows :]
    possible = (~demand.conflicts).sum(axis=0)
    missing = slack.round().astype(int)
    return Infeasible([_shortage(rules[row], int(missing[row]), possible) for row in np.nonzero(missing)[0]])


def _costs(demand: Demand, n_rows: int) -> tuple[Floats, list[tuple[str, int, object]]]:
    """Return the cost of leaving each row, and which rule it writes: (rule, position, group)."""
    n_members, n_applications = demand.fit.shape
    rules: list[tuple[str, int, object]] = [("readers", n, None) for n in range(n_applications)]
    rules += [("load", n, None) for n in range(n_members)]
    for family in demand.families:
        for group in family.groups:
            low, high = family.bounds(demand.readers)
            of_group = int(family.members_of(group).sum())
            binding = (low > 0) | (high < np.minimum(demand.readers, of_group))
            rules += [("group", int(n), group) for n in np.nonzero(binding)[0]]
    price = {"readers": COST_READER, "load": COST_MAX_LOAD, "group": COST_GROUP}
    return np.array([price[rule] for rule, _, _ in rules[:n_rows]]), rules


def _shortage(rule: tuple[str, int, object], missing: int, possible: Ints) -> Shortage:
    kind, position, group = rule
    if kind == "readers":
        return Shortage("readers", missing, application=position, possible=int(possible[position]))
    if kind == "load":
        return Shortage("max_load", missing, member=position)
    return Shortage("group", missing, application=position, group=group)


def _in_words(shortage: Shortage) -> str:
    if shortage.rule == "readers":
        return (
            f"application {shortage.application} lacks {shortage.missing} of its readers ({shortage.possible} possible)"
        )
    if shortage.rule == "group":
        return f"application {shortage.application} lacks room for group {shortage.group}"
    return f"member {shortage.member} is {shortage.missing} away from its load"


def _parts(shape: tuple[int, ...], pairs: Sequence[Pair]) -> list[list[int]]:
    n_members, n_applications = shape
    size = n_members + n_applications
    rows = [member for member, _ in pairs]
    columns = [n_members + application for _, application in pairs]
    graph = sparse.coo_array((np.ones(len(pairs)), (rows, columns)), shape=(size, size))
    labels = csgraph.connected_components(graph, directed=False)[1][n_members:]
    return [np.nonzero(labels == label)[0].tolist() for label in dict.fromkeys(labels.tolist())]
