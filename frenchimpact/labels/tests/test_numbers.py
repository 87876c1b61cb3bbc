"""The number of a label is typed by hand: what is near enough is understood, a slip is told, nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.labels.calculations.numbers import ALPHABET, Slip, draw_number, read_number

NUMBER = "FI-SSPW-6AA1"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "fi-sspw-6aa1",
        "  FI SSPW 6AA1 ",
        "SSPW6AA1",
        "FI\u00a0SSPW\u20116AA1",
        "FI-SSPW-6AAl",
        "Fl_SSPW_6AAI",
        "https://exemple.test/labels/FI-SSPW-6AA1/",
        "exemple.test/labels/fi-sspw-6aa1/certificat.pdf",
    ],
)
def test_what_people_type_for_a_number_is_understood(typed: str) -> None:
    assert read_number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", "FI", "FI-SSPW-6AA", "FI-SSPW-6AA11", "bonjour", "\0", "🙂" * 8])
def test_a_number_of_another_length_is_told(typed: str) -> None:
    assert read_number(typed) == Slip.LENGTH


@given(st.integers(0, 7), st.sampled_from(ALPHABET))
def test_any_one_wrong_sign_is_noticed(at: int, sign: str) -> None:
    number = draw_number()
    signs = list(number.removeprefix("FI-").replace("-", ""))
    is_the_same = signs[at] == sign
    signs[at] = sign

    assert (read_number("".join(signs)) == number) is is_the_same


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_a_slip(typed: str) -> None:
    read = read_number(typed)

    assert isinstance(read, Slip) or read_number(read) == read
