"""How well somebody would read something: shared themes, and texts that speak of the same things.

Texts are compared by TF-IDF and cosine (Salton & Buckley, Information Processing & Management 24, 1988, 513-523). What
is not known (no theme, no text) counts for the middle, never for nothing.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NEUTRAL = 0.5
THEMES, TEXTS = 0.7, 0.3  # what each part counts for
LONG_ENOUGH = 4  # letters: shorter words say little
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Fit:
    """Arrays (n_members, n_applications) from 0 to 1; `total` weighs the two others."""

    themes: Floats
    texts: Floats

    @property
    def total(self) -> Floats:
        return THEMES * self.themes + TEXTS * self.texts


def fit_of(
    skills: Sequence[set[int]], subjects: Sequence[set[int]], told: Sequence[str], written: Sequence[str]
) -> Fit:
    """Compare members (their skills, what their organisation tells) with applications (subjects, what is written)."""
    themes = np.array([[_overlap(mine, theirs) for theirs in subjects] for mine in skills], dtype=float)
    vectors = _tf_idf([*told, *written])
    mine, theirs = vectors[: len(told)], vectors[len(told) :]
    texts = np.array([[_cosine(one, other) for other in theirs] for one in mine], dtype=float)
    shape = (len(skills), len(subjects))
    return Fit(themes.reshape(shape), texts.reshape(shape))


def _overlap(skills: set[int], subjects: set[int]) -> float:
    if not skills or not subjects:
        return NEUTRAL
    return len(skills & subjects) / min(len(skills), len(subjects))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return [word for word in WORD.findall(plain) if len(word) >= LONG_ENOUGH]


def _tf_idf(texts: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(_words(text)) for text in texts]
    documents = Counter(word for one in counts for word in one)
    rarity = {word: math.log((1 + len(texts)) / (1 + seen)) + 1 for word, seen in documents.items()}
    return [{word: (1 + math.log(times)) * rarity[word] for word, times in one.items()} for one in counts]


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    if not one or not other:
        return NEUTRAL
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
