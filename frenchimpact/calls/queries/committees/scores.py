"""The scores that were handed over in a wave, whole: what rankings, agreement and minutes are made of."""

from collections import defaultdict
from dataclasses import dataclass

from frenchimpact.assessments.models import Criterion
from frenchimpact.assessments.queries import last_sealed_of
from frenchimpact.calls.calculations.digests import digest_of
from frenchimpact.calls.models import Reading, Stage, Wave

READ = [Stage.IN_REVIEW, Stage.PROPOSED, Stage.ACCEPTED, Stage.REJECTED]


@dataclass(frozen=True)
class Given:
    """What one member gave to one file: points by criterion, and their weighted mean, unrounded."""

    reading: Reading
    points: dict[str, int]
    mean: float


@dataclass(frozen=True)
class WaveScores:
    given: list[Given]
    criteria: list[Criterion]  # of the newest version that was read with
    waiting: int  # readings that are not handed over yet

    @property
    def by_application(self) -> dict[int, list[Given]]:
        found: dict[int, list[Given]] = defaultdict(list)
        for one in self.given:
            found[one.reading.application_id].append(one)
        return dict(found)

    @property
    def by_member(self) -> dict[int, int]:
        """How many files each member scored."""
        counted: dict[int, int] = defaultdict(int)
        for one in self.given:
            counted[one.reading.member_id] += 1
        return dict(counted)

    @property
    def lines(self) -> list[tuple[int, int, float]]:
        """What `calibrate` takes: member, application, score."""
        return [(one.reading.member_id, one.reading.application_id, one.mean) for one in self.given]

    def digest(self, places: int) -> str:
        return digest_of([places, sorted(self.lines)])


def scores_of_wave(wave: Wave) -> WaveScores:
    """Read what was handed over of the files that the committee reads or has read, in four questions."""
    rows = Reading.objects.filter(application__wave=wave, application__stage__in=READ)
    handed_over = list(rows.handed_over().select_related("member__person", "assessment").order_by("pk"))
    last = last_sealed_of(one.assessment for one in handed_over)
    versions: dict[int, list[Criterion]] = defaultdict(list)
    for one in Criterion.objects.filter(version__in={one.assessment.version_id for one in handed_over}):
        versions[one.version_id].append(one)
    given = [
        Given(one, found.scores, _mean(found.scores, versions[one.assessment.version_id]))
        for one in handed_over
        if (found := last.get(one.assessment_id))
    ]
    return WaveScores(given, versions[max(versions)] if versions else [], rows.waiting().count())


def _mean(points: dict[str, int], criteria: list[Criterion]) -> float:
    weights = {one.key: one.weight for one in criteria if one.key in points}
    return sum(points[key] * weight for key, weight in weights.items()) / sum(weights.values())
