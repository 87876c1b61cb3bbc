"""The order in which a wave is computed, fixed by its scores alone: other names give the same draws, so the same ranks.

Colours of a graph of readers and files are refined until they say no more (Weisfeiler & Leman, 1968). Readers whom they
leave alike are told apart one at a time: whichever comes first, the numbers are the same (save in regular patterns
without a single different score, which people do not make).
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise

Member = Hashable
Application = Hashable
Score = tuple[Member, Application, float]
Ranks = dict[Member, int]  # equal for those who are alike
Seen = tuple[tuple[int, float], ...]  # what a file was given: rank of the reader and score


def placed_by_scores(scores: Sequence[Score]) -> tuple[list[Member], list[Application], list[int]]:
    """Return members and applications in their order, and for each application the number of its scores' pattern.

    Of applications of one number, whose numbers must be the same, nothing but the names differs.
    """
    by_member: dict[Member, list[tuple[Application, float]]] = defaultdict(list)
    for member, application, score in sorted(scores, key=lambda line: (str(line[0]), str(line[1]))):
        by_member[member].append((application, score))
    ranks = _refined(dict.fromkeys(by_member, 0), by_member)
    patterns = _seen(ranks, by_member)
    while (alike := _alike(ranks)) is not None:
        ranks = _refined({**{each: 2 * rank + 1 for each, rank in ranks.items()}, alike: 2 * ranks[alike]}, by_member)
    seen = _seen(ranks, by_member)
    applications = sorted(seen, key=lambda each: (seen[each], str(each)))
    return sorted(ranks, key=ranks.__getitem__), applications, _numbers([patterns[each] for each in applications])


def placed_by_names(scores: Sequence[Score]) -> tuple[list[Member], list[Application], list[int]]:
    """Return the same in the order of names, as the first records were computed: no two applications are one."""
    applications = sorted({line[1] for line in scores}, key=str)
    return sorted({line[0] for line in scores}, key=str), applications, list(range(len(applications)))


def _refined(ranks: Ranks, by_member: Mapping[Member, Sequence[tuple[Application, float]]]) -> Ranks:
    """Tell members apart by what they gave, and by what others gave to the same files, until nothing more differs."""
    while True:
        seen = _seen(ranks, by_member)
        told = {
            member: (ranks[member], *sorted((score, seen[each]) for each, score in given))
            for member, given in by_member.items()
        }
        again = dict(zip(told, _numbers(list(told.values())), strict=True))
        if len(set(again.values())) == len(set(ranks.values())):
            return again
        ranks = again


def _seen(ranks: Ranks, by_member: Mapping[Member, Sequence[tuple[Application, float]]]) -> dict[Application, Seen]:
    found: dict[Application, list[tuple[int, float]]] = defaultdict(list)
    for member, given in by_member.items():
        for application, score in given:
            found[application].append((ranks[member], score))
    return {application: tuple(sorted(each)) for application, each in found.items()}


def _alike(ranks: Ranks) -> Member | None:
    """Return a member of the first rank that several hold; None where each has their own."""
    members = sorted(ranks, key=ranks.__getitem__)
    return next((one for one, other in pairwise(members) if ranks[one] == ranks[other]), None)


def _numbers(keys: Sequence[tuple[object, ...]]) -> list[int]:
    """Give each its number in their order, equal ones the same."""
    number = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [number[key] for key in keys]
