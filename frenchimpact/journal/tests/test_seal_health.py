"""When the seals of the journal are late: only a line that waits counts, not a quiet site."""

from datetime import UTC, datetime, timedelta

import pytest

from frenchimpact.journal.queries import JobsHealth

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def health(*, sealed: timedelta | None, unsealed: timedelta | None) -> JobsHealth:
    return JobsHealth(
        waiting=0,
        doing=0,
        failed=0,
        oldest_waiting=None,
        last_heartbeat=NOW,
        last_seal=NOW - sealed if sealed else None,
        last_sealed_line=7 if sealed else None,
        oldest_unsealed=NOW - unsealed if unsealed else None,
    )


@pytest.mark.parametrize(
    ("sealed", "unsealed", "is_well"),
    [
        (timedelta(days=30), None, True),
        (timedelta(hours=1), timedelta(minutes=5), True),
        (timedelta(days=3), timedelta(hours=27), False),
        (None, timedelta(hours=27), False),
        (None, None, True),
    ],
    ids=["quiet site", "busy site", "sealing stopped", "never sealed", "empty journal"],
)
def test_seals_are_late_when_a_line_waits(
    *, sealed: timedelta | None, unsealed: timedelta | None, is_well: bool
) -> None:
    assert health(sealed=sealed, unsealed=unsealed).is_seal_late(NOW) is not is_well
