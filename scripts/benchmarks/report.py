"""docs/bench.md."""

import os
import platform
from datetime import datetime

from benchmarks import rush
from benchmarks.measures import Line
from frenchimpact.geography.imports.geography_file import SHIPPED

HEAD = """\
# How fast it is

Written by `make bench` (`scripts/bench.py`) on {date}, in {seconds:.0f} s: {cores} cores, {system},
Python {python}, load {load:.1f} when it ended. Data: the shipped geography ({size:.1f} MB compressed) and the 27 labels
of 2019, {indicators} indicators per commune; invented: a call and {collectives} collectives whose applications are
being written, each with the organisation that leads it.

Machines are shared and noisy: read the **ratio** to the floor, which is measured in the same run, rather than the
time. Times are medians, unless they say p95.
"""
BUSY = """
**The machine was busy with other work** (its load exceeds its cores): a target missed here says little, and “CPU” and
the ratios say more.
"""
PAGES = """
Served by granian as `make run` does, asked on loopback. Times are those of one client that waits for its answer before
it asks again; “requests/s” is for {clients} such clients at once. “CPU” is the processor time of one answer in the
site's processes (without PostgreSQL), which a busy machine changes little; “first” is the first answer after the start.
Target: p95 under 100 ms on every page.
"""

RUSH = f"""
{rush.APPLICANTS} applicants come within {rush.SECONDS:.0f} s, more and more of them, by {rush.CLIENTS} clients at once:
each opens the page of answers, saves a text with a file, reads again, submits and opens the receipt. The floor is a
POST that does nothing by as many clients. After it, each submission is compared with what its applicant was told:
lost, made twice or late, it would end the run.
"""


def write(lines: list[Line], *, seconds: float, with_indicators: bool) -> str:
    head = HEAD.format(
        date=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        seconds=seconds,
        cores=os.cpu_count(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        load=os.getloadavg()[0],
        size=SHIPPED.stat().st_size / 1e6,
        collectives=rush.APPLICANTS,
        indicators="with" if with_indicators else "without",
    )
    head += BUSY if os.getloadavg()[0] > (os.cpu_count() or 1) else ""
    parts = dict.fromkeys(line.part for line in lines)
    return head + "".join(_part(part, [line for line in lines if line.part == part]) for part in parts)


def _part(part: str, lines: list[Line]) -> str:
    is_pages = lines[0].unit == "p95"
    more = list(dict.fromkeys(name for line in lines for name in line.more))
    columns = ["page", "p95"] if is_pages else ["what", "time"]
    columns += more if is_pages else ["floor", "ratio", *more]
    columns += ["target"] if any(line.target for line in lines) else []
    rows = [_cells(line, more, is_pages=is_pages, has_target=columns[-1] == "target") for line in lines]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in [columns, ["---"] * len(columns), *rows])
    note = PAGES.format(clients=max(2, os.cpu_count() or 1)) if is_pages else RUSH if part == rush.PART else ""
    return f"\n## {part}\n{note}\n{table}\n"


def _cells(line: Line, more: list[str], *, is_pages: bool, has_target: bool) -> list[str]:
    cells = [f"`{line.what}`" if is_pages else line.what, _time(line.value)]
    if not is_pages:
        cells += [line.floor_is, f"{line.ratio:.1f}" if line.ratio else ""]
    cells += [line.more.get(name, "") for name in more]
    return [*cells, _target(line)] if has_target else cells


def _target(line: Line) -> str:
    if line.target is None:
        return ""
    return f"under {_time(line.target)}: {'met' if line.is_met else '**missed**'}"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.{0 if seconds >= 0.01 else 2}f} ms"  # noqa: PLR2004
