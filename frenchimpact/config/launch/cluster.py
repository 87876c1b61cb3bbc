"""The folder of the embedded PostgreSQL: made once, configured at each start."""

import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from frenchimpact.config.launch import privileges
from frenchimpact.config.launch.binaries import Binaries, find_server
from frenchimpact.config.launch.disk import DISK_IS_FULL
from frenchimpact.config.settings.environment import socket_folder
from frenchimpact.shared.errors import Refusal

OWNER = "frenchimpact"
BUILTIN_LOCALES_SINCE = 17
# macOS before 15 has no C.UTF-8; with plain C, letters outside ASCII would keep their case.
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
SETTINGS = """\
# Written at each start: your own settings go to local.conf, beside this file.
listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 1GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
autovacuum = on
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
include_if_exists = 'local.conf'
"""


@dataclass(frozen=True)
class Cluster:
    """The embedded server of one data folder; `durable=False` (tests only) trades safety for speed."""

    data: Path
    durable: bool = True

    @property
    def home(self) -> Path:
        return self.data / "postgres"

    @property
    def folder(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        return Path(socket_folder(self.data))

    @property
    def major(self) -> int | None:
        """The version that made the folder, which alone can open it."""
        version = self.folder / "PG_VERSION"
        return int(version.read_text()) if version.exists() else None

    @property
    def binaries(self) -> Binaries:
        return find_server(self.major)


def prepare_folders(cluster: Cluster) -> None:
    """Make the data folder and the socket's folder, closed to everybody else."""
    for folder in (cluster.data, cluster.home):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    cluster.data.chmod(0o700)
    cluster.sockets.mkdir(mode=0o700, exist_ok=True)
    # The socket's folder is in /tmp, where anybody may have made it first.
    found = cluster.sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise Refusal(f"Le dossier « {cluster.sockets} » appartient à quelqu’un d’autre : supprimez-le, puis relancez.")
    cluster.sockets.chmod(0o700)
    _hand_over(cluster, [cluster.data, cluster.home, cluster.sockets])


def make_cluster(cluster: Cluster) -> None:
    """Run initdb into a temporary name, then rename: a folder of that name is always whole."""
    _forget_drafts(cluster)
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=cluster.home))
    _hand_over(cluster, [draft])
    for options in _locale_options(cluster.binaries):
        answer = _initdb(cluster, draft, options)
        if answer.returncode == 0:
            draft.rename(cluster.folder)
            return
        if "locale" not in answer.stderr:
            break
    shutil.rmtree(draft, ignore_errors=True)
    cluster.log.write_text(answer.stderr)
    raise Refusal(explain(answer.stderr, f"La base de données n’a pas pu être créée (détails : {cluster.log})."))


def write_settings(cluster: Cluster) -> None:
    """Replace postgresql.conf: a new version of the code brings its settings to an old folder."""
    text = SETTINGS.format(sockets=cluster.sockets, durable="on" if cluster.durable else "off")
    path = cluster.folder / "postgresql.conf"
    if path.exists() and path.read_text() == text:
        return
    draft = path.with_suffix(".draft")
    draft.write_text(text)
    draft.replace(path)
    _hand_over(cluster, [path])


def explain(trace: str, otherwise: str) -> str:
    """Turn what a program of PostgreSQL printed into one sentence."""
    if "No space left on device" in trace or "File too large" in trace:
        return DISK_IS_FULL
    if "Permission denied" in trace:
        return f"{otherwise} Vérifiez que ce compte peut lire et écrire dans le dossier de données."
    return otherwise


def _initdb(cluster: Cluster, folder: Path, options: list[str]) -> subprocess.CompletedProcess[str]:
    command = [cluster.binaries.path("initdb"), "-D", str(folder), "-U", OWNER, "--auth=trust", "--encoding=UTF8"]
    # Trust is safe: there is no TCP, and the socket's folder opens only to this account.
    durability = [] if cluster.durable else ["--no-sync"]
    return subprocess.run(
        [*privileges.prefix(), *command, *options, *durability],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C"},
        **privileges.identity(),
    )


def _locale_options(binaries: Binaries) -> list[list[str]]:
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    first = builtin if binaries.major >= BUILTIN_LOCALES_SINCE else []
    return [[*first, f"--locale={name}"] for name in LOCALES]


def _forget_drafts(cluster: Cluster) -> None:
    for left in cluster.home.glob("draft-*"):
        shutil.rmtree(left, ignore_errors=True)


def _hand_over(cluster: Cluster, paths: list[Path]) -> None:
    identity = privileges.identity()
    if not identity:
        return
    for path in paths:
        if path != cluster.data:
            shutil.chown(path, identity["user"], identity["group"])
    cluster.data.chmod(0o711)  # the server's account must walk through
