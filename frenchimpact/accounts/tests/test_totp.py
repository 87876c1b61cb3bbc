import pytest

from frenchimpact.accounts.calculations import totp

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  # « 12345678901234567890 », appendix B of RFC 6238


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_examples_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code_of(RFC_SECRET, seconds // totp.STEP) == code


@pytest.mark.parametrize(("late", "found"), [(0, True), (30, True), (-30, True), (60, False), (-60, False)])
def test_a_clock_may_be_thirty_seconds_wrong_and_no_more(late: int, *, found: bool) -> None:
    assert (totp.step_of(RFC_SECRET, totp.code_of(RFC_SECRET, 1000), 1000 * totp.STEP + late) is not None) == found


@pytest.mark.parametrize("typed", ["", "é", "12345", "1234567", "\x00"])
def test_what_is_no_code_is_of_no_step(typed: str) -> None:
    assert totp.step_of(RFC_SECRET, typed, 59) is None
