"""Starting: an empty machine, then one that has the data already."""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measures import Line, median_of, seconds_of

ROOT = Path(__file__).resolve().parents[2]
PART = "Start-up"
FIRST_TARGET, LATER_TARGET = 120.0, 6.0
PATIENCE = 180
LATER_STARTS = 3


def cold(data: Path) -> list[Line]:
    """Measure what nobody can avoid: a Python that imports Django, a bare database that is made and started."""
    global _python, _database  # noqa: PLW0603  # the floors of the starts below
    _python = median_of(lambda: subprocess.run([sys.executable, "-c", "import django"], check=True), 5)
    _database = seconds_of(lambda: _bare_database(data.parent / "bare"))
    return [
        Line(PART, "floor: `python -c 'import django'`", _python),
        Line(PART, "floor: bare `initdb` + start + stop of PostgreSQL", _database),
    ]


_python = _database = 0.0


def first(data: Path) -> list[Line]:
    """Measure from an empty folder to a home page: database made, tables, geography, outlines, labels."""
    assert not data.exists()  # noqa: S101
    with _site() as (_, _, seconds):
        pass
    return [Line(PART, "first start, to the home page", seconds, _database, "bare PostgreSQL", FIRST_TARGET)]


def load_indicators(path: Path) -> None:
    command = [sys.executable, "-m", "frenchimpact", "load", "indicators", str(path)]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603


@contextmanager
def running() -> Iterator[tuple[int, int, list[Line]]]:
    """Keep the last of several starts running; give its port, its process, and how long they took."""
    found = []
    for _ in range(LATER_STARTS - 1):
        with _site() as (_, _, seconds):
            found.append(seconds)
    with _site() as (port, pid, seconds):
        found.append(seconds)
        later = statistics.median(found)
        yield port, pid, [Line(PART, "later start, to the home page", later, _python, "`import django`", LATER_TARGET)]


@contextmanager
def _site() -> Iterator[tuple[int, int, float]]:
    """Run `frenchimpact up`; give its port, its process and the seconds until its home page answered."""
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "frenchimpact", "up"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port, process.pid, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(60)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < give_up_at:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).close()
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The site did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _bare_database(folder: Path) -> None:
    from frenchimpact.config.launch.postgres import database_server  # noqa: PLC0415  # after the environment is set

    with database_server(folder):
        pass
