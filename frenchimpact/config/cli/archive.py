"""One backup file: a tar of the database's dump, the files and the keys, closed by a manifest of their digests."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from frenchimpact.shared.errors import Refusal

FORMAT = 1
MANIFEST = "manifest.json"  # the last member: an archive cut short has none
DUMP = "database.dump"
FOLDERS = ("files", "secrets")  # of the data folder
CHUNK = 1 << 20
BROKEN = "Cette sauvegarde est abîmée ou incomplète ({detail}) : rien n’a été changé. Prenez une autre copie."
NOT_OURS = "Ce fichier n’est pas une sauvegarde de French Impact : vérifiez son nom."


@dataclass
class Manifest:
    """What a backup holds; `members` gives the SHA-256 of each, `shipped` which official data had come in last."""

    made_at: str
    server_major: int
    client_major: int
    migrations: list[str]
    shipped: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT
    members: dict[str, str] = field(default_factory=dict)


def write_archive(target: Path, dump: Path, data: Path, manifest: Manifest) -> None:
    """Write beside the target, then rename: a file of that name is always whole. Readable by its owner only."""
    draft = Path(tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)[1])  # mkstemp makes it 0600
    try:
        with draft.open("wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                _add(tar, dump, DUMP, manifest)
                for path, name in _files_of(data):
                    _add(tar, path, name, manifest)
                _add_manifest(tar, manifest)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def read_manifest(source: Path) -> Manifest:
    """Read the whole archive and compare every digest; refuses one that is cut, altered or something else."""
    with _opened(source) as tar:
        digests, manifest = {}, None
        for member in tar:
            content = _content(tar, member)
            if member.name == MANIFEST:
                manifest = _parse(content.read())
            else:
                digests[member.name] = _digest(content)
    if manifest is None:
        raise Refusal(BROKEN.format(detail="elle s’arrête avant la fin") if DUMP in digests else NOT_OURS)
    if manifest.format > FORMAT:
        raise Refusal("Cette sauvegarde vient d’une version plus récente du logiciel : mettez-le à jour d’abord.")
    if digests != manifest.members:
        names = sorted(name for name, _ in set(digests.items()) ^ set(manifest.members.items()))
        raise Refusal(BROKEN.format(detail=f"contenu altéré : {names[0]}"))
    return manifest


def extract(source: Path, folder: Path) -> None:
    """Put the members of a verified archive under a folder of ours, readable by nobody else."""
    with _opened(source) as tar:
        for member in tar:
            path = folder / member.name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as copy:
                content = _content(tar, member)
                while chunk := content.read(CHUNK):
                    copy.write(chunk)


def _files_of(data: Path) -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file():
                yield path, path.relative_to(data).as_posix()


def _add(tar: tarfile.TarFile, path: Path, name: str, manifest: Manifest) -> None:
    with path.open("rb") as file:
        manifest.members[name] = _digest(file)
        file.seek(0)
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = path.stat().st_size, 0o600, int(path.stat().st_mtime)
        tar.addfile(member, file)


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield tar
    except FileNotFoundError as error:
        raise Refusal(f"Le fichier « {source} » n’existe pas : vérifiez son nom.") from error
    except IsADirectoryError as error:
        raise Refusal(NOT_OURS) from error
    except (tarfile.TarError, EOFError) as error:
        whole = source.stat().st_size > 0 and tarfile.is_tarfile(source)
        raise Refusal(BROKEN.format(detail="elle s’arrête avant la fin") if whole else NOT_OURS) from error


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    path = PurePosixPath(member.name)
    content = tar.extractfile(member) if member.isfile() else None
    if content is None or path.is_absolute() or ".." in path.parts:
        raise Refusal(BROKEN.format(detail=f"élément inattendu : {member.name}"))
    if path.parts[0] not in {DUMP, MANIFEST, *FOLDERS}:
        raise Refusal(NOT_OURS)
    return content


def _parse(content: bytes) -> Manifest:
    try:
        return Manifest(**json.loads(content))
    except (ValueError, TypeError) as error:
        raise Refusal(BROKEN.format(detail="manifeste illisible")) from error


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
