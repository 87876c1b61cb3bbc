"""Finding a place whose name is mistyped, beside a lookup by primary key on the same connection."""

import random
import statistics
import string
import time

from django.db import connection

from benchmarks.measures import Line, percentile
from frenchimpact.geography.models import Commune
from frenchimpact.geography.queries.finder import find_places

PART = "Finder"
QUERIES = 1000
SEED = 2026
SHORTEST = 5
LEAST_PEOPLE = 500


def measure() -> list[Line]:
    chosen = _queries()
    lookups, finds, firsts, tens = [], [], 0, 0
    for query, code, name in chosen:
        lookups.append(_look_up(code))
        begun = time.perf_counter()
        found = find_places(query)
        finds.append(time.perf_counter() - begun)
        names = [place.name for place in found]
        firsts += names[:1] == [name]
        tens += name in names
    floor = statistics.median(lookups)
    more = {
        "p95": f"{1000 * percentile(finds, 0.95):.1f} ms",
        "found first": f"{100 * firsts / len(chosen):.1f} %",
        "in the first ten": f"{100 * tens / len(chosen):.1f} %",
    }
    what = f"{len(chosen)} names with one typo (seed {SEED}), median"
    return [
        Line(PART, "floor: SELECT by primary key, median", floor),
        Line(PART, what, statistics.median(finds), floor, "SELECT by key", more=more),
    ]


def _look_up(code: str) -> float:
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM geography_commune WHERE code = %s", [code])
        cursor.fetchone()
    return time.perf_counter() - begun


def _queries() -> list[tuple[str, str, str]]:
    """Draw communes, and a slip of the fingers in the name of each."""
    chance = random.Random(SEED)  # noqa: S311  # the same every time, on purpose
    known = Commune.objects.filter(population__gte=LEAST_PEOPLE).order_by("code").values_list("code", "name")
    long_enough = [(code, name) for code, name in known if len(name) >= SHORTEST]
    return [(_mistyped(name, chance), code, name) for code, name in chance.sample(long_enough, QUERIES)]


def _mistyped(name: str, chance: random.Random) -> str:
    """Drop, double, replace or swap one letter, never the first."""
    at, letter = chance.randrange(1, len(name) - 1), chance.choice(string.ascii_lowercase)
    before, here, after = name[:at], name[at], name[at + 1 :]
    slips = [
        before + after,
        before + here + here + after,
        before + letter + after,
        before + after[0] + here + after[1:],
    ]
    return chance.choice(slips)
