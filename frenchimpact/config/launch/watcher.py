"""Waits for the end of the process that started the database, whatever it ends of, and stops the database."""

import sys
from pathlib import Path

from frenchimpact.config.launch.cluster import Cluster
from frenchimpact.config.launch.postgres import stop_if_unused


def main() -> None:
    """Read until the other end of the pipe closes: the kernel closes it even after kill -9."""
    sys.stdin.buffer.read()
    stop_if_unused(Cluster(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
