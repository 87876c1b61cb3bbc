"""Keeps the site's processes alive, and ends them together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from frenchimpact.config.launch import lifeline

CODE = Path(__file__).parents[3]
TICK_SECONDS = 0.2
STOP_SECONDS = 10
SLOWEST_RESTART = 30.0  # seconds
PROVEN_SECONDS = 60  # a process that lived this long is healthy: its next end is a first one again


@dataclass
class Child:
    """One process of the site, and how often it ended too soon."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    ends: int = 0

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which ends its children in order.
        self.process = subprocess.Popen(
            self.command,
            cwd=CODE,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | {lifeline.PARENT: str(os.getpid())},
        )
        self.started_at = time.monotonic()

    def restart_if_ended(self) -> bool:
        """Start again a process that ended, with code 0 too, at once the first time, then later and later."""
        if self.process is None or self.process.poll() is None:
            return False
        lived = time.monotonic() - self.started_at
        self.ends = 0 if lived > PROVEN_SECONDS else self.ends
        if lived < min(SLOWEST_RESTART, 0.5 * 2**self.ends):
            return False
        self.ends += 1
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def site_command(name: str) -> list[str]:
    return [sys.executable, "-m", "frenchimpact", name]


def supervise(children: list[Child], *, watch_database: Callable[[], None], say: Callable[[str], None]) -> None:
    """Restart what dies until a signal comes; the caller stops the children."""
    with suppress(KeyboardInterrupt):
        while True:
            for child in children:
                if child.restart_if_ended():
                    say(f"{child.name} s’est arrêté : relancé.")
            watch_database()
            time.sleep(TICK_SECONDS)


def stop(children: list[Child]) -> None:
    """End all, the last started first; a second Ctrl-C does not leave half of them behind."""
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, signal.SIG_IGN)
    for child in reversed(children):
        child.ask_to_stop()
    for child in reversed(children):
        child.wait_or_kill()


def stop_on_signals() -> None:
    """Turn an order to end, or a closed terminal, into the KeyboardInterrupt that Ctrl-C already is."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, interrupt)
