"""Find a place as people write it: with slips, without accents, half typed, by its code or its postcode."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from string import digits
from typing import Any

from django.db import connection

from frenchimpact.geography.calculations.names import key_of, telling_words
from frenchimpact.geography.calculations.ranking import Match, interest_of, score_of
from frenchimpact.geography.calculations.typos import deletions_asked, gravity_of, slips_between
from frenchimpact.geography.models import PlaceKind

ALL_KINDS: frozenset[PlaceKind] = frozenset(PlaceKind)
LONGEST_QUERY = 150
MOST_RESULTS = 100
MOST_SLIPS = 3
LETTERS_PER_SLIP = 8  # below, a name may hold one slip, from there two
SPARE = 30  # candidates read beyond what is asked, to rank them better than the table does
UNREADABLE = frozenset("\0\N{REPLACEMENT CHARACTER}")

COLUMNS = "kind, code, name, key, departement_code, departement_name, population, postcodes, leads_to, leads_to_name"
# Each branch walks one index and stops early: rows are numbered by interest, so the first are the best.
BRANCH = "(SELECT id FROM geography_placename WHERE {} AND kind = ANY(%(kinds)s) ORDER BY id LIMIT %(most)s)"
# Near names are few: the index fetches them all before they are put in order.
BY_SLIPS = """
(SELECT id FROM (SELECT id, kind FROM geography_placename WHERE {} OFFSET 0) AS near
 WHERE kind = ANY(%(kinds)s) ORDER BY id LIMIT %(most)s)
"""
ROWS = f"SELECT {COLUMNS} FROM geography_placename WHERE id IN ({{}}) ORDER BY id"  # noqa: S608  # a constant
IS_DESIGNATED = "codes && ARRAY[%(code)s]::varchar[]"
BY_CODE = ROWS.format(
    BRANCH.format(IS_DESIGNATED) + " UNION ALL " + BRANCH.format(IS_DESIGNATED + " AND code = %(code)s")
)
BY_KEY = [
    BRANCH.format(condition) for condition in ("key = %(key)s", "key LIKE %(prefix)s", "words @@ %(words)s::tsquery")
]
BY_WHERE = BRANCH.format("words @@ %(words_and_where)s::tsquery")
BY_LIKENESS = f"""
SELECT {COLUMNS} FROM geography_placename WHERE key %% %(key)s AND kind = ANY(%(kinds)s)
ORDER BY similarity(key, %(key)s) DESC, id LIMIT %(most)s
"""  # noqa: S608  # a constant


@dataclass(frozen=True)
class FoundPlace:
    """A place that answers; `population` is None where INSEE gives none, `leads_to` is today’s commune, or empty."""

    kind: PlaceKind
    code: str
    name: str
    departement_code: str
    departement_name: str
    population: int | None
    postcodes: tuple[str, ...]
    leads_to: str
    leads_to_name: str


@dataclass(frozen=True)
class _Candidate:
    place: FoundPlace
    key: str  # under which it was found


@dataclass(frozen=True)
class _Answer:
    candidate: _Candidate
    slips: int
    score: float


def find_places(query: str, *, kinds: Collection[PlaceKind] = ALL_KINDS, limit: int = 10) -> list[FoundPlace]:
    """Give the places that a query may mean, the most probable first; at most two database queries.

    A query that is empty, unreadable or far too long finds nothing.
    """
    if len(query) > LONGEST_QUERY or UNREADABLE.intersection(query) or limit < 1:
        return []
    key, code = key_of(query), "".join(query.split()).upper()
    if not key or not kinds:
        return []
    limit = min(limit, MOST_RESULTS)
    is_code = code.isalnum() and any(digit in code for digit in digits)
    if is_code and (found := _by_code(code, kinds, limit)):
        return found
    return _by_name(key, kinds, limit)


def _by_code(code: str, kinds: Collection[PlaceKind], limit: int) -> list[FoundPlace]:
    candidates = _candidates(BY_CODE, kinds, code=code, most=limit + SPARE)
    candidates.sort(key=lambda candidate: _order_of_code(candidate.place, code))
    # A number that is first a postcode may also be an INSEE code: that place must not be lost among the others.
    for at, candidate in enumerate(candidates):
        if candidate.place.code == code and candidate.place.kind != PlaceKind.FORMER_COMMUNE and at > 1:
            candidates.insert(1, candidates.pop(at))
            break
    return _without_repeats(candidates, limit)


def _order_of_code(place: FoundPlace, code: str) -> int:
    """Order what a number may designate; where it is both, people mean the postcode (« 69003 » is Lyon 3e)."""
    if code in place.postcodes:
        return 0 if place.kind == PlaceKind.ARRONDISSEMENT or place.code == code else 1
    if place.code == code:
        return 3 if place.kind in {PlaceKind.REGION, PlaceKind.FORMER_COMMUNE} else 2
    return 4


def _by_name(key: str, kinds: Collection[PlaceKind], limit: int) -> list[FoundPlace]:
    branches = [*BY_KEY]
    asked: dict[str, str | int | list[int]] = {
        "key": key,
        "prefix": f"{key}%",
        "words": _tsquery(key, label="A"),
        "most": limit + SPARE,
    }
    if " " in key:
        branches.append(BY_WHERE)
        asked["words_and_where"] = _tsquery(key, label="")
    near: dict[str, str | int | list[int]] = {
        f"slips{at}": sorted(marks) for at, marks in enumerate(deletions_asked(key))
    }
    branches.append(BY_SLIPS.format(" AND ".join(f"deletions && %({name})s::int[]" for name in near)))
    answers = _ranked(_candidates(ROWS.format(" UNION ALL ".join(branches)), kinds, **asked, **near), key)
    if not answers or answers[0].slips > 1:
        answers = _ranked(_candidates(BY_LIKENESS, kinds, key=key, most=limit + SPARE), key) or answers
    return _without_repeats([answer.candidate for answer in answers], limit)


def _tsquery(key: str, *, label: str) -> str:
    """Ask for all telling words, in any order; the last may be half typed. Keys hold a–z, 0–9 and spaces only."""
    words = telling_words(key)
    is_unfinished = key.endswith(words[-1])
    return " & ".join(
        [*(f"{word}:{label}" for word in words[:-1]), f"{words[-1]}:{label}{'*' if is_unfinished else ''}"]
    )


def _candidates(sql: str, kinds: Collection[PlaceKind], **asked: str | int | list[int]) -> list[_Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"kinds": [kind.value for kind in kinds], **asked})
        names = COLUMNS.split(", ")
        return [_candidate(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _candidate(row: dict[str, Any]) -> _Candidate:
    key = row.pop("key")
    row["kind"], row["postcodes"] = PlaceKind(row["kind"]), tuple(row["postcodes"])
    return _Candidate(FoundPlace(**row), key)


def _ranked(candidates: Iterable[_Candidate], key: str) -> list[_Answer]:
    answers = [answer for candidate in candidates if (answer := _answer(candidate, key))]
    return sorted(answers, key=lambda answer: -answer.score)


def _answer(candidate: _Candidate, key: str) -> _Answer | None:
    """Say how a candidate answers the key, or None where it does not."""
    interest = interest_of(candidate.place.kind.value, candidate.place.population)
    match, slips, missing = _match(candidate, key)
    if match is None:
        return None
    gravity = gravity_of(key, candidate.key, slips)
    return _Answer(candidate, slips, score_of(match, interest, slips=gravity, missing=missing))


def _match(candidate: _Candidate, key: str) -> tuple[Match | None, int, int]:
    """Give the match, the slips, the letters not typed."""
    its, missing, words = candidate.key, max(len(candidate.key) - len(key), 0), telling_words(key)
    if its == key:
        return Match.EXACT if key_of(candidate.place.name) == key else Match.SHORT_NAME, 0, 0
    if its.startswith(key):
        return Match.PREFIX, 0, missing
    if _holds_all(its.split(), words):
        return Match.WORDS, 0, missing
    at_most = min(MOST_SLIPS, 1 + len(key) // LETTERS_PER_SLIP)
    whole, beginning = slips_between(key, its, at_most=at_most)
    if beginning <= at_most:  # what is left out of a name weighs a little more than what is not typed yet
        return (Match.SLIPS, whole, 0) if whole <= at_most else (Match.SLIPS, beginning, missing + 2)
    where = [candidate.place.departement_code, candidate.place.departement_name, *candidate.place.postcodes]
    holds = _holds_all([*its.split(), *key_of(" ".join(where)).split()], words)
    return Match.WORDS_AND_WHERE if holds else None, 0, missing


def _holds_all(held: list[str], words: list[str]) -> bool:
    return set(words[:-1]) <= set(held) and any(word.startswith(words[-1]) for word in held)


def _without_repeats(candidates: Iterable[_Candidate], limit: int) -> list[FoundPlace]:
    """Keep each place once, and a former commune only where its heir does not bear the same name."""
    found: dict[tuple[str, str], FoundPlace] = {}
    named: set[tuple[str, str]] = set()
    for candidate in candidates:
        place = candidate.place
        if place.kind == PlaceKind.FORMER_COMMUNE and (place.leads_to, place.name) in named:
            continue
        named.add((place.code, place.name))
        found.setdefault((place.kind, place.code), place)
        if len(found) == limit:
            break
    return list(found.values())
