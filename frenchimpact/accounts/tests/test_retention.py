from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from frenchimpact.accounts.actions import Delay, change_retention, purge_unused
from frenchimpact.accounts.models import PurgeWarning, User
from frenchimpact.accounts.retention import retention_of
from frenchimpact.accounts.tests.factories import make_operator, make_person
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

JOINED = datetime.fromisoformat("2026-01-05T12:00:00+01:00")
A_DAY = timedelta(days=1)


def make_old_account() -> User:
    with time_machine.travel(JOINED, tick=False):
        return make_person("Noé Lanvin")


def night_of(days: int) -> datetime:
    """Return the instant so many days after the account was opened."""
    return JOINED + timedelta(days=days)


def is_erased(person: User) -> bool:
    person.refresh_from_db()
    return person.erased_at is not None


def test_an_unused_account_is_announced_then_erased_when_the_notice_is_over() -> None:
    noe = make_old_account()

    assert purge_unused(night_of(1064)) == 0
    assert not PurgeWarning.objects.exists()
    assert purge_unused(night_of(1066)) == 0
    assert PurgeWarning.objects.get().number == noe.pk
    assert purge_unused(night_of(1095)) == 0
    assert not is_erased(noe)
    assert purge_unused(night_of(1097)) == 1

    assert is_erased(noe)
    assert list(Event.objects.order_by("pk").values_list("verb", "actor_id")) == [
        ("accounts.purge_announced", None),
        ("accounts.purged", None),
    ]
    assert not PurgeWarning.objects.exists()


def test_an_account_that_nobody_announced_is_not_erased_however_old() -> None:
    noe = make_old_account()

    assert purge_unused(night_of(5000)) == 0
    assert not is_erased(noe)
    assert purge_unused(night_of(5029)) == 0
    assert purge_unused(night_of(5030)) == 1
    assert is_erased(noe)


def test_who_signs_in_after_the_notice_keeps_the_account() -> None:
    noe = make_old_account()
    purge_unused(night_of(1066))
    User.objects.filter(pk=noe.pk).update(last_login=night_of(1080))

    assert purge_unused(night_of(1100)) == 0

    assert not is_erased(noe)
    assert not PurgeWarning.objects.exists()  # a later one has its whole notice again


def test_each_account_is_announced_once() -> None:
    make_old_account()

    for day in (1066, 1067, 1068):
        purge_unused(night_of(day))

    assert Event.objects.filter(verb="accounts.purge_announced").count() == 1


def test_the_account_of_who_holds_a_capacity_stays() -> None:
    with time_machine.travel(JOINED, tick=False):
        make_operator()

    assert purge_unused(night_of(4000)) == 0

    assert not PurgeWarning.objects.exists()


def test_without_a_notice_nobody_is_told_and_the_account_goes() -> None:
    noe, odile = make_old_account(), make_operator()
    change_retention("account", Delay(100, 0, "la connexion", "essai"), at=timezone.now(), by=odile)

    assert purge_unused(night_of(101)) == 1

    assert is_erased(noe)
    assert Event.objects.filter(verb="accounts.purge_announced").count() == 0


def test_odile_changes_a_delay_and_the_journal_says_from_what() -> None:
    odile = make_operator()

    change_retention(
        "account", Delay(730, 60, " la dernière connexion ", "avis du délégué"), at=timezone.now(), by=odile
    )

    line = retention_of("account")
    assert (line.days, line.notice_days, line.counted_from) == (730, 60, "la dernière connexion")
    assert Event.objects.get().details == {
        "before": {"days": 1095, "notice_days": 30},
        "after": {"days": 730, "notice_days": 60},
    }


@pytest.mark.parametrize(("days", "notice"), [(0, 0), (30, 30), (30, 31)])
def test_a_delay_that_makes_no_sense_is_refused(days: int, notice: int) -> None:
    odile = make_operator()

    with pytest.raises(Refusal):
        change_retention("account", Delay(days, notice, "x", "y"), at=timezone.now(), by=odile)

    assert retention_of("account").days == 1095
    assert not Event.objects.exists()


def test_camille_changes_no_delay() -> None:
    with pytest.raises(Refusal, match="l’équipe du programme"):
        change_retention("account", Delay(1, 0, "x", "y"), at=timezone.now(), by=make_person())

    assert retention_of("account").days == 1095
