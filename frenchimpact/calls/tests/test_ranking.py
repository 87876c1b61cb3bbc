"""Ranks with how sure they are; severity corrected only where it is proved."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frenchimpact.calls.calculations import Ranking, calibrate
from frenchimpact.calls.calculations.mixed_model import Readings, fit_mixed_model

Score = tuple[int, int, float]


def make_wave(
    severity: float, *, seed: int = 0, members: int = 24, applications: int = 120
) -> tuple[list[Score], list[float], list[float]]:
    """Three readings an application, merit and noise of standard deviation 1; scores, true merits, true severities."""
    draw = np.random.default_rng(seed)
    merit, habit = draw.normal(0, 1, applications), draw.normal(0, severity, members)
    scores = []
    for application in range(applications):
        for turn in range(3):
            member = (application + turn * (1 + application // members)) % members
            noise = draw.normal(0, 1)
            scores.append((member, application, float(5 + merit[application] + habit[member] + noise)))
    return list({score[:2]: score for score in scores}.values()), merit.tolist(), habit.tolist()


def best(ranking: Ranking, count: int) -> set[object]:
    return set(ranking.applications[:count])


def test_severe_readers_are_found_and_corrected() -> None:
    scores, _, habit = make_wave(0.8)

    ranking = calibrate(scores, places=30)

    assert ranking.adjusted_used
    assert ranking.why_not == []
    found = [ranking.severity[member] for member in range(24)]
    assert np.corrcoef(found, habit)[0, 1] > 0.8
    assert ranking.variance.severity == pytest.approx(0.64, rel=0.6)
    assert ranking.variance.noise == pytest.approx(1, rel=0.2)


def test_readers_who_are_alike_are_left_alone() -> None:
    rankings = [calibrate(make_wave(0.0, seed=seed)[0], places=30, draws=10) for seed in range(10)]

    assert sum(ranking.adjusted_used for ranking in rankings) <= 2  # chance passes a gate of 5 % now and then
    assert "ratio" in rankings[1].why_not


def test_adjusted_is_the_mean_less_the_habits_of_its_readers() -> None:
    scores, _, _ = make_wave(0.8)
    ranking = calibrate(scores, places=30)
    application = ranking.applications[0]
    habits = [ranking.severity[member] for member, read, _ in scores if read == application]

    assert ranking.adjusted[0] == pytest.approx(ranking.mean[0] - np.mean(habits))


def test_a_small_committee_is_not_calibrated() -> None:
    scores = [(m, a, float((m * 3 + a * 7) % 6)) for a in range(5) for m in range(4) if (m + a) % 4]

    ranking = calibrate(scores, places=2)

    assert not ranking.adjusted_used
    assert "readings" in ranking.why_not


def test_two_committees_that_share_no_application_are_not_calibrated() -> None:
    scores, _, _ = make_wave(0.8, applications=60)
    other, _, _ = make_wave(0.8, seed=1, applications=60)

    ranking = calibrate(scores + [(m + 100, a + 100, s) for m, a, s in other], places=30)

    assert ranking.why_not == ["connected"]


def test_the_order_of_the_scores_changes_nothing() -> None:
    scores, _, _ = make_wave(0.5)

    one, other = calibrate(scores, places=30), calibrate(scores[::-1], places=30)

    assert one.applications == other.applications
    assert one.expected_rank.tolist() == other.expected_rank.tolist()


def numbers_of(ranking: Ranking) -> dict[object, list[object]]:
    lines = zip(
        ranking.applications,
        ranking.expected_rank.tolist(),
        ranking.p_in_places.tolist(),
        ranking.interval50.tolist(),
        ranking.interval90.tolist(),
        strict=True,
    )
    return {application: numbers for application, *numbers in lines}


TURNED = [(m, (m + turn) % 8, float((m * 3 + turn) % 4)) for m in range(8) for turn in range(3)]
MIRRORED = [(m, (m + turn) % 8, float(turn)) for m in range(8) for turn in range(3)]  # nothing tells members apart
TWINS = [*TURNED, *((m, a, 2.0) for m in (1, 5) for a in (20, 21, 22))]
WAVES = {"people": make_wave(0.5)[0], "turned": TURNED, "mirrored": MIRRORED, "twins": TWINS}


@pytest.mark.parametrize("wave", WAVES)
def test_other_names_give_each_file_the_same_numbers(wave: str) -> None:
    draw = np.random.default_rng(1)
    members, files = (draw.permutation(200).tolist() for _ in range(2))
    renamed = [(f"L{members[m]}", f"C{files[a]}", score) for m, a, score in WAVES[wave]]

    one = numbers_of(calibrate(WAVES[wave], places=3, draws=400))
    other = numbers_of(calibrate(renamed, places=3, draws=400))

    assert one == {a: other[f"C{files[a]}"] for _, a, _ in WAVES[wave]}


def test_files_that_only_their_names_tell_apart_have_the_same_numbers() -> None:
    found = numbers_of(calibrate(TWINS, places=3, draws=400))

    assert found[20] == found[21] == found[22]


def test_the_seed_is_the_only_chance() -> None:
    scores, _, _ = make_wave(0.5)

    assert calibrate(scores, places=30).p_in_places.tolist() == calibrate(scores, places=30).p_in_places.tolist()
    assert calibrate(scores, places=30).p_in_places.tolist() != calibrate(scores, 30, seed=1).p_in_places.tolist()


def test_the_zone_holds_those_of_whom_one_is_not_sure() -> None:
    scores, _, _ = make_wave(0.5)
    ranking = calibrate(scores, places=30)
    chances = dict(zip(ranking.applications, ranking.p_in_places.tolist(), strict=True))

    assert ranking.zone == [each for each in ranking.applications if 0.1 < chances[each] < 0.9]
    assert ranking.p_in_places.sum() == pytest.approx(30)


def test_intervals_hold_the_true_rank_as_often_as_they_say() -> None:
    inside = []
    for seed in range(5):
        scores, merit, _ = make_wave(0.5, seed=seed)
        ranking = calibrate(scores, places=30)
        true = {n: 1 + sum(other > own for other in merit) for n, own in enumerate(merit)}
        spans = zip(ranking.applications, ranking.interval90.tolist(), strict=True)
        inside += [low <= true[int(str(each))] <= high for each, (low, high) in spans]

    assert 0.87 <= np.mean(inside) <= 0.95


def test_equal_scores_leave_every_order_as_likely() -> None:
    ranking = calibrate([(m, a, 3.0) for m in range(3) for a in range(4)], places=1)

    assert ranking.expected_rank == pytest.approx([2.5] * 4, abs=0.1)
    assert not ranking.adjusted_used


def test_one_application_is_first() -> None:
    ranking = calibrate([("Aya", "Die", 4.0), ("Ben", "Die", 2.0)], places=1)

    assert (ranking.applications, ranking.mean.tolist(), ranking.p_in_places.tolist()) == (["Die"], [3.0], [1.0])


@pytest.mark.parametrize(
    ("scores", "places"),
    [([], 1), ([(1, 1, np.nan)], 1), ([(1, 1, 2.0), (1, 1, 3.0)], 1), ([(1, 1, 2.0)], -1)],
)
def test_nonsense_is_refused(scores: list[Score], places: int) -> None:
    with pytest.raises(ValueError, match=r"score|places"):
        calibrate(scores, places=places)


def test_variances_are_those_of_a_balanced_analysis_of_variance() -> None:
    draw = np.random.default_rng(3)
    table = 5 + draw.normal(0, 1, 40)[:, None] + draw.normal(0, 0.7, 10)[None, :] + draw.normal(0, 0.5, (40, 10))
    applications, members = (each.ravel() for each in np.indices(table.shape))

    found = fit_mixed_model(Readings(members, applications, table.ravel())).variances

    # expected mean squares of two crossed random factors, one observation a cell: what REML gives when balanced
    rows, columns = table.mean(axis=1), table.mean(axis=0)
    rest = table - rows[:, None] - columns[None, :] + table.mean()
    noise = (rest**2).sum() / (39 * 9)
    assert found.noise == pytest.approx(noise, rel=1e-3)
    assert found.merit == pytest.approx(rows.var(ddof=1) - noise / 10, rel=1e-3)
    assert found.severity == pytest.approx(columns.var(ddof=1) - noise / 40, rel=1e-3)


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 7)), st.integers(0, 5), min_size=1))
def test_any_scores_give_a_whole_ranking(scores: dict[tuple[int, int], int]) -> None:
    ranking = calibrate([(m, a, float(s)) for (m, a), s in scores.items()], places=2, draws=200)

    count = len({application for _, application in scores})
    assert sorted(map(str, ranking.applications)) == sorted({str(a) for _, a in scores})
    assert np.isfinite(ranking.adjusted).all()
    assert ranking.expected_rank.sum() == pytest.approx(count * (count + 1) / 2)


def true_top_found(severity: float, *, repetitions: int) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return the share of the true top quarter found by raw mean, by standardised scores, and by ours."""
    found: dict[str, list[float]] = {"mean": [], "standardised": [], "ours": []}
    for seed in range(repetitions):
        scores, merit, _ = make_wave(severity, seed=seed)
        ranking = calibrate(scores, places=30)
        true = set(np.argsort(merit)[-30:].tolist())
        means = dict(zip(ranking.applications, ranking.mean.tolist(), strict=True))
        found["mean"].append(len(true & set(sorted(means, key=lambda each: -means[each])[:30])))
        found["standardised"].append(len(true & set(_standardised(scores)[:30])))
        found["ours"].append(len(true & best(ranking, 30)))
    return {name: np.array(counts) / 30 for name, counts in found.items()}


def _standardised(scores: list[Score]) -> list[int]:
    by_member: dict[int, list[float]] = {}
    for member, _, score in scores:
        by_member.setdefault(member, []).append(score)
    marks: dict[int, list[float]] = {}
    for member, application, score in scores:
        own = by_member[member]
        marks.setdefault(application, []).append(float((score - np.mean(own)) / (np.std(own) or 1)))
    return sorted(marks, key=lambda each: -np.mean(marks[each]))


@pytest.mark.nightly
@pytest.mark.parametrize("severity", [0.0, 0.25, 0.5, 0.8])
def test_ours_is_never_worse_than_the_better_of_the_others(severity: float) -> None:
    found = true_top_found(severity, repetitions=100)

    better = max((found["mean"], found["standardised"]), key=lambda shares: shares.mean())
    difference = found["ours"] - better
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    assert difference.mean() >= -2 * error
