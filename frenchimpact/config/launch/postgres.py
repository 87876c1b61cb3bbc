"""The embedded PostgreSQL: started when first needed, shared by all who use it, stopped by the last."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import errors, sql

from frenchimpact.config.launch import locks, privileges
from frenchimpact.config.launch.binaries import find_server
from frenchimpact.config.launch.cluster import (
    OWNER,
    Cluster,
    explain,
    make_cluster,
    prepare_folders,
    write_settings,
)
from frenchimpact.shared.errors import Refusal

ATTEMPTS = 4  # after a crash the old processes may need a moment to leave the shared memory
START_SECONDS = 300  # a long recovery is not a failure
LOG_BYTES = 10_000_000
CODE = Path(__file__).parents[3]
FAREWELL = b"."  # what a process that ends by itself says to its watcher


@contextmanager
def database_server(data: Path, *, durable: bool = True) -> Iterator[None]:
    """Keep the embedded server of a data folder running meanwhile; nothing to do where DATABASE_URL names another.

    A small process of its own stops the server even if this one is killed.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    cluster = Cluster(data, durable=durable)
    prepare_folders(cluster)
    with _watched(cluster), locks.join(cluster.home / "users.lock"):
        ensure_started(cluster)
        yield


def ensure_started(cluster: Cluster) -> None:
    """Start the server unless it answers; make its folder and its database the first time."""
    with locks.alone(cluster.home / "start.lock"):
        if answers(cluster):
            return
        if not (cluster.folder / "PG_VERSION").exists():
            make_cluster(cluster)
        prepare_folders(cluster)  # the last one to leave may have taken the socket's folder away meanwhile
        find_server(cluster.major)  # refuses a folder of another version before anything in it changes
        write_settings(cluster)
        _start(cluster)
        _create_database(cluster)


def answers(cluster: Cluster) -> bool:
    """Tell whether the server takes requests: a pid file proves nothing, its number may have been reused."""
    if not listens(cluster):
        return False
    command = [cluster.binaries.path("pg_isready"), "-q", "-h", str(cluster.sockets), "-p", "5432"]
    return subprocess.run(command, check=False).returncode == 0


def listens(cluster: Cluster) -> bool:
    """Tell in microseconds whether a server is there, ready or still recovering."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(5)
        try:
            probe.connect(str(cluster.sockets / ".s.PGSQL.5432"))
        except OSError:
            return False
        return True


def stop_if_unused(cluster: Cluster) -> bool:
    """Stop the server, unless another process uses it: that one will stop it. Tell whether nobody used it."""
    with locks.alone(cluster.home / "start.lock"):
        if not locks.nobody_uses(cluster.home / "users.lock"):
            return False
        if (cluster.folder / "postmaster.pid").exists():
            _pg_ctl(cluster, "stop", "-m", "fast", "-t", "60")
        with suppress(OSError):  # not empty after a crash: the next server to stop empties it
            cluster.sockets.rmdir()
        return True


@contextmanager
def _watched(cluster: Cluster) -> Iterator[None]:
    command = [sys.executable, "-m", "frenchimpact.config.launch.watcher", str(cluster.data), str(os.getpid())]
    watcher = subprocess.Popen(command, cwd=CODE, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        watcher.communicate(FAREWELL)  # and waits until the server is stopped
        stop_if_unused(cluster)  # the watcher itself may have been killed


def _start(cluster: Cluster) -> None:
    if cluster.log.exists() and cluster.log.stat().st_size > LOG_BYTES:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    for attempt in range(ATTEMPTS):
        start_of_trace = cluster.log.stat().st_size if cluster.log.exists() else 0
        if _pg_ctl(cluster, "start", "-t", str(START_SECONDS), "-l", str(cluster.log)):
            return
        time.sleep(0.5 * (attempt + 1))
    with cluster.log.open(errors="replace") as log:
        log.seek(start_of_trace)
        raise Refusal(explain(log.read(), f"La base de données ne démarre pas (détails : {cluster.log})."))


def _pg_ctl(cluster: Cluster, verb: str, *options: str) -> bool:
    command = [cluster.binaries.path("pg_ctl"), verb, "-w", "-s", "-D", str(cluster.folder), *options]
    answer = subprocess.run(
        [*privileges.prefix(), *command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"LC_ALL": "C"},
        **privileges.identity(),
    )
    return answer.returncode == 0


def _create_database(cluster: Cluster) -> None:
    with psycopg.connect(host=str(cluster.sockets), port=5432, user=OWNER, dbname="postgres", autocommit=True) as (
        connection
    ):
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [OWNER]).fetchone()
        if found is None:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(OWNER)))
            except errors.DiskFull as error:
                raise Refusal(explain("No space left on device", "")) from error
