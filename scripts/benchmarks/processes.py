"""Processor time of the site's processes: tells what a page costs even on a machine that others keep busy."""

import os
from pathlib import Path

PROC = Path("/proc")
PARENT, USER, SYSTEM = 1, 11, 12  # columns of /proc/…/stat after the name of the program


def cpu_seconds_below(ancestor: int) -> float | None:
    """Add up user and system time of all living descendants; None where there is no /proc."""
    if not (PROC / "self" / "stat").exists():
        return None
    stats = {int(folder.name): _stat(folder) for folder in PROC.glob("[0-9]*")}
    children = {pid: int(stat[PARENT]) for pid, stat in stats.items() if stat}
    ticks = sum(
        int(stats[pid][USER]) + int(stats[pid][SYSTEM]) for pid in children if _descends(pid, ancestor, children)
    )
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return []


def _descends(pid: int, ancestor: int, parents: dict[int, int]) -> bool:
    while pid in parents:
        pid = parents[pid]
        if pid == ancestor:
            return True
    return False
