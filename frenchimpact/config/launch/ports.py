"""The port at which the site answers."""

import errno
import os
import socket
import time

from frenchimpact.shared.errors import Refusal

DEFAULT_PORT = 8000
LARGEST_PORT = 65535
WAIT_SECONDS = 2.5  # servers left behind by a kill -9 need a moment to notice it and leave


def chosen_port() -> int:
    """Read PORT from the environment."""
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= LARGEST_PORT:
        raise Refusal(f"PORT vaut « {text} » : donnez un nombre entre 1 et {LARGEST_PORT}, par exemple 9000.")
    return int(text)


def chosen_host() -> str:
    """Where the server listens: only this machine unless FRENCHIMPACT_BIND says otherwise."""
    return os.environ.get("FRENCHIMPACT_BIND") or "127.0.0.1"


def require_free_port(host: str, port: int) -> None:
    """Refuse a port at which another program answers, or that this account may not take."""
    give_up_at = time.monotonic() + WAIT_SECONDS
    while (problem := _problem(host, port)) and problem == errno.EADDRINUSE and time.monotonic() < give_up_at:
        time.sleep(0.2)
    if problem == errno.EADDRINUSE:
        raise Refusal(
            f"Le port {port} est déjà utilisé par un autre programme : arrêtez-le, "
            f"ou choisissez un autre port, par exemple « PORT={port + 1000} make run »."
        )
    if problem == errno.EACCES:
        raise Refusal(f"Ce compte ne peut pas ouvrir le port {port} : choisissez-en un au-dessus de 1024.")
    if problem:
        raise Refusal(f"Le port {port} ne peut pas être ouvert : {os.strerror(problem)}.")


def _problem(host: str, port: int) -> int | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if probe.connect_ex((host, port)) == 0:  # macOS lets two programs take one port on different addresses
            return errno.EADDRINUSE
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno
    return None
