"""The rules of an assignment, checked and written as rows of a program."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from frenchimpact.calls.calculations.reading_program import Bools, Floats, Ints, Program, Rows

Pair = tuple[int, int]


@dataclass(frozen=True)
class Family:
    """Groups that part the members, and how many readers of each an application gets.

    `labels` (n_members,): the group of each member; None belongs to no group. `at_most` None: one fewer than the
    application's readers (at least 1). `at_least` None: 1 where there are no more groups than readers, else 0.
    """

    labels: Sequence[object] | NDArray[np.generic]
    at_least: int | None = None
    at_most: int | None = None

    @property
    def groups(self) -> list[object]:
        return list(dict.fromkeys(label for label in _plain(self.labels) if label is not None))

    def members_of(self, group: object) -> Bools:
        return np.array([label == group for label in _plain(self.labels)], dtype=bool)

    def limits(self, readers: Ints, group: object) -> "Limits":
        """Return the applications, of those that get so many readers, where a rule binds this group, and the rule."""
        fits = len(self.groups) <= readers
        low = np.where(fits & (readers > 0), 1, 0) if self.at_least is None else np.full_like(readers, self.at_least)
        high = np.maximum(readers - 1, 1) if self.at_most is None else np.full_like(readers, self.at_most)
        if len(self.groups) == 1 and self.at_most is None:  # nobody else could read
            high = readers
        low, high = np.minimum(low, readers), np.minimum(high, readers)
        size = int(self.members_of(group).sum())
        where = np.nonzero((low > 0) | (high < np.minimum(readers, size)))[0]
        return Limits(where, low[where], high[where])


@dataclass(frozen=True)
class Limits:
    """The least and the most readers of a group that each of these applications gets."""

    applications: Ints
    low: Ints
    high: Ints


# the college of each member, or families of groups with their own bounds
Groups = Sequence[object] | NDArray[np.generic] | Family | Iterable[Family] | None


@dataclass(frozen=True)
class Demand:
    """What is asked, in arrays of the right shapes."""

    fit: Floats  # (n_members, n_applications)
    readers: Ints  # (n_applications,)
    min_load: Ints  # (n_members,)
    max_load: Ints
    conflicts: Bools  # (n_members, n_applications)
    families: list[Family]
    pins: list[Pair] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        fit: ArrayLike,
        *,
        readers: int | ArrayLike,
        loads: tuple[int | ArrayLike, int | ArrayLike | None],
        conflicts: ArrayLike | None,
        groups: Groups,
    ) -> "Demand":
        """Check what is asked; raises ValueError with what is wrong."""
        matrix = np.asarray(fit, dtype=float)
        if matrix.ndim != 2 or not np.isfinite(matrix).all():  # noqa: PLR2004 - members and applications
            raise ValueError("fit must be a matrix (n_members, n_applications) of finite numbers")
        n_members, n_applications = matrix.shape
        barred = np.zeros(matrix.shape, bool) if conflicts is None else np.asarray(conflicts, dtype=bool)
        if barred.shape != matrix.shape:
            raise ValueError(f"conflicts must have the shape of fit, {matrix.shape}, not {barred.shape}")
        most = n_applications if loads[1] is None else loads[1]
        return cls(
            matrix,
            _counts("readers", readers, n_applications),
            _counts("min_load", loads[0], n_members),
            _counts("max_load", most, n_members),
            barred,
            _families(groups, n_members),
        )

    def with_pins(self, pairs: Iterable[Pair]) -> "Demand":
        pins = sorted(set(pairs))
        for member, application in pins:
            if not (0 <= member < self.fit.shape[0] and 0 <= application < self.fit.shape[1]):
                raise ValueError(f"the pinned pair ({member}, {application}) does not exist")
            if self.conflicts[member, application]:
                raise ValueError(f"the pinned pair ({member}, {application}) is a conflict")
        return replace(self, pins=pins)


def build_program(demand: Demand) -> Program:
    """Write the rules as rows: readers of each application first, then loads, then groups."""
    members, applications = np.nonzero(~demand.conflicts)
    rows = _count_rows(applications, demand.readers, demand.readers)
    rows += _count_rows(members, demand.min_load, demand.max_load)
    for family in demand.families:
        for group in family.groups:
            rows += _group_rows(demand, family, group, members, applications)
    low = np.zeros(len(members))
    pinned = set(demand.pins)
    if pinned:
        low[[pair in pinned for pair in zip(members.tolist(), applications.tolist(), strict=True)]] = 1
    return Program(members, applications, demand.fit[members, applications], rows, demand.fit.shape[1], low)


def name_rows(demand: Demand) -> list[tuple[str, int, object]]:
    """Name the rule that each row of the program writes: (rule, application or member, group)."""
    n_members, n_applications = demand.fit.shape
    named: list[tuple[str, int, object]] = [("readers", n, None) for n in range(n_applications)]
    named += [("load", n, None) for n in range(n_members)]
    for family in demand.families:
        for group in family.groups:
            limits = family.limits(demand.readers, group)
            named += [("group", n, group) for n in limits.applications.tolist()]
    return named


def _count_rows(positions: Ints, low: Ints, high: Ints) -> Rows:
    size = (len(low), len(positions))
    ones = np.ones(len(positions))
    matrix = sparse.coo_array((ones, (positions, np.arange(len(positions)))), shape=size).tocsr()
    return Rows(matrix, low.astype(float), high.astype(float))


def _group_rows(demand: Demand, family: Family, group: object, members: Ints, applications: Ints) -> Rows:
    chosen = np.nonzero(family.members_of(group)[members])[0]
    limits = family.limits(demand.readers, group)
    size = (len(demand.readers), len(members))
    matrix = sparse.coo_array((np.ones(len(chosen)), (applications[chosen], chosen)), shape=size).tocsr()
    return Rows(matrix[limits.applications], limits.low.astype(float), limits.high.astype(float))


def _counts(name: str, given: int | ArrayLike, size: int) -> Ints:
    numbers = np.broadcast_to(np.asarray(given), (size,)) if np.ndim(given) == 0 else np.asarray(given)
    if numbers.shape != (size,):
        raise ValueError(f"{name} must be one number or {size} of them, not an array of shape {numbers.shape}")
    whole = numbers.astype(np.intp)
    if (whole != numbers).any() or (whole < 0).any():
        raise ValueError(f"{name} must be whole numbers, none negative")
    return whole


def _families(groups: Groups, n_members: int) -> list[Family]:
    if groups is None:
        return []
    given = [groups] if isinstance(groups, Family) else list(groups)
    families = [each for each in given if isinstance(each, Family)]
    if len(families) < len(given) or not given:
        families = [Family(given)]
    for family in families:
        if len(family.labels) != n_members:
            raise ValueError(f"groups must name the group of each of {n_members} members, not of {len(family.labels)}")
    return families


def _plain(labels: Sequence[object] | NDArray[np.generic]) -> list[object]:
    return labels.tolist() if isinstance(labels, np.ndarray) else list(labels)
