"""The picture of a ranking: one line a file, ready for SVG; the words beside it say the same."""

from dataclasses import dataclass

from frenchimpact.calls.calculations.standing import Standing
from frenchimpact.calls.queries.committees import reasons
from frenchimpact.calls.queries.committees.rankings import Ranked, WaveRanking

HIGHEST = 5  # points
COLOURS = {
    Standing.ABOVE: ("green", "nettement au-dessus"),
    Standing.OPEN: ("ochre", "à délibérer"),
    Standing.BELOW: ("coral", "nettement en dessous"),
}


@dataclass(frozen=True)
class Band:
    """A part of a line, in hundredths of its width."""

    x: str
    width: str

    @classmethod
    def between(cls, start: float, end: float) -> "Band":
        return cls(f"{start:.2f}", f"{max(end - start, 0.8):.2f}")


@dataclass(frozen=True)
class Row:
    ranked: Ranked
    tone: str
    standing: str
    wide: Band  # where it is nine times in ten; without a model, from its lowest to its highest score
    narrow: Band | None  # where it is half the time
    marks: list[Band]  # its expected rank; without a model, each score
    told: str
    habit: str
    divided: str


@dataclass(frozen=True)
class Picture:
    rows: list[Row]
    line: Band | None  # the last place
    first: str  # what stands at the left and at the right end
    last: str


def picture_of(ranking: WaveRanking) -> Picture:
    """Draw ranks where there is a model, scores where there is none."""
    count = len(ranking.files) + len(ranking.hidden)
    rows = [_row(one, count, adjusts=ranking.adjusts) for one in ranking.files]
    if ranking.model:
        places = ranking.wave.places or 0
        line = _mark(100 * places / count) if 0 < places < count and not ranking.unfinished else None
        return Picture(rows, line, "1er", reasons.rank(count))
    return Picture(rows, _mark(_of_points(ranking.line)) if ranking.line is not None else None, "0", "5")


def _row(one: Ranked, count: int, *, adjusts: bool) -> Row:
    tone, standing = COLOURS[one.standing] if one.standing else ("grey", "")
    habit = reasons.habit_in_words(one.habit) if adjusts else ""
    words = (reasons.place_in_words(one), habit, reasons.division_in_words(one))
    if one.model is None:
        wide = Band.between(_of_points(one.lowest), _of_points(one.highest))
        return Row(one, tone, standing, wide, None, [_mark(_of_points(each.mean)) for each in one.given], *words)
    wide, narrow = (_cells(span[0], span[1], count) for span in (one.model.interval90, one.model.interval50))
    return Row(one, tone, standing, wide, narrow, [_mark(100 * (one.model.expected_rank - 0.5) / count)], *words)


def _cells(low: int, high: int, count: int) -> Band:
    return Band.between(100 * (low - 1) / count, 100 * high / count)


def _mark(at: float) -> Band:
    return Band(f"{min(max(at - 0.4, 0), 99.2):.2f}", "0.8")


def _of_points(value: float) -> float:
    return 100 * value / HIGHEST
