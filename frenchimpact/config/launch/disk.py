"""Room for the data, looked at before it is missed."""

import shutil
from pathlib import Path

from frenchimpact.shared.errors import Refusal

NEEDED_MEGABYTES = 300
MEGABYTE = 1_000_000
DISK_IS_FULL = "Le disque est plein : libérez de la place, puis relancez. Aucune donnée enregistrée n’est perdue."


def require_space(data: Path, *, megabytes: int = NEEDED_MEGABYTES) -> None:
    """Refuse to start on a disk that is nearly full, while nothing is half written yet."""
    folder = data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < megabytes:
        raise Refusal(
            f"Le disque est presque plein : il reste {free} Mo dans « {folder} », il en faut {megabytes}. "
            "Libérez de la place, puis relancez."
        )
