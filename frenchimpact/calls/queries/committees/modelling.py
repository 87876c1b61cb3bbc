"""The mixed model of a wave as JSON: computed by the worker, kept by `actions.committees.rankings`, read by pages."""

from dataclasses import dataclass

from frenchimpact.calls.calculations.standing import is_small
from frenchimpact.calls.models import KeptRanking, Wave
from frenchimpact.calls.queries.committees.scores import WaveScores

SEED = 0


@dataclass(frozen=True)
class Modelled:
    """What the model says of one file: points and ranks as in `calculations.ranking.Ranking`."""

    adjusted: float
    expected_rank: float
    interval50: list[int]  # two ranks
    interval90: list[int]
    p_in_places: float


@dataclass(frozen=True)
class WaveModel:
    files: dict[int, Modelled]  # by application
    severity: dict[int, float]  # by member, points: negative is harsh
    adjusted_used: bool
    why_not: list[str]


def result_of(scores: WaveScores, places: int) -> dict[str, object]:
    """Compute the model of these scores, as JSON."""
    from frenchimpact.calls.calculations import calibrate  # noqa: PLC0415  # scipy is brought when it is needed

    found = calibrate(scores.lines, places, SEED)
    numbers = zip(
        found.applications,
        found.adjusted.tolist(),
        found.expected_rank.tolist(),
        found.interval50.astype(int).tolist(),
        found.interval90.astype(int).tolist(),
        found.p_in_places.tolist(),
        strict=True,
    )
    return {
        "files": [list(line) for line in numbers],
        "severity": [[member, points] for member, points in found.severity.items()],
        "adjusted_used": found.adjusted_used,
        "why_not": found.why_not,
    }


def needs_model(scores: WaveScores) -> bool:
    """Say whether there is readings enough for a model; in a small wave the gate is closed, and there is none."""
    return bool(scores.given) and not is_small(scores.by_member)


def model_of(wave: Wave, scores: WaveScores) -> WaveModel | None:
    """Return what was computed of exactly these scores and places; None before the worker has done so."""
    kept = KeptRanking.objects.filter(wave=wave, digest=scores.digest(wave.places or 0)).first()
    if kept is None:
        return None
    told = kept.result
    return WaveModel(
        {line[0]: Modelled(*line[1:]) for line in told["files"]},
        dict(told["severity"]),
        told["adjusted_used"],
        told["why_not"],
    )
