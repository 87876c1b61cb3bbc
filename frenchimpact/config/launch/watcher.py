"""Waits for the end of the process that started the database, whatever it ends of, and stops the database."""

import os
import sys
import time
from pathlib import Path

from frenchimpact.config.launch.cluster import Cluster
from frenchimpact.config.launch.postgres import FAREWELL, stop_if_unused

POLL_SECONDS = 0.05
ORPHANS_SECONDS = 30  # longer than the processes of a killed one take to follow it, on a busy machine


def main() -> None:
    """Read until the other end of the pipe closes: the kernel closes it even after kill -9."""
    cluster, starter = Cluster(Path(sys.argv[1])), int(sys.argv[2])
    if sys.stdin.buffer.read() == FAREWELL:
        stop_if_unused(cluster)
        return
    _wait_until_dead(starter)
    _stop_after_its_orphans(cluster)


def _stop_after_its_orphans(cluster: Cluster) -> None:
    """Stop the server once nobody uses it: what a killed process had forked holds its lock until it ends too."""
    give_up_at = time.monotonic() + ORPHANS_SECONDS
    while not stop_if_unused(cluster) and time.monotonic() < give_up_at:
        time.sleep(1)


def _wait_until_dead(starter: int) -> None:
    """Wait for a killed process to be gone: it loses its pipe a moment before its lock, which says "in use"."""
    while os.getppid() == starter:
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    main()
