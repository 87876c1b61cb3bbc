"""kill -9 of web, worker and database at random instants, while applicants sign, write, submit and complete.

Nothing that was told is lost, nothing is done twice; the only memory between the tries is people's own.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from tests.crowd.journeys import travel
from tests.crowd.rush import seed, verify
from tests.crowd.seed import LETTERS
from tests.launch.site import PROJECT, Site, environment, wait_until

VICTIMS = ("web", "one of web", "worker", "database")
CLIENTS = 4


class Reaper(threading.Thread):
    """Kills so many processes of the site, in an order and at instants drawn with this seed, each on a site that is up.

    An instant is counted from when the site answers again, so that each death meets people who are doing something.
    """

    def __init__(self, site: Site, deaths: int, chance: random.Random, *, within: float) -> None:
        super().__init__(daemon=True)
        self.site, self.chance, self.within = site, chance, within
        self.planned = [VICTIMS[number % len(VICTIMS)] for number in range(deaths)]
        chance.shuffle(self.planned)
        self.done: Counter[str] = Counter()

    def run(self) -> None:
        for victim in self.planned:
            wait_until(self.site.answers, 120)
            time.sleep(self.chance.uniform(0, self.within))
            while not self._kill(victim):
                time.sleep(0.05)  # it is being replaced
            self.done[victim] += 1

    def _kill(self, victim: str) -> bool:
        with suppress(ValueError, OSError, IndexError):  # none there at this instant
            os.kill(self._pid(victim), signal.SIGKILL)
            return True
        return False

    def _pid(self, victim: str) -> int:
        if victim == "database":
            return self.site.database_pid
        if victim == "worker":
            return min(self.site.pids("frenchimpact worker"))
        of_web = self.site.pids("frenchimpact web")
        return min(of_web) if victim == "web" else max(of_web)


@contextmanager
def officer(surroundings: dict[str, str]) -> Iterator[None]:
    """Have an officer at work meanwhile."""
    command = [sys.executable, "-m", "tests.crowd.officer"]
    with subprocess.Popen(command, cwd=PROJECT, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield
            assert process.poll() is None
        finally:  # whatever went wrong: this waits for its end
            process.terminate()


def journeys_among_deaths(site: Site, deaths: int, *, number: int, within: float) -> dict[str, dict[str, Any]]:
    """Let people come one after the other until so many deaths are over; give what each was told."""
    surroundings, chance = environment(site.data, site.port), random.Random(number)  # noqa: S311  # no secret
    applicants = iter(seed(surroundings, 8 * deaths, 24 * 3600, LETTERS))
    reaper, told, unanswered = Reaper(site, deaths, chance, within=within), dict[str, dict[str, Any]](), list[int]()

    def come(own: random.Random) -> None:
        while reaper.is_alive() and (applicant := next(applicants, None)):
            mine = told.setdefault(applicant["application"], {})
            unanswered.append(travel(f"http://localhost:{site.port}", applicant, mine, own, within))

    with officer(surroundings), ThreadPoolExecutor(CLIENTS) as pool:
        reaper.start()
        list(pool.map(come, [random.Random(number + client) for client in range(CLIENTS)]))  # noqa: S311
        reaper.join()
    assert sum(reaper.done.values()) == deaths
    assert sum(unanswered) > 0  # the deaths were felt
    return told


def test_six_deaths_while_people_apply_lose_nothing_and_do_nothing_twice(site: Site) -> None:
    told = journeys_among_deaths(site, 6, number=2027, within=0.5)

    assert [what["answered"] for what in told.values()] == [True] * len(told)
    assert verify(environment(site.data, site.port), told, "settled") == []


@pytest.mark.nightly
def test_a_hundred_deaths_while_people_apply_lose_nothing_and_do_nothing_twice(site: Site) -> None:
    told = journeys_among_deaths(site, 100, number=2028, within=2)

    assert [what["answered"] for what in told.values()] == [True] * len(told)
    assert verify(environment(site.data, site.port), told, "settled") == []
