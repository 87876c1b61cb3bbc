from datetime import UTC, datetime, timedelta

import pytest

from frenchimpact.messaging.actions import mark_read, send_digests
from frenchimpact.messaging.calculations import DELAYS, last_digest, next_try
from frenchimpact.messaging.models import Email, Frequency, Notice
from frenchimpact.messaging.tests.factories import make_notice, make_person

FRIDAY = datetime(2026, 6, 5, 9, tzinfo=UTC)


def _backdate(notice: Notice, at: datetime) -> None:
    Notice.objects.filter(pk=notice.pk).update(created_at=at)


@pytest.mark.django_db
def test_camille_gets_one_email_of_two_notices_once() -> None:
    camille = make_person()
    for _ in range(2):
        _backdate(make_notice(camille), FRIDAY - timedelta(hours=12))

    assert send_digests(Frequency.DAILY, FRIDAY) == 1
    assert send_digests(Frequency.DAILY, FRIDAY + timedelta(days=1)) == 0

    email = Email.objects.get()
    assert email.subject == "2 nouvelles sur French Impact"
    assert list(Notice.objects.values_list("email", flat=True)) == [email.pk, email.pk]


@pytest.mark.django_db
def test_what_camille_has_read_is_not_told_again() -> None:
    camille = make_person()
    notice = make_notice(camille)
    _backdate(notice, FRIDAY - timedelta(hours=12))
    mark_read(notice, by=camille)

    assert send_digests(Frequency.DAILY, FRIDAY) == 0


@pytest.mark.django_db
def test_what_came_after_seven_waits_for_tomorrow() -> None:
    _backdate(make_notice(make_person()), FRIDAY - timedelta(minutes=5))

    assert send_digests(Frequency.DAILY, FRIDAY) == 0
    assert send_digests(Frequency.DAILY, FRIDAY + timedelta(days=1)) == 1


@pytest.mark.django_db
def test_a_digest_does_not_come_back_when_its_email_is_forgotten() -> None:
    _backdate(make_notice(make_person()), FRIDAY - timedelta(hours=12))
    send_digests(Frequency.DAILY, FRIDAY)
    Email.objects.all().delete()

    assert send_digests(Frequency.DAILY, FRIDAY + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("at", "daily", "weekly"),
    [
        (datetime(2026, 6, 5, 9, tzinfo=UTC), datetime(2026, 6, 5, 5, tzinfo=UTC), datetime(2026, 6, 1, 5, tzinfo=UTC)),
        (
            datetime(2026, 6, 1, 4, tzinfo=UTC),
            datetime(2026, 5, 31, 5, tzinfo=UTC),
            datetime(2026, 5, 25, 5, tzinfo=UTC),
        ),
        # The clocks went back on 25 October 2026, a Sunday: 7 in Paris is 6 in UTC from that day on.
        (
            datetime(2026, 10, 25, 6, tzinfo=UTC),
            datetime(2026, 10, 25, 6, tzinfo=UTC),
            datetime(2026, 10, 19, 5, tzinfo=UTC),
        ),
    ],
)
def test_digests_are_due_at_seven_in_paris_on_mondays_if_weekly(
    at: datetime, daily: datetime, weekly: datetime
) -> None:
    assert last_digest(at, weekly=False) == daily
    assert last_digest(at, weekly=True) == weekly


def test_we_give_up_after_two_days() -> None:
    assert next_try(1, FRIDAY) == FRIDAY + timedelta(minutes=1)
    assert next_try(len(DELAYS), FRIDAY) == FRIDAY + timedelta(days=1)
    assert next_try(len(DELAYS) + 1, FRIDAY) is None
