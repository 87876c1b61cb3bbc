#!/usr/bin/env python3
"""Measure the site on this machine, each time beside a floor measured in the same run, and write docs/bench.md.

    .venv/bin/python scripts/bench.py [--indicators FILE] [--output FILE]

Everything happens in a temporary data folder, on loopback; FILE is INSEE's « comparateur de territoires ».
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from benchmarks import committee, inside, pages, report, rush, startup  # noqa: E402  # found only now


def main() -> int:
    arguments = _arguments()
    begun = time.monotonic()
    with _temporary_data() as data:
        say("Start-up…")
        lines = [*startup.cold(data), *startup.first(data)]
        if arguments.indicators:
            say("Indicators…")
            startup.load_indicators(arguments.indicators)
        with startup.running() as (port, pid, later):
            say("Pages…")
            lines += [*later, *pages.measure(port, pid, rush.fill())]
            say("The last minutes of a wave…")
            lines += rush.measure(port)
            say("Geography, finder, journal, outbox…")
            lines += inside.measure(data)
    say("Committees…")
    lines += committee.measure()
    seconds = time.monotonic() - begun
    text = report.write(lines, seconds=seconds, with_indicators=bool(arguments.indicators))
    arguments.output.write_text(text)
    say(f"\n{text}")
    return 0


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    given = os.environ.get("FRENCHIMPACT_BENCH_INDICATORS")
    parser.add_argument("--indicators", type=Path, default=Path(given) if given else None)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "bench.md")
    return parser.parse_args()


@contextmanager
def _temporary_data() -> Iterator[Path]:
    """Give a data folder of our own: the one of the person who measures is never touched."""
    folder = Path(tempfile.mkdtemp(prefix="frenchimpact-bench-"))
    os.environ.pop("DATABASE_URL", None)
    os.environ["FRENCHIMPACT_DATA"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "frenchimpact.config.settings.local"
    try:
        yield folder / "data"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
