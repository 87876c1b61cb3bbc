"""Which place people most probably mean."""

import math
from enum import IntEnum

# A commune is looked for far more often than what bears its name and holds it; but « Bretagne » is not the village.
INTEREST = {"commune": 50, "departement": 3, "region": 3, "arrondissement": 5, "epci": 1, "ept": 1}
LEAST_INTEREST = 0.5


class Match(IntEnum):
    """How a place answers what was typed, best first."""

    EXACT = 0
    SHORT_NAME = 1  # without its article, its legal form…
    PREFIX = 2
    WORDS = 3
    WORDS_AND_WHERE = 4
    SLIPS = 5


# What a match is worth against a tenfold population: one slip in « Renes » must lead to Rennes, not to Renescure.
WORTH = {
    Match.EXACT: 100.0,
    Match.SHORT_NAME: 7.0,
    Match.PREFIX: 6.0,
    Match.WORDS: 5.0,
    Match.WORDS_AND_WHERE: 4.0,
    Match.SLIPS: 6.0,
}
COST_OF_A_SLIP = 1.5
COST_OF_A_MISSING_LETTER = 0.15


def interest_of(kind: str, population: int | None) -> float:
    """Weigh a place before anything is typed: inhabitants, times how often such places are looked for."""
    return INTEREST.get(kind, LEAST_INTEREST) * ((population or 0) + 1)


def score_of(match: Match, interest: float, *, slips: float = 0, missing: int = 0) -> float:
    """Weigh an answer; `missing` counts the letters that were not typed (yet)."""
    return WORTH[match] + math.log10(interest) - COST_OF_A_SLIP * slips - COST_OF_A_MISSING_LETTER * min(missing, 10)
