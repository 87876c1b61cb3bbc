"""ClamAV by its socket: FRENCHIMPACT_CLAMAV is « host:port » or the path of a local socket."""

import socket
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

TIMEOUT = 60  # seconds
CHUNK = 128 * 1024


class NoAnswer(Exception):
    """The antivirus said neither yes nor no: ask again later."""


def is_on() -> bool:
    return bool(settings.CLAMAV)


def is_clean(path: Path) -> bool:
    """Ask ClamAV (command INSTREAM). Raise NoAnswer or OSError when it does not answer."""
    with _connect() as clamd, path.open("rb") as file:
        clamd.sendall(b"zINSTREAM\0")
        for chunk in _chunks(iter(lambda: file.read(CHUNK), b"")):
            clamd.sendall(chunk)
        answer = b"".join(iter(lambda: clamd.recv(4096), b"")).rstrip(b"\0\n")
    if answer.endswith(b"OK"):
        return True
    if answer.endswith(b"FOUND"):
        return False
    raise NoAnswer(answer.decode(errors="replace"))


def _connect() -> socket.socket:
    host, _, port = settings.CLAMAV.rpartition(":")
    if host:
        return socket.create_connection((host, int(port)), timeout=TIMEOUT)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(TIMEOUT)
    try:
        clamd.connect(settings.CLAMAV)
    except OSError:
        clamd.close()
        raise
    return clamd


def _chunks(parts: Iterable[bytes]) -> Iterable[bytes]:
    for part in parts:
        yield len(part).to_bytes(4, "big") + part
    yield (0).to_bytes(4, "big")
