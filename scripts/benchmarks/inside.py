"""What is measured without a browser, in a second database of the same server: load, finder, journal, outbox."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.measures import Line

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "bench"


def measure(data: Path) -> list[Line]:
    """Run the measures in a process of their own, whose settings name the other database."""
    folder = _socket_folder(data)
    _create_database(folder)
    environment = os.environ | {
        "DATABASE_URL": f"postgres://frenchimpact@/{DATABASE}?host={folder}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")]),
    }
    command = [sys.executable, "-m", "benchmarks.inside"]
    answer = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, env=environment)  # noqa: S603
    return [Line(**line) for line in json.loads(answer.stdout.splitlines()[-1])]


def _socket_folder(data: Path) -> str:
    from frenchimpact.config.settings.environment import socket_folder  # noqa: PLC0415  # after the environment is set

    return socket_folder(data)


def _create_database(folder: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(host=folder, user="frenchimpact", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")  # type: ignore[call-overload]


def _run() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from benchmarks import finder, geography, journal, outbox  # noqa: PLC0415  # they import models

    lines = [line for part in (geography, finder, journal, outbox) for line in part.measure()]
    print(json.dumps([asdict(line) for line in lines]))  # noqa: T201


if __name__ == "__main__":
    _run()
