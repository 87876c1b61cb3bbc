"""Readers of applications: fairest first, exact on small committees, never across a conflict."""

import itertools
from functools import cache
from typing import Required, TypedDict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from frenchimpact.calls.calculations import Assignment, Family, Infeasible, assign
from frenchimpact.calls.calculations.reading_rules import Groups


class Committee(TypedDict, total=False):
    """What `assign` is asked."""

    fit: Required[ArrayLike]
    readers: int | ArrayLike
    max_load: int | ArrayLike
    min_load: int
    conflicts: ArrayLike
    groups: Groups
    pinned: list[tuple[int, int]]


def make_committee(seed: int) -> Committee:
    """Make a committee small enough for every assignment to be tried."""
    draw = np.random.default_rng(seed)
    members, applications, readers = int(draw.integers(3, 6)), int(draw.integers(1, 5)), int(draw.integers(1, 3))
    shape = (members, applications)
    fit = draw.random(shape) if seed % 2 else draw.integers(0, 4, shape).astype(float)  # with ties
    load = int(np.ceil(applications * readers / members)) + int(draw.integers(0, 2))
    return {
        "fit": fit,
        "readers": readers,
        "max_load": load,
        "min_load": int(draw.integers(0, 2)),
        "conflicts": draw.random(shape) < 0.2,
        "groups": draw.integers(0, 2, members) if seed % 3 == 0 else None,
    }


def try_everything(committee: Committee) -> tuple[float, float] | None:
    """Return the greatest (worst, total), the worst first; None where nothing is allowed."""
    fit, conflicts = np.asarray(committee["fit"]), np.asarray(committee["conflicts"])
    groups = np.asarray(committee["groups"])
    count, readers = fit.shape[0], int(str(committee["readers"]))
    found = []
    for choice in itertools.product(itertools.combinations(range(count), readers), repeat=fit.shape[1]):
        loads = np.bincount(np.ravel(choice), minlength=count)
        allowed = committee["min_load"] <= loads.min() and loads.max() <= committee["max_load"]
        allowed &= not any(conflicts[list(team), n].any() for n, team in enumerate(choice))
        if groups.ndim and allowed:
            allowed = all(colleges_are_heard(groups, groups[list(team)]) for team in choice)
        if allowed:
            sums = [fit[list(team), n].sum() for n, team in enumerate(choice)]
            found.append((round(float(min(sums)), 9), float(sum(sums))))
    return max(found, default=None)


def colleges_are_heard(groups: NDArray[np.int64], team: NDArray[np.int64]) -> bool:
    """From 1 to readers - 1 of each college, where there are no more colleges than readers."""
    colleges, readers = np.unique(groups), len(team)
    counts = np.array([(team == college).sum() for college in colleges])
    least, most = int(len(colleges) <= readers), readers if len(colleges) == 1 else max(readers - 1, 1)
    return bool((counts >= least).all() and (counts <= most).all())


def is_the_best(committee: Committee) -> bool:
    best = try_everything(committee)
    try:
        found = assign(**committee)
    except Infeasible:
        return best is None
    return best is not None and (found.worst, found.total) == pytest.approx(best, abs=1e-6)


def test_small_committees_get_the_best_of_all_assignments() -> None:
    assert [seed for seed in range(60) if not is_the_best(make_committee(seed))] == []


@pytest.mark.nightly
def test_a_thousand_small_committees_get_the_best_of_all_assignments() -> None:
    assert [seed for seed in range(1000) if not is_the_best(make_committee(seed))] == []


@cache
def crowd(members: int = 8, applications: int = 60) -> tuple[Assignment, Committee]:
    """Make a committee too large to be solved at once."""
    draw = np.random.default_rng(7)
    committee: Committee = {
        "fit": draw.random((members * 4, applications)),
        "readers": 3,
        "max_load": 7,
        "min_load": 2,
        "conflicts": draw.random((members * 4, applications)) < 0.1,
        "groups": [Family([n % 2 for n in range(members * 4)]), Family([n // 4 for n in range(members * 4)], 0, 1)],
    }
    return assign(**committee), committee


def test_a_large_committee_obeys_every_rule() -> None:
    found, committee = crowd()

    pairs = np.array(found.pairs)
    teams = [pairs[pairs[:, 1] == n, 0] for n in range(60)]
    assert {len(set(team)) for team in teams} == {3}
    assert not np.asarray(committee["conflicts"])[pairs[:, 0], pairs[:, 1]].any()
    assert (found.report.loads.min() >= 2, found.report.loads.max() <= 7) == (True, True)
    assert {len(set(team % 2)) for team in teams} == {2}  # both colleges
    assert {len(set(team // 4)) for team in teams} == {3}  # three employers


def test_a_large_committee_serves_the_worst_nearly_as_well_as_anybody_could() -> None:
    found, _ = crowd()

    assert 0.98 * found.worst_bound <= found.worst <= found.worst_bound
    assert found.worst == pytest.approx(found.report.served.min())
    assert found.total == pytest.approx(found.report.served.sum())


def test_the_worst_served_comes_before_the_total() -> None:
    fit = [[9, 5], [5, 1]]

    fair = assign(fit, readers=1, max_load=1)
    rich = assign([[9, 5], [5, 2]], readers=1, max_load=1, worst_first=False)

    assert (fair.pairs, fair.worst, fair.total) == ([(1, 0), (0, 1)], 5, 10)
    assert rich.total == 11


def test_the_same_demand_gets_the_same_answer() -> None:
    assert crowd()[0].pairs == crowd.__wrapped__()[0].pairs


def test_a_pinned_pair_stays_whatever_it_costs() -> None:
    found = assign([[9.0, 9.0], [1.0, 1.0]], readers=1, max_load=1, pinned=[(1, 0)])

    assert found.pairs == [(1, 0), (0, 1)]


def test_after_a_recusal_only_the_missing_reader_changes() -> None:
    before, committee = crowd()
    member, application = before.pairs[0]
    conflicts = np.array(committee["conflicts"])
    conflicts[member, application] = True

    now: Committee = {**committee, "conflicts": conflicts}
    after = assign(**now, previous=before.pairs)

    assert len(set(before.pairs) - set(after.pairs)) == 1
    assert (member, application) not in after.pairs


def test_what_is_impossible_names_the_application_and_how_many_could_read_it() -> None:
    conflicts = np.zeros((3, 2), bool)
    conflicts[0, 1] = True

    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 2)), readers=3, conflicts=conflicts)

    (shortage,) = refused.value.shortages
    assert (shortage.rule, shortage.application, shortage.missing, shortage.possible) == ("readers", 1, 1, 2)


def test_loads_that_are_too_small_are_named() -> None:
    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 4)), readers=3, max_load=[4, 4, 3])

    assert [(each.rule, each.member, each.missing) for each in refused.value.shortages] == [("max_load", 2, 1)]


def test_members_who_cannot_read_enough_are_named() -> None:
    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 2)), readers=1, min_load=1)

    (shortage,) = refused.value.shortages
    assert (shortage.rule, shortage.missing) == ("min_load", 1)


def test_applications_that_no_reader_links_are_told() -> None:
    conflicts = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]], bool)

    found = assign(np.ones((4, 4)), readers=2, conflicts=conflicts)

    assert found.report.parts == [[0, 1], [2, 3]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"fit": [1.0, 2.0]},
        {"fit": [[np.nan]]},
        {"fit": [[1.0]], "readers": -1},
        {"fit": [[1.0]], "readers": 0.5},
        {"fit": [[1.0]], "readers": [1, 1]},
        {"fit": [[1.0]], "conflicts": [[True, False]]},
        {"fit": [[1.0]], "groups": ["State", "ESS"]},
        {"fit": [[1.0]], "readers": 1, "pinned": [(1, 0)]},
    ],
)
def test_nonsense_is_refused(wrong: Committee) -> None:
    with pytest.raises(ValueError, match=r"must|does not exist"):
        assign(**wrong)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 9), st.integers(1, 12))
def test_no_reading_ever_crosses_a_conflict(seed: int, members: int, applications: int) -> None:
    draw = np.random.default_rng(seed)
    conflicts = draw.random((members, applications)) < 0.3
    try:
        found = assign(draw.random((members, applications)), readers=2, conflicts=conflicts)
    except Infeasible:
        assert (~conflicts).sum(axis=0).min() < 2
        return

    assert not any(conflicts[pair] for pair in found.pairs)
    assert found.worst <= found.worst_bound
