"""When a request arrived, and who may say so."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from frenchimpact.calls.web.arrival import arrival_of, note_arrival

NOW = datetime(2027, 3, 31, 22, 0, 0, 500_000, tzinfo=UTC)
BEFORE = datetime(2027, 3, 31, 21, 59, 59, 250_000, tzinfo=UTC)


def arrived(told: str) -> datetime:
    seen: list[datetime] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(arrival_of(request))
        return HttpResponse()

    with time_machine.travel(NOW, tick=False):
        note_arrival(page)(RequestFactory().post("/", headers={"X-Request-Start": told}))
    return seen[0]


def test_what_waited_for_its_turn_behind_our_proxy_is_in_time(settings: Settings) -> None:
    settings.PROXY_TELLS_ARRIVAL = True

    assert arrived(f"t={BEFORE.timestamp():.3f}") == BEFORE


def test_nobody_else_says_when_a_request_arrived(settings: Settings) -> None:
    settings.PROXY_TELLS_ARRIVAL = False

    assert arrived(f"t={BEFORE.timestamp():.3f}") == NOW


@pytest.mark.parametrize(
    "told", ["", "t=", "t=hier", "t=1806530399", f"t={NOW.timestamp() - 300:.3f}", "t=9999999999.000"]
)
def test_a_clock_that_is_wrong_is_not_believed(settings: Settings, told: str) -> None:
    settings.PROXY_TELLS_ARRIVAL = True

    assert arrived(told) == NOW
