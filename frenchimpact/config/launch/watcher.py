"""Waits for the end of the process that started the database, whatever it ends of, and stops the database."""

import os
import sys
import time
from pathlib import Path

from frenchimpact.config.launch.cluster import Cluster
from frenchimpact.config.launch.postgres import FAREWELL, stop_if_unused

POLL_SECONDS = 0.05


def main() -> None:
    """Read until the other end of the pipe closes: the kernel closes it even after kill -9."""
    data, starter = Path(sys.argv[1]), int(sys.argv[2])
    if sys.stdin.buffer.read() != FAREWELL:
        _wait_until_dead(starter)
    stop_if_unused(Cluster(data))


def _wait_until_dead(starter: int) -> None:
    """Wait for a killed process to be gone: it loses its pipe a moment before its lock, which says "in use"."""
    while os.getppid() == starter:
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    main()
