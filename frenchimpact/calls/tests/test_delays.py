"""Delays, holidays, the silence of the service: no database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.calls.calculations.delays import (
    PARIS,
    Pause,
    add_months,
    day_in_paris,
    easter,
    end_of,
    holidays,
    is_working_day,
    last_day,
    next_working_day,
    silence_on,
)
from frenchimpact.calls.calculations.digests import digest_of
from frenchimpact.calls.calculations.local_times import local_times

DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2019, (4, 21)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter_is_known(year: int, sunday: tuple[int, int]) -> None:
    assert easter(year) == date(year, *sunday)


def test_alsace_moselle_and_overseas_have_days_of_their_own() -> None:
    everywhere = holidays(2027)

    assert len(everywhere) == 11
    assert holidays(2027, "67") - everywhere == {date(2027, 3, 26), date(2027, 12, 26)}
    assert holidays(2027, "974") - everywhere == {date(2027, 12, 20)}


def test_the_day_after_is_the_first_of_a_delay() -> None:
    assert last_day(date(2027, 3, 1), 10) == date(2027, 3, 11)


def test_a_delay_that_ends_on_easter_saturday_ends_on_tuesday() -> None:
    assert last_day(date(2027, 3, 17), 10) == date(2027, 3, 30)


def test_a_delay_of_months_ends_on_the_same_day_or_the_last_one() -> None:
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert add_months(date(2027, 3, 15), 2) == date(2027, 5, 15)


def test_waiting_for_pieces_puts_a_silent_no_off_by_as_many_days() -> None:
    waits = [Pause(date(2027, 4, 1), date(2027, 4, 11))]

    assert silence_on(date(2027, 3, 15), 2) == date(2027, 5, 15)
    assert silence_on(date(2027, 3, 15), 2, waits) == date(2027, 5, 25)


def test_a_silent_yes_starts_again_once_the_pieces_have_come() -> None:
    waits = [Pause(date(2027, 4, 1), date(2027, 4, 11))]

    assert silence_on(date(2027, 3, 15), 2, waits, means_yes=True) == date(2027, 6, 11)


def test_the_end_of_a_day_is_the_one_of_paris_on_both_sides_of_the_summer_hour() -> None:
    assert end_of(date(2027, 3, 27)) == datetime(2027, 3, 27, 22, 59, 59, 999999, tzinfo=UTC)
    assert end_of(date(2027, 3, 28)) == datetime(2027, 3, 28, 21, 59, 59, 999999, tzinfo=UTC)
    assert end_of(date(2027, 10, 30)) == datetime(2027, 10, 30, 21, 59, 59, 999999, tzinfo=UTC)
    assert end_of(date(2027, 10, 31)) == datetime(2027, 10, 31, 22, 59, 59, 999999, tzinfo=UTC)


def test_midnight_overseas_is_told_to_la_reunion_and_not_to_brittany() -> None:
    found = local_times(datetime(2027, 3, 31, 21, 59, tzinfo=UTC), ["35", "974"])

    assert [(local.where, local.at.tzinfo) for local in found] == [("à La Réunion", ZoneInfo("Indian/Reunion"))]
    assert found[0].words == "1er\u00a0avril 2027, 1\u00a0h\u00a059"


def test_the_digest_does_not_hang_on_the_order_of_keys() -> None:
    assert digest_of({"a": 1, "b": ["é"]}) == digest_of({"b": ["é"], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": "1"})


@given(DAYS)
def test_the_next_working_day_works_and_skips_none(day: date) -> None:
    found = next_working_day(day)

    assert is_working_day(found)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((found - day).days))
    assert (found - day).days <= 5


@given(DAYS, st.integers(0, 365))
def test_a_delay_never_ends_early_nor_on_a_day_off(received: date, days: int) -> None:
    end = last_day(received, days)

    assert end >= received + timedelta(days=days)
    assert is_working_day(end)


@given(DAYS, st.integers(0, 48), st.integers(0, 48))
def test_months_add_up_but_for_the_shorter_ones(day: date, one: int, other: int) -> None:
    at_once, in_two = add_months(day, one + other), add_months(add_months(day, one), other)

    assert (at_once.year, at_once.month) == (in_two.year, in_two.month)
    assert at_once >= in_two


def test_what_is_asked_once_silence_has_spoken_does_not_take_its_word_back() -> None:
    late = [Pause(date(2027, 5, 16), date(2027, 6, 1))]

    assert silence_on(date(2027, 3, 15), 2, late) == date(2027, 5, 15)
    assert silence_on(date(2027, 3, 15), 2, late, means_yes=True) == date(2027, 5, 15)


@given(DAYS, st.lists(st.tuples(st.integers(0, 55), st.integers(0, 60)), max_size=4))
def test_a_pause_never_brings_the_silence_forward(received: date, waits: list[tuple[int, int]]) -> None:
    begun = [received + timedelta(days=after) for after, _ in waits]  # before silence speaks
    pauses = [Pause(since, since + timedelta(days=days)) for since, (_, days) in zip(begun, waits, strict=True)]

    assert silence_on(received, 2, pauses) - silence_on(received, 2) == timedelta(days=sum(days for _, days in waits))
    assert silence_on(received, 2, pauses, means_yes=True) >= silence_on(received, 2)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_is_before_the_end_of_its_day_in_paris(at: datetime) -> None:
    assert end_of(day_in_paris(at)) >= at
    assert end_of(day_in_paris(at)).astimezone(PARIS).date() == day_in_paris(at)
