"""A small ClamAV for the tests: it speaks the real protocol (PING, INSTREAM), and fails as the real one does."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"  # in two: no antivirus minds us

Behaviour = Callable[[socket.socket], None]


@contextmanager
def clamd(path: Path, behaviour: Behaviour | None = None) -> Iterator[str]:
    """Listen at this path until the block ends; each caller meets this behaviour."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(8)
    thread = threading.Thread(target=_serve, args=(server, behaviour or reads_whole), daemon=True)
    thread.start()
    try:
        yield str(path)
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def reads_whole(caller: socket.socket) -> None:
    """Find EICAR, as clamd does; answer PING."""
    command = _until_zero(caller)
    if command == b"zPING":
        return caller.sendall(b"PONG\0")
    assert command == b"zINSTREAM", command
    found = EICAR in b"".join(_stream(caller))
    return caller.sendall(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


def stops_at(size: int) -> Behaviour:
    """Behave as with StreamMaxLength: beyond it clamd says so and hangs up, whatever is still being sent."""

    def behaviour(caller: socket.socket) -> None:
        if _until_zero(caller) == b"zPING":
            return caller.sendall(b"PONG\0")
        read = 0
        for part in _stream(caller):
            read += len(part)
            if read > size:
                return caller.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        return caller.sendall(b"stream: OK\0")

    return behaviour


def says(answer: bytes) -> Behaviour:
    def behaviour(caller: socket.socket) -> None:
        _until_zero(caller)
        for _ in _stream(caller):
            pass
        caller.sendall(answer)

    return behaviour


def is_half_dead(caller: socket.socket) -> None:
    """Take everything and say nothing, until the caller hangs up."""
    while caller.recv(65536):
        pass


def hangs_up(caller: socket.socket) -> None:
    caller.recv(1)


def _serve(server: socket.socket, behaviour: Behaviour) -> None:
    while True:
        try:
            caller = server.accept()[0]
        except OSError:
            return
        with caller:
            try:
                behaviour(caller)
            except OSError:
                continue


def _until_zero(caller: socket.socket) -> bytes:
    data = b""
    while not data.endswith(b"\0") and (more := caller.recv(1)):
        data += more
    return data.rstrip(b"\0")


def _stream(caller: socket.socket) -> Iterator[bytes]:
    while size := int.from_bytes(_exactly(caller, 4), "big"):
        yield _exactly(caller, size)


def _exactly(caller: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := caller.recv(size - len(data))):
        data += more
    return data
