"""A site that runs in processes of its own, as a person would start it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg

from frenchimpact.config.settings.environment import socket_folder

PROJECT = Path(__file__).parents[2]
START_SECONDS = 300  # a first start on a machine that is busy with ten other things
ENDS_SECONDS = 60  # a busy machine, and the eight seconds of grace that a process has


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, port: int) -> dict[str, str]:
    """Give what a person's terminal holds, and nothing of what the tests have set."""
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"FRENCHIMPACT_DATA": str(data), "PORT": str(port)}


def run_command(data: Path, *words: str, port: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `frenchimpact …` to its end."""
    command = [sys.executable, "-m", "frenchimpact", *words]
    variables = environment(data, port or free_port())
    return subprocess.run(command, cwd=PROJECT, env=variables, capture_output=True, text=True, check=False, timeout=120)


class Site:
    """`frenchimpact up` on a data folder, with a table of witnesses: rows that must never be lost."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.log = data.parent / "site.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.process:
            self.process.wait(ENDS_SECONDS)
        command = [sys.executable, "-m", "frenchimpact", "up"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=environment(self.data, self.port), stdout=log, stderr=subprocess.STDOUT
            )
        assert wait_until(lambda: "Ctrl-C" in self.printed or self.has_ended, START_SECONDS), self.printed
        assert not self.has_ended, self.printed

    @property
    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    @property
    def printed(self) -> str:
        return self.log.read_text()

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def database_pid(self) -> int:
        return int((self.data / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])

    def pids(self, command: str = "") -> list[int]:
        """All processes of the site, or those whose command line ends so."""
        return [pid for pid, line in _descendants({self.pid, self.database_pid}) if line.endswith(command)]

    def answers(self) -> bool:
        """Tell whether a page comes, with any status below 500."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False
        return True

    def connect(self) -> psycopg.Connection[tuple[int]]:
        folder = socket_folder(self.data)
        return psycopg.connect(host=folder, dbname="frenchimpact", user="frenchimpact", autocommit=True)

    def witness(self, mark: int) -> None:
        """Write a row; once this returns the row is acknowledged."""
        with self.connect() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS witness (mark integer)")
            connection.execute("INSERT INTO witness VALUES (%s)", [mark])

    def witnesses(self) -> list[int]:
        with self.connect() as connection:
            return [row[0] for row in connection.execute("SELECT mark FROM witness ORDER BY mark").fetchall()]

    def forget_witnesses(self) -> None:
        with self.connect() as connection:
            connection.execute("DROP TABLE IF EXISTS witness")

    def stop(self, number: int = signal.SIGINT) -> int:
        """Do what Ctrl-C does; give the exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(ENDS_SECONDS)


def wait_until(done: Callable[[], bool], seconds: float = 60) -> bool:
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if done():
            return True
        time.sleep(0.1)
    return False


def is_alive(pid: int) -> bool:
    """Tell whether the process runs; a zombie, which waits for its parent to notice, does not."""
    answer = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S607
    return bool(answer.stdout.strip()) and not answer.stdout.startswith("Z")


def _descendants(roots: set[int]) -> list[tuple[int, str]]:
    answer = subprocess.run(["ps", "-eo", "pid=,ppid=,command="], capture_output=True, text=True, check=True)  # noqa: S607
    rows = [line.split(None, 2) for line in answer.stdout.splitlines()]
    family = set(roots)
    for _generation in range(6):
        family |= {int(row[0]) for row in rows if int(row[1]) in family}
    return [(int(row[0]), row[2]) for row in rows if int(row[0]) in family]
