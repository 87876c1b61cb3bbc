"""Public pages: by one client for the time of an answer, by as many as there are cores for answers a second."""

import http.client
import os
import statistics
import threading
import time
from dataclasses import dataclass, field

from benchmarks.measures import Line, percentile
from benchmarks.processes import cpu_seconds_below

PART = "Public pages"
FLOOR = "/robots.txt"
PAGES = [
    "/",
    "/territoires/",
    "/territoires/region-nouvelle-aquitaine/",
    "/territoires/aix-marseille-provence/",
    "/regions/",
    "/regions/nouvelle-aquitaine/",
    "/departements/",
    "/departements/59/",
    "/intercommunalites/200054807/",
    "/communes/59512/",
    "/lieux/?q=mareille",
    "/recherche/?q=lyon",
    "/appels/",
    "/organisations/",
    "/api/v1/places?q=lyon",
    "/api/v1/territories",
    "/api/v1/calls",
    "/api/v1/organisations?q=pays",
]
CLIENTS = max(2, os.cpu_count() or 1)
REQUESTS = 60  # of a page, all clients together
API_REQUESTS = 12  # of each of the four: a network may ask 120 times a minute
MOST_SECONDS = 4.0
TARGET_P95 = 0.1


@dataclass
class _Answers:
    first: float
    size: int
    seconds: list[float] = field(default_factory=list)
    rate: float = 0.0  # answers a second, to several clients
    cpu: str = ""  # of one request, all processes of the site but the database's


def measure(port: int, pid: int, made: list[str]) -> list[Line]:
    """Ask each page, and those of what was made for this, once (a server that has just started), then under load."""
    paths = [FLOOR, *PAGES, *made]
    firsts = {path: _first(port, path) for path in paths}
    answers = {path: _under_load(port, pid, path, firsts[path]) for path in paths}
    floor = statistics.median(answers[FLOOR].seconds)
    return [_line(path, found, floor) for path, found in answers.items()]


def _line(path: str, found: _Answers, floor: float) -> Line:
    more = {
        "p50": f"{1000 * statistics.median(found.seconds):.0f} ms",
        "p50 / floor": f"{statistics.median(found.seconds) / floor:.1f}",
        "CPU": found.cpu,
        "first": f"{1000 * found.first:.0f} ms",
        "requests/s": f"{found.rate:.0f}",
        "compressed": f"{found.size / 1000:.1f} kB",
    }
    target = None if path == FLOOR else TARGET_P95
    return Line(PART, path, percentile(found.seconds, 0.95), floor, FLOOR, target, "p95", more)


def _first(port: int, path: str) -> _Answers:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    begun = time.perf_counter()
    size = _ask(connection, path)
    first = time.perf_counter() - begun
    connection.close()
    return _Answers(first, size)


def _under_load(port: int, pid: int, path: str, found: _Answers) -> _Answers:
    """One client first, for the time that the server takes; then several at once, for how many it answers."""
    cpu = cpu_seconds_below(pid)
    _asked_by(1, port, path, found.seconds)
    after = cpu_seconds_below(pid)
    if cpu is not None and after is not None:
        found.cpu = f"{1000 * (after - cpu) / max(len(found.seconds), 1):.0f} ms"
    several: list[float] = []
    found.rate = _asked_by(CLIENTS, port, path, several)
    if not found.seconds or len(several) < CLIENTS:
        raise SystemExit(f"{path} did not answer.")
    return found


def _asked_by(clients: int, port: int, path: str, seconds: list[float]) -> float:
    """Let clients ask a page, each waiting for its answer before it asks again; give the answers a second."""
    wanted = (API_REQUESTS if path.startswith("/api/") else REQUESTS) // clients
    stop_at = time.monotonic() + MOST_SECONDS
    threads = [threading.Thread(target=_client, args=(port, path, wanted, stop_at, seconds)) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(seconds) / (time.perf_counter() - begun)


def _client(port: int, path: str, wanted: int, stop_at: float, seconds: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(wanted):
        begun = time.perf_counter()
        _ask(connection, path)
        seconds.append(time.perf_counter() - begun)
        if time.monotonic() > stop_at:
            break
    connection.close()


def _ask(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Host": "localhost"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != http.client.OK:
        raise SystemExit(f"{path} answered {answer.status}.")
    return len(content)
