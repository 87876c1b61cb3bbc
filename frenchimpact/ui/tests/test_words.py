"""French typography of numbers, dates, plurals."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from frenchimpact.ui import words
from frenchimpact.ui.templatetags import ui


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567, 0, "1\u202f234\u202f567"),
        (-1234.5, 1, "−1\u202f234,5"),
        (0, 0, "0"),
        (2.5, 0, "3"),
        (None, 0, ""),
        ("inconnu", 0, "inconnu"),
        ("NaN", 0, "NaN"),
        ("1e999", 0, "1E+999"),
    ],
)
def test_a_number_is_written_as_in_french_books(value: object, decimals: int, written: str) -> None:
    assert ui.number(value, decimals) == written


def test_a_share_is_written_as_a_percentage() -> None:
    assert ui.percent(Decimal("0.1274"), 1) == "12,7\u202f%"


@pytest.mark.parametrize(
    ("precision", "written"),
    [("year", "2019"), ("month", "septembre 2019"), ("day", "1er\u00a0septembre 2019")],
)
def test_a_date_is_told_no_more_precisely_than_it_is_known(precision: str, written: str) -> None:
    assert ui.date_with_precision(date(2019, 9, 1), precision) == written


def test_an_instant_is_told_in_paris_time() -> None:
    assert ui.long_date(datetime(2026, 3, 11, 23, 30, tzinfo=UTC)) == "12\u00a0mars 2026"


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0\u00a0territoire"), (1, "1\u00a0territoire"), (2, "2\u00a0territoires")]
)
def test_zero_is_singular_in_french(count: int, written: str) -> None:
    assert ui.plural(count, "territoire,territoires") == written


def test_missing_non_breaking_spaces_are_put_in_once() -> None:
    once = words.non_breaking("« Oui » : vraiment ?")

    assert once == "«\u00a0Oui\u00a0»\u00a0: vraiment\u202f?"
    assert words.non_breaking(once) == once


def test_what_a_person_wrote_is_escaped_before_it_is_spaced() -> None:
    assert ui.nbsp("<b> ?") == "&lt;b&gt;\u202f?"
