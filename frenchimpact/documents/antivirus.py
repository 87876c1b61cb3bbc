"""ClamAV by its socket: FRENCHIMPACT_CLAMAV is « host:port » or the path of a local socket."""

import select
import socket
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CONNECTING = 5  # seconds
SILENCE = 30  # seconds without a word, or without taking what we send
PATIENCE = 120  # seconds for one file, however slowly it answers
CHUNK = 128 * 1024
LONGEST_ANSWER = 4096
NOT_READ_WHOLE = (b"size limit exceeded. ERROR", b"Heuristics.Limits.Exceeded")  # StreamMaxLength; AlertExceedsMax


class NoAnswer(Exception):
    """The antivirus said neither yes nor no: ask again later."""


class TooBig(Exception):
    """The antivirus is set to read less than this file: asking again changes nothing, the programme team decides."""


def is_on() -> bool:
    return bool(settings.CLAMAV)


def answers() -> bool:
    """Say whether it is there and alive, in a few seconds (command PING)."""
    try:
        with _connect() as clamd:
            clamd.settimeout(CONNECTING)
            clamd.sendall(b"zPING\0")
            return clamd.recv(LONGEST_ANSWER).startswith(b"PONG")
    except OSError:
        return False


def is_clean(path: Path) -> bool:
    """Ask ClamAV (command INSTREAM). Raise TooBig, or NoAnswer or OSError when it does not answer."""
    until = time.monotonic() + PATIENCE
    with _connect() as clamd, path.open("rb") as file:
        clamd.settimeout(SILENCE)
        _send(clamd, file, until)
        answer = _answer(clamd, until)
    if any(words in answer for words in NOT_READ_WHOLE):
        raise TooBig(answer.decode(errors="replace"))
    if answer.endswith(b": OK"):
        return True
    if answer.endswith(b" FOUND"):
        return False
    raise NoAnswer(answer.decode(errors="replace"))


def _connect() -> socket.socket:
    host, _, port = settings.CLAMAV.rpartition(":")
    if host:
        return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTING)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(CONNECTING)
    try:
        clamd.connect(settings.CLAMAV)
    except OSError:
        clamd.close()
        raise
    return clamd


def _send(clamd: socket.socket, file: BinaryIO, until: float) -> None:
    """Send the file; stop as soon as there is an answer or nobody to take more: the answer then says why."""
    try:
        clamd.sendall(b"zINSTREAM\0")
        for chunk in _chunks(iter(lambda: file.read(CHUNK), b"")):
            if select.select([clamd], [], [], 0)[0]:
                return
            _require_time(until)
            clamd.sendall(chunk)
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(clamd: socket.socket, until: float) -> bytes:
    """Read up to the zero that ends an answer; what is cut short is no answer."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        _require_time(until)
        try:
            more = clamd.recv(LONGEST_ANSWER)
        except ConnectionResetError as error:
            raise NoAnswer(answer.decode(errors="replace")) from error
        if not more:
            raise NoAnswer(answer.decode(errors="replace"))
        answer += more
    return answer.rstrip(b"\0")


def _require_time(until: float) -> None:
    if time.monotonic() > until:
        message = f"nothing decided in {PATIENCE} seconds"
        raise NoAnswer(message)


def _chunks(parts: Iterable[bytes]) -> Iterable[bytes]:
    for part in parts:
        yield len(part).to_bytes(4, "big") + part
    yield (0).to_bytes(4, "big")
