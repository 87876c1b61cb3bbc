"""The mark of whoever has no picture of its own: its initials on a small map of its own, the same for ever."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from html import escape
from math import cos, pi, sin

TINTS = ("#1b4b8f", "#1f6f48", "#6b3fa0", "#835c00", "#96290f", "#1b5a66", "#14213d")
SMALL_WORDS = frozenset(
    {"l", "d", "le", "la", "les", "de", "du", "des", "un", "une", "et", "à", "au", "aux", "en", "pour"}
)
SIDE = 96
RINGS = (15, 27, 40, 54, 70)  # mean radius of each contour line
SPOKES = 14


@lru_cache(maxsize=4096)
def mark_of(name: str) -> str:
    """Draw as SVG the initials of a name above contour lines that its letters alone decide."""
    seed = sha256(name.encode()).digest()
    tint = TINTS[seed[0] % len(TINTS)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}" '
        f'aria-hidden="true" focusable="false"><rect width="{SIDE}" height="{SIDE}" fill="{tint}"/>'
        f'<path d="{"".join(_contours(seed))}" fill="none" stroke="#fffdf8" stroke-opacity=".34" stroke-width="1.6"/>'
        '<text x="48" y="62" font-family="Bricolage Grotesque, Trebuchet MS, sans-serif" font-weight="700" '
        f'font-size="40" text-anchor="middle" fill="#fffdf8">{escape(initials_of(name))}</text></svg>'
    )


def initials_of(name: str) -> str:
    """Give the first letters of the first two words that tell something: « Les Ateliers du Pont » → AP."""
    words = "".join(letter if letter.isalnum() else " " for letter in name).split()
    telling = [word for word in words if word.casefold() not in SMALL_WORDS] or words
    return "".join(word[0] for word in telling[:2]).upper() or "?"


def _contours(seed: bytes) -> Iterator[str]:
    """Draw closed curves around a summit that stands somewhere in a corner, each a little less regular."""
    angle = seed[1] / 256 * 2 * pi
    east, north = SIDE / 2 + 26 * cos(angle), SIDE / 2 + 26 * sin(angle)
    waves = [(order, seed[order + 1] / 256 * 2 * pi, (0.16, 0.12, 0.07)[order - 1]) for order in (1, 2, 3)]
    for radius in RINGS:
        turns = [2 * pi * spoke / SPOKES for spoke in range(SPOKES)]
        reach = [radius * (1 + sum(size * sin(order * turn + at) for order, at, size in waves)) for turn in turns]
        points = [(east + r * cos(turn), north + r * sin(turn)) for r, turn in zip(reach, turns, strict=True)]
        yield _smooth(points)


def _smooth(points: list[tuple[float, float]]) -> str:
    """Join points by a curve that bends at each and passes between them."""
    following = [*points[1:], points[0]]
    middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(points, following, strict=True)]
    bends = zip(following, [*middles[1:], middles[0]], strict=True)
    drawn = "".join(f"Q{x:.0f} {y:.0f} {east:.0f} {north:.0f}" for (x, y), (east, north) in bends)
    return f"M{middles[0][0]:.0f} {middles[0][1]:.0f}{drawn}z"
