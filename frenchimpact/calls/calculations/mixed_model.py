"""The mixed model of a reading: score[member, application] = mean + merit + severity + noise.

Merit and severity are crossed random effects, all terms normal. Variances are those of restricted maximum likelihood
(Patterson & Thompson, Biometrika 58, 1971, 545-554); effects come from the mixed model equations (Henderson, Biometrics
31, 1975, 423-447), whose inverse is the exact posterior covariance at these variances under a flat prior on the mean.
The block of the applications is diagonal: it is eliminated first, so that nothing larger than the number of members is
ever factored while variances are searched.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

SMALLEST, LARGEST = 1e-6, 1e6  # ratios of variances between which they are searched
STARTS = ((0.0, -1.0), (-3.0, -5.0), (2.0, 1.0))  # logarithms of the ratios (merit, severity) where searches start


@dataclass(frozen=True)
class Readings:
    """Scores with the positions of who gave them and to what; all three of one length, n_scores."""

    members: Ints
    applications: Ints
    scores: Floats  # points

    @property
    def n_members(self) -> int:
        return int(self.members.max()) + 1

    @property
    def n_applications(self) -> int:
        return int(self.applications.max()) + 1


@dataclass(frozen=True)
class Variances:
    """In points squared."""

    merit: float
    severity: float
    noise: float

    @property
    def severity_share(self) -> float:
        """The part of the whole variance that comes from how harsh or lenient readers are, from 0 to 1."""
        whole = self.merit + self.severity + self.noise
        return self.severity / whole if whole > 0 else 0.0


@dataclass(frozen=True)
class Fit:
    variances: Variances
    likelihood_ratio: float  # twice the log of the restricted likelihood with severity over that without
    severity: Floats  # (n_members,) points that a member adds by habit: negative is harsh
    merit_mean: Floats  # (n_applications,) posterior mean of mean + merit, points
    _merit_given_severity: Floats  # (n_applications,) posterior standard deviation once severities are known
    _weights: Floats  # (n_applications, n_members + 1) how merit answers to mean and severities
    _effects_root: Floats  # (n_members + 1, n_members + 1) root of the covariance of mean and severities

    def draws(self, count: int, random: np.random.Generator) -> Floats:
        """Draw merits from their joint posterior: (count, n_applications) points."""
        effects = random.standard_normal((count, self._effects_root.shape[1])) @ self._effects_root.T
        own = random.standard_normal((count, len(self.merit_mean))) * self._merit_given_severity
        drawn: Floats = self.merit_mean + own + effects @ self._weights.T
        return drawn


class _Sums:
    """What the data tell the equations: counts and sums by application, by member and by pair."""

    def __init__(self, readings: Readings) -> None:
        shape = (readings.n_applications, readings.n_members)
        pairs = np.zeros(shape)
        np.add.at(pairs, (readings.applications, readings.members), 1.0)
        self.readings = readings
        self.centre = float(readings.scores.mean())
        self.scores = readings.scores - self.centre  # centred, against cancellation
        self.per_application = pairs.sum(axis=1)
        # one column for the mean, one for each member
        self.design = np.hstack([self.per_application[:, None], pairs])
        self.by_application = np.bincount(readings.applications, self.scores, shape[0])
        by_member = np.bincount(readings.members, self.scores, shape[1])
        self.right = np.concatenate([[self.scores.sum()], by_member])
        self.square = float(self.scores @ self.scores)
        per_member = pairs.sum(axis=0)
        self.normal = np.zeros((shape[1] + 1, shape[1] + 1))
        self.normal[0, 0] = len(self.scores)
        self.normal[0, 1:] = self.normal[1:, 0] = per_member
        self.normal[np.arange(1, shape[1] + 1), np.arange(1, shape[1] + 1)] = per_member


@dataclass(frozen=True)
class _Solution:
    """The mixed model equations solved at given ratios of variances to the noise."""

    shrink: Floats  # (n_applications,) 1 / (readings + noise / merit)
    factor: tuple[Floats, bool]  # Cholesky factor of what is left for mean and severities
    effects: Floats  # (n_members + 1,) mean and severities
    noise: float  # residual variance that maximises the restricted likelihood at these ratios
    log_likelihood: float  # restricted, up to a constant


def fit_mixed_model(readings: Readings) -> Fit:
    """Fit the model; needs at least two scores, not all equal."""
    sums = _Sums(readings)
    with_severity = _search(sums, severity=True)
    without = _search(sums, severity=False)
    ratios = max(with_severity, without, key=lambda found: found[2])
    solution = _solve(sums, *ratios[:2])
    ratio = max(0.0, 2 * (with_severity[2] - without[2]))
    return _fit(sums, ratios[:2], solution, ratio)


def _search(sums: _Sums, *, severity: bool) -> tuple[float, float, float]:
    """Return the ratios (merit, severity) of greatest restricted likelihood, and its logarithm."""

    def cost(logs: Floats) -> float:
        return -_solve(sums, float(np.exp(logs[0])), float(np.exp(logs[1])) if severity else 0.0).log_likelihood

    unknowns = 2 if severity else 1
    edges = [(np.log(SMALLEST), np.log(LARGEST))] * unknowns
    found = [optimize.minimize(cost, start[:unknowns], method="L-BFGS-B", bounds=edges) for start in STARTS]
    best = min(found, key=lambda each: round(float(each.fun), 9))  # of equals, the first
    merit, *hardness = np.exp(best.x).tolist()
    return merit, hardness[0] if severity else 0.0, -float(best.fun)


def _solve(sums: _Sums, merit: float, severity: float) -> _Solution:
    """Solve at these ratios of variances to the noise; a severity ratio of 0 leaves the mean alone."""
    size = len(sums.right) if severity > 0 else 1
    shrink = 1 / (sums.per_application + 1 / merit)
    design = sums.design[:, :size]
    left = sums.normal[:size, :size] - design.T @ (shrink[:, None] * design)
    if severity > 0:
        left[np.arange(1, size), np.arange(1, size)] += 1 / severity
    right = sums.right[:size] - design.T @ (shrink * sums.by_application)
    factor = linalg.cho_factor(left, lower=True, check_finite=False)
    effects = linalg.cho_solve(factor, right, check_finite=False)
    freedom = len(sums.scores) - 1
    rest = sums.square - sums.by_application @ (shrink * sums.by_application) - effects @ right
    noise = max(float(rest), 1e-12 * sums.square) / freedom
    log_determinant = 2 * np.log(np.diag(factor[0])).sum() - np.log(shrink).sum() + len(shrink) * np.log(merit)
    if severity > 0:
        log_determinant += (size - 1) * np.log(severity)
    likelihood = -0.5 * (float(log_determinant) + freedom * np.log(noise))
    return _Solution(shrink, factor, effects, noise, likelihood)


def _fit(sums: _Sums, ratios: tuple[float, float], solution: _Solution, likelihood_ratio: float) -> Fit:
    merit, severity = ratios
    size = len(solution.effects)
    design = sums.design[:, :size]
    # merit given the effects: shrink * (sum of scores - design @ effects); what is ranked is mean + merit
    weights = -solution.shrink[:, None] * design
    weights[:, 0] += 1
    merits = solution.shrink * sums.by_application + weights @ solution.effects
    root = np.sqrt(solution.noise) * linalg.solve_triangular(solution.factor[0], np.eye(size), lower=True).T
    return Fit(
        variances=Variances(merit * solution.noise, severity * solution.noise, solution.noise),
        likelihood_ratio=likelihood_ratio,
        severity=solution.effects[1:] if size > 1 else np.zeros(sums.readings.n_members),
        merit_mean=merits + sums.centre,
        _merit_given_severity=np.sqrt(solution.noise * solution.shrink),
        _weights=weights,
        _effects_root=root,
    )
