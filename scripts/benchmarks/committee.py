"""Who reads what and how sure a ranking is, beside the linear program and the draws that neither can do without."""

import numpy as np

from benchmarks.measures import Line, median_of, seconds_of
from frenchimpact.calls.calculations import assign, calibrate
from frenchimpact.calls.calculations.reading_program import Bools, Floats, relax
from frenchimpact.calls.calculations.reading_rules import Demand, Groups, build_program
from frenchimpact.calls.tests.test_ranking import true_top_found

PART, RANKS, SIMULATION = "Readers of a wave", "Ranks of a wave", "True best quarter that a ranking finds"
SEED, TIMES = 2026, 3
MEMBERS, READERS, CONFLICTS = 60, 3, 0.03
COLLEGES = 2
SPARE = 1.2  # places to read, for each that is needed
WAVE, PLACES, SCORES, DRAWS = 350, 60, 2800, 4000
SEVERITIES, REPETITIONS = (0.0, 0.25, 0.5, 0.8), 100


def measure() -> list[Line]:
    return [*_assigning(500, 15.0), *_assigning(5000, 6.0, fairest_first=False), *_ranking(), *_simulated()]


def _assigning(applications: int, target: float, *, fairest_first: bool = True) -> list[Line]:
    draw = np.random.default_rng(SEED)
    fit: Floats = draw.random((MEMBERS, applications))
    conflicts: Bools = draw.random(fit.shape) < CONFLICTS
    colleges: Groups = [number % COLLEGES for number in range(MEMBERS)] if fairest_first else None
    most = round(READERS * applications * SPARE / MEMBERS)
    demand = Demand.of(fit, readers=READERS, loads=(0, most), conflicts=conflicts, groups=colleges)
    floor = seconds_of(lambda: relax(build_program(demand)))
    found = []
    spent = seconds_of(
        lambda: found.append(assign(fit, READERS, most, 0, conflicts, colleges, worst_first=fairest_first))
    )
    size = f"{MEMBERS} members x {applications} applications, {READERS} readers, {CONFLICTS:.0%} conflicts"
    more = {"total fit": f"{found[0].total:.1f}"}
    if fairest_first:
        gap = found[0].worst_bound - found[0].worst
        more |= {"worst served": f"{found[0].worst:.3f}", "below its bound": f"{gap / found[0].worst_bound:.2%}"}
    steps = f"{COLLEGES} colleges, worst served first" if fairest_first else "total fit only"
    return [
        Line(PART, f"floor: the linear program of {size}", floor),
        Line(PART, f"`assign`: {size}, {steps}", spent, floor, "linear program", target, more=more),
    ]


def _ranking() -> list[Line]:
    draw = np.random.default_rng(SEED)
    merit, habit = draw.normal(0, 1, WAVE), draw.normal(0, 0.5, MEMBERS)
    read = draw.permuted(np.tile(np.arange(MEMBERS), (WAVE, 1)), axis=1)[:, : SCORES // WAVE]
    scores = [
        (int(member), number, float(3 + merit[number] + habit[member] + draw.normal()))
        for number, members in enumerate(read)
        for member in members
    ]
    floor = median_of(lambda: np.argsort(np.random.default_rng(SEED).normal(size=(DRAWS, WAVE)), axis=1), TIMES)
    spent = median_of(lambda: calibrate(scores, places=PLACES, draws=DRAWS), TIMES)
    size = f"{WAVE} applications, {len(scores)} scores, {DRAWS} draws"
    return [
        Line(RANKS, f"floor: {DRAWS} draws of {WAVE} normal numbers, each sorted", floor),
        Line(RANKS, f"`calibrate`: {size}", spent, floor, "draws, sorted", 1.0),
    ]


def _simulated() -> list[Line]:
    """Say which share of the true best quarter each way of ranking finds, beside the error of the simulation."""
    lines = []
    for severity in SEVERITIES:
        found: list[dict[str, Floats]] = []
        spent = seconds_of(lambda of=severity, kept=found: kept.append(true_top_found(of, repetitions=REPETITIONS)))
        shares = found[0]
        better = max((shares["mean"], shares["standardised"]), key=lambda each: float(each.mean()))
        error = (shares["ours"] - better).std(ddof=1) / np.sqrt(REPETITIONS)
        more = {name: f"{share.mean():.3f}" for name, share in shares.items()} | {"error": f"{error:.3f}"}
        what = f"severity of readers {severity}: 120 applications, 24 members, 3 readings, {REPETITIONS} times"
        lines.append(Line(SIMULATION, what, spent, more=more))
    return lines
