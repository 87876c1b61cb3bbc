"""Locks that the kernel gives back when their holder dies, whatever it dies of."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from frenchimpact.shared.errors import Refusal


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for, and hold, the only place."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def join(path: Path) -> IO[str]:
    """Say "I am using it" until the file is closed; any number of processes may."""
    file = path.open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def nobody_uses(path: Path) -> bool:
    """Tell whether no process has joined."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def the_only_site(data: Path) -> Iterator[None]:
    """Refuse a second site on the same data folder."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "up.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                f"Le site est déjà lancé avec le dossier « {data} » : arrêtez-le (Ctrl-C dans son terminal), "
                "ou choisissez un autre dossier avec FRENCHIMPACT_DATA."
            ) from None
        yield
