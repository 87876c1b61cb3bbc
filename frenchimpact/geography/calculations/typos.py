"""Slips of the keyboard: which words are near a word, by deletions (W. Garbe, « SymSpell », 2012)."""

import re
from functools import lru_cache
from zlib import crc32

from frenchimpact.geography.calculations.names import telling_words

SHORTEST = 3  # below, everything is near everything
LONGEST = 13  # a longer key is compared word by word: fewer marks to keep
MOST_WORDS = 3
LONGEST_WORD = 30  # no place has a longer one: a stranger's 300 letters would cost seconds of index and find nothing
DOUBLED = re.compile(r"(.)\1")


def deletions_of(key: str) -> frozenset[int]:
    """Give the marks to keep for a key: of the whole, or of its words where it is long (near the limit, both)."""
    marks = _marks(key) if len(key) <= LONGEST + 1 else frozenset()
    if len(key) >= LONGEST:
        marks = marks.union(*map(_marks, telling_words(key)))
    return marks


def deletions_asked(key: str) -> list[frozenset[int]]:
    """Give the sets of marks of which a near key holds one each; an empty set finds nothing."""
    if len(key) <= LONGEST:
        return [_marks(key)]
    words = sorted(telling_words(key), key=len, reverse=True)[:MOST_WORDS]
    return [_marks(word) for word in words if SHORTEST <= len(word) <= LONGEST_WORD] or [frozenset()]


@lru_cache(maxsize=4096)  # « saint » comes four thousand times
def _marks(word: str) -> frozenset[int]:
    """Give signed 32-bit marks of the word and of each word with one letter less.

    Two words one slip apart (a letter missing, added, replaced, or two swapped) share a mark.
    """
    if not SHORTEST <= len(word) <= LONGEST_WORD:
        return frozenset()
    letters = word.encode("ascii")
    shorter = [crc32(letters[:at] + letters[at + 1 :]) - (1 << 31) for at in range(len(letters))]
    return frozenset({crc32(letters) - (1 << 31), *shorter})


def slips_between(typed: str, name: str, *, at_most: int) -> tuple[int, int]:
    """Count the slips from what is typed to the name, and to the nearest beginning of it.

    Slips are those of optimal string alignment; a count above `at_most` is given as one more than it.
    """
    before: list[int] = []
    last = list(range(len(name) + 1))
    for row, letter in enumerate(typed, 1):
        line = [row]
        for column, its in enumerate(name[: row + at_most], 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == name[column - 2] and typed[row - 2] == its:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        if min(line) > at_most:
            return at_most + 1, at_most + 1
        before, last = last, [*line, *[at_most + 1] * (len(name) + 1 - len(line))]
    return min(last[-1], at_most + 1), min(*last, at_most + 1)


def gravity_of(typed: str, name: str, slips: int) -> float:
    """Weigh the slips: a letter doubled or not, or two swapped, are likelier than another letter; the first, least."""
    if slips and DOUBLED.sub(r"\1", typed) == DOUBLED.sub(r"\1", name):
        return 0.4 * slips
    weight = 0.8 if sorted(typed) == sorted(name) else 1.0
    return weight * slips + (0.6 if typed[:1] != name[:1] else 0)
