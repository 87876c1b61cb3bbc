"""The ranking of a wave as the chair and the team read it: three colours, disagreements, and why this rank."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from frenchimpact.accounts.models import User
from frenchimpact.assessments.models import Criterion
from frenchimpact.calls.calculations.agreement import RELIABLE, TENTATIVE, krippendorff_alpha
from frenchimpact.calls.calculations.standing import (
    Standing,
    line_at,
    standing_by_chance,
    standings_without_model,
)
from frenchimpact.calls.models import Application, Committee, Wave
from frenchimpact.calls.queries.committees.meetings import unfinished_files
from frenchimpact.calls.queries.committees.modelling import Modelled, WaveModel, model_of, needs_model
from frenchimpact.calls.queries.committees.readings import still_to_score
from frenchimpact.calls.queries.committees.scores import READ, Given, WaveScores, scores_of_wave
from frenchimpact.calls.queries.committees.waves import tied_files

DISAGREE = 1.5  # points between the lowest and the highest reader of a file, from which it is told


@dataclass(frozen=True)
class Ranked:
    """A file in the ranking, with what explains its rank."""

    application: Application
    standing: Standing | None  # None before the number of places is fixed
    mean: float
    given: list[Given]
    divided: str  # the criterion on which its readers are furthest apart
    divided_by: int  # points
    model: Modelled | None = None
    habit: float = 0.0  # mean severity of its readers, points: negative is harsh

    @property
    def lowest(self) -> float:
        return min(one.mean for one in self.given)

    @property
    def highest(self) -> float:
        return max(one.mean for one in self.given)

    @property
    def disagrees(self) -> bool:
        return self.highest - self.lowest >= DISAGREE


@dataclass(frozen=True)
class Agreement:
    criterion: Criterion
    alpha: float | None

    @property
    def told(self) -> str:
        if self.alpha is None:
            return "on ne peut rien en dire"
        if self.alpha >= RELIABLE:
            return "les lecteurs s’accordent"
        return "accord fragile" if self.alpha >= TENTATIVE else "accord insuffisant pour conclure sur ce seul critère"


@dataclass(frozen=True)
class WaveRanking:
    wave: Wave
    files: list[Ranked]  # from the best on, without those that whoever looks must not see
    hidden: list[Application]  # a tie keeps whoever looks from these, or they have not scored them themselves yet
    agreement: list[Agreement]
    habits: list[tuple[str, int, float]]  # member, readings, severity: only where the adjustment is used
    line: float | None  # points, in a small wave of which nothing is to come
    model: WaveModel | None
    is_computing: bool  # there is readings enough for a model, and the worker has not answered yet
    handed_over: int
    waiting: int
    unfinished: int  # files that may still come into the ranking, or move in it

    @property
    def adjusts(self) -> bool:
        return self.model is not None and self.model.adjusted_used

    def of(self, standing: Standing) -> list[Ranked]:
        return [one for one in self.files if one.standing == standing]


def ranking_of(committee: Committee, wave: Wave, viewer: User, at: datetime) -> WaveRanking:
    """Rank a wave for whoever follows it, in as many questions for any number of files.

    The files that the viewer must not see count in the ranking, and have no line in it; nor are there sums from which
    theirs would follow.
    """
    scores, model, files = whole_ranking_of(wave)
    hidden = _hidden(committee, [one.application for one in files], viewer, at)
    unfinished = unfinished_files(wave).count()
    means = [] if unfinished else [one.mean for one in files]
    found = WaveRanking(
        wave=wave,
        files=[one for one in files if one.application.pk not in hidden],
        hidden=[one.application for one in files if one.application.pk in hidden],
        agreement=_agreement(scores),
        habits=_habits(scores, model),
        line=line_at(means, wave.places) if wave.places and model is None else None,
        model=model,
        is_computing=needs_model(scores) and model is None,
        handed_over=len(scores.given),
        waiting=scores.waiting,
        unfinished=unfinished,
    )
    return _without_sums(found) if hidden else found


def _without_sums(ranking: WaveRanking) -> WaveRanking:
    """Keep colours and raw scores only: all the rest would tell of one hidden file.

    Ranks and chances add up to known numbers, the bar is between two means, alpha and habits come from every score.
    """
    files = sorted((replace(one, model=None, habit=0.0) for one in ranking.files), key=_order)
    return replace(ranking, files=files, agreement=[], habits=[], line=None, model=None)


def whole_ranking_of(wave: Wave) -> tuple[WaveScores, WaveModel | None, list[Ranked]]:
    """Rank all files of a wave, whoever asks: for what is written down, never for a page."""
    scores = scores_of_wave(wave)
    model = model_of(wave, scores) if needs_model(scores) else None
    return scores, model, _ranked(wave, scores, model, _applications(wave, scores))


def _applications(wave: Wave, scores: WaveScores) -> dict[int, Application]:
    rows = Application.objects.filter(wave=wave, stage__in=READ, pk__in=scores.by_application)
    return {one.pk: one for one in rows.select_related("collective__lead", "collective__perimeter", "organisation")}


def _hidden(committee: Committee, files: Sequence[Application], viewer: User, at: datetime) -> set[int]:
    """Say which files have no line: those of a tie, and those that the viewer has still to score."""
    return tied_files(committee, files, viewer, at) | still_to_score(files, viewer)


def _ranked(
    wave: Wave, scores: WaveScores, model: WaveModel | None, applications: dict[int, Application]
) -> list[Ranked]:
    standings = _standings(wave, scores, model)
    found = []
    for pk, each in scores.by_application.items():
        modelled = model.files[pk] if model else None
        habits = [model.severity[one.reading.member_id] for one in each] if model else [0.0]
        found.append(
            Ranked(
                applications[pk],
                standings[pk] if wave.places else None,
                sum(one.mean for one in each) / len(each),
                each,
                *_divided(each, scores.criteria),
                modelled,
                sum(habits) / len(habits),
            )
        )
    return sorted(found, key=_order)


def _standings(wave: Wave, scores: WaveScores, model: WaveModel | None) -> dict[int, Standing]:
    """Colour each file; nothing is clear as long as a file may still come in, nor where there is room for all."""
    given, places = scores.by_application, wave.places or 0
    is_whole = not unfinished_files(wave).exists()
    if not is_whole or not 0 < places < len(given):
        return dict.fromkeys(given, Standing.OPEN)
    if model:
        return {pk: standing_by_chance(model.files[pk].p_in_places) for pk in given}
    return standings_without_model({pk: [one.mean for one in each] for pk, each in given.items()}, places)


def _order(one: Ranked) -> tuple[float, float, int]:
    """Put the best expected rank first, the best raw mean where there is no model."""
    return (one.model.expected_rank if one.model else 0.0, -one.mean, one.application.pk)


def _divided(given: Sequence[Given], criteria: Sequence[Criterion]) -> tuple[str, int]:
    gaps = [
        (max(points) - min(points), one.title)
        for one in criteria
        if (points := [each.points[one.key] for each in given if one.key in each.points])
    ]
    gap, title = max(gaps, key=lambda each: each[0], default=(0, ""))
    return title, gap


def _agreement(scores: WaveScores) -> list[Agreement]:
    by_application = scores.by_application.values()
    return [
        Agreement(
            one,
            krippendorff_alpha(
                [[each.points[one.key] for each in given if one.key in each.points] for given in by_application]
            ),
        )
        for one in scores.criteria
    ]


def _habits(scores: WaveScores, model: WaveModel | None) -> list[tuple[str, int, float]]:
    """Name the members from the harshest on, with what they read; nobody where habits are not corrected."""
    if model is None or not model.adjusted_used:
        return []
    names = {one.reading.member_id: str(one.reading.member) for one in scores.given}
    counts = scores.by_member
    rows = [(names[pk], counts[pk], points) for pk, points in model.severity.items()]
    return sorted(rows, key=lambda row: row[2])
