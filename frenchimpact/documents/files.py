"""Files in the data folder, each under the SHA-256 of its bytes: `ab/cd/<digest>`. Knows nothing of the database."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

INCOMING = "incoming"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Draft:
    """A file that was received whole and has no name yet."""

    path: Path
    size: int
    digest: str


def path_of(digest: str) -> Path:
    return _root() / digest[:2] / digest[2:4] / digest


def receive(chunks: Iterable[bytes], *, at_most: int) -> Draft:
    """Write what comes to a file of its own; stop reading beyond `at_most` bytes (the size then says one too many)."""
    folder = _root() / INCOMING
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    hashed, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > at_most:
                break
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Draft(Path(name), size, hashed.hexdigest())


def keep(draft: Draft) -> None:
    """Give the draft its name, at once and for good; the same bytes are kept once."""
    place = path_of(draft.digest)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # a row never outlives its file, even when the machine falls
    finally:
        os.close(folder)


def digest_on_disk(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept_files() -> Iterator[Path]:
    yield from _root().glob("??/??/*")


def drafts() -> Iterator[Path]:
    yield from (_root() / INCOMING).glob("*")


def _root() -> Path:
    return Path(default_storage.path(""))
