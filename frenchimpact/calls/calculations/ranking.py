"""Ranking a wave with honesty: how sure each rank is, and readers' severity corrected only where it is proved.

The model is in `mixed_model`; ranks are those of draws from its posterior (Laird & Louis, Journal of Educational
Statistics 14, 1989, 29-46: ranks are estimated, not read from estimated merits). The gate asks for severity to be both
statistically present (likelihood ratio above 2.71: one variance on the edge of its range, 5 %, Self & Liang, JASA 82,
1987, 605-610) and large enough to matter. Scores are never standardised reader by reader: it takes true merit away.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from frenchimpact.calls.calculations.mixed_model import Fit, Floats, Readings, Variances, fit_mixed_model
from frenchimpact.calls.calculations.positions import placed_by_names, placed_by_scores
from frenchimpact.calls.calculations.standing import OUT_OF_REACH, READINGS_EACH, SURE

Application = Hashable
Member = Hashable

PRESENT = 2.71  # 5 % point of half a chi-squared of one degree of freedom
LARGE_ENOUGH = 0.02  # share of the whole variance


@dataclass(frozen=True)
class Gate:
    """What decides whether severity is corrected."""

    likelihood_ratio: float = PRESENT
    variance_share: float = LARGE_ENOUGH
    readings: int = READINGS_EACH


@dataclass(frozen=True)
class Ranking:
    """What a wave's scores say; arrays are aligned with `applications`, which go from the best expected rank on."""

    applications: list[Application]
    readings: NDArray[np.intp]  # how many scores each has
    mean: Floats  # raw mean of its scores, points
    adjusted: Floats  # raw mean less the mean severity of its readers, points; the raw mean where no model is possible
    expected_rank: Floats  # mean of its rank over the draws; 1 is the best
    interval50: Floats  # (n, 2) ranks between which it falls with a probability of at least 50 %
    interval90: Floats  # (n, 2) the same for 90 %
    p_in_places: Floats  # probability of being among the first K
    severity: dict[Member, float]  # points that each member adds by habit: negative is harsh
    variance: Variances  # points squared
    likelihood_ratio: float
    adjusted_used: bool  # whether the gate is passed: otherwise raw means are shown
    why_not: list[str]  # what closes the gate: "ratio", "share", "readings", "connected"
    zone: list[Application]  # to be deliberated: neither sure of a place nor out of reach
    places: int
    seed: int
    draws: int


def calibrate(
    scores: Iterable[tuple[Member, Application, float]],
    places: int,
    seed: int = 0,
    *,
    draws: int = 4000,
    gate: Gate | None = None,
    by_names: bool = False,
) -> Ranking:
    """Rank applications from (member, application, score).

    The same scores in any order, under any names, with the same seed, give the same ranking; `by_names` draws in the
    order of names, as the first records did. Raises ValueError where there is no score, where one is not a finite
    number, where a member scored an application twice, or where places is negative.
    """
    given = list(scores)
    _refuse_nonsense(given, places)
    members, applications, patterns = (placed_by_names if by_names else placed_by_scores)(given)
    readings = _readings(given, members, applications)
    fit = _fit(readings)
    ranks = _ranks(readings, fit, draws, seed)
    wave = _Wave(members, applications, np.array(patterns), readings, places, seed, draws)
    return _ranking(wave, fit, ranks, gate or Gate())


@dataclass(frozen=True)
class _Wave:
    members: list[Member]
    applications: list[Application]
    patterns: NDArray[np.intp]  # (n,) equal for applications that only their names tell apart
    readings: Readings
    places: int
    seed: int
    draws: int


def _refuse_nonsense(given: Sequence[tuple[Member, Application, float]], places: int) -> None:
    if not given:
        raise ValueError("no score to rank")
    if places < 0:
        raise ValueError(f"places is negative: {places}")
    if not all(np.isfinite(score) for _, _, score in given):
        raise ValueError("a score is not a finite number")
    pairs = [line[:2] for line in given]
    if len(set(pairs)) < len(pairs):
        raise ValueError("a member scored the same application twice")


def _readings(
    given: Sequence[tuple[Member, Application, float]], members: list[Member], applications: list[Application]
) -> Readings:
    member_at = {member: n for n, member in enumerate(members)}
    application_at = {application: n for n, application in enumerate(applications)}
    lines = sorted((member_at[member], application_at[application], score) for member, application, score in given)
    return Readings(
        np.array([member for member, _, _ in lines]),
        np.array([application for _, application, _ in lines]),
        np.array([score for _, _, score in lines], dtype=float),
    )


def _fit(readings: Readings) -> Fit | None:
    """Fit the model, or None where scores cannot tell anything: all equal, or only one application."""
    if readings.n_applications == 1 or np.ptp(readings.scores) == 0:
        return None
    return fit_mixed_model(readings)


def _ranks(readings: Readings, fit: Fit | None, draws: int, seed: int) -> Floats:
    """Return the rank of each application in each draw: (draws, n_applications), 1 is the best."""
    count = readings.n_applications
    if fit is None:  # nothing distinguishes them: any order is as likely
        merits = np.random.default_rng(seed).standard_normal((draws, count))
    else:
        merits = fit.draws(draws, np.random.default_rng(seed))
    order = np.argsort(-merits, axis=1)
    ranks = np.empty_like(merits)
    np.put_along_axis(ranks, order, np.arange(1.0, count + 1)[None, :], axis=1)
    return ranks


def _ranking(wave: _Wave, fit: Fit | None, ranks: Floats, gate: Gate) -> Ranking:
    readings, counts = wave.readings, np.bincount(wave.readings.applications)
    mean = np.bincount(readings.applications, readings.scores) / counts
    severity = np.zeros(readings.n_members) if fit is None else fit.severity
    adjusted = mean - np.bincount(readings.applications, severity[readings.members]) / counts
    expected = _shared(ranks.mean(axis=0), wave.patterns)
    chances = _shared((ranks <= wave.places).mean(axis=0), wave.patterns)
    order = np.lexsort((-mean, expected))
    why_not = _why_not(readings, fit, gate)
    applications = [wave.applications[n] for n in order]
    undecided = (chances[order] > OUT_OF_REACH) & (chances[order] < SURE)
    return Ranking(
        applications=applications,
        readings=counts[order],
        mean=mean[order],
        adjusted=adjusted[order],
        expected_rank=expected[order],
        interval50=_interval(ranks, wave.patterns, 0.5)[order],
        interval90=_interval(ranks, wave.patterns, 0.9)[order],
        p_in_places=chances[order],
        severity=dict(zip(wave.members, severity.tolist(), strict=True)),
        variance=Variances(0.0, 0.0, 0.0) if fit is None else fit.variances,
        likelihood_ratio=0.0 if fit is None else fit.likelihood_ratio,
        adjusted_used=not why_not,
        why_not=why_not,
        zone=[application for application, open_ in zip(applications, undecided, strict=True) if open_],
        places=wave.places,
        seed=wave.seed,
        draws=wave.draws,
    )


def _why_not(readings: Readings, fit: Fit | None, gate: Gate) -> list[str]:
    closed = {
        "ratio": fit is None or fit.likelihood_ratio <= gate.likelihood_ratio,
        "share": fit is None or fit.variances.severity_share < gate.variance_share,
        "readings": int(np.bincount(readings.members).min()) < gate.readings,
        "connected": not is_connected(readings.members, readings.applications),
    }
    return [reason for reason, holds in closed.items() if holds]


def is_connected(members: NDArray[np.intp], applications: NDArray[np.intp]) -> bool:
    """Tell whether one may go from any application to any other by members who read both; positions from 0 on."""
    n_members, n_applications = int(members.max()) + 1, int(applications.max()) + 1
    size = n_members + n_applications
    graph = sparse.coo_array((np.ones(len(members)), (members, n_members + applications)), shape=(size, size))
    return int(csgraph.connected_components(graph, directed=False, return_labels=False)) == 1


def _shared(values: Floats, patterns: NDArray[np.intp]) -> Floats:
    """Give the same to applications that only their names tell apart: the mean of what they drew."""
    return (np.bincount(patterns, values) / np.bincount(patterns))[patterns]


def _interval(ranks: Floats, patterns: NDArray[np.intp], probability: float) -> Floats:
    """Return whole ranks (n, 2) with at least this probability between them, as much outside on each side."""
    tail = (1 - probability) / 2
    found = np.empty((len(patterns), 2))
    for pattern in np.unique(patterns):
        drawn = ranks[:, patterns == pattern]
        found[patterns == pattern, 0] = np.quantile(drawn, tail, method="lower")
        found[patterns == pattern, 1] = np.quantile(drawn, 1 - tail, method="higher")
    return found
