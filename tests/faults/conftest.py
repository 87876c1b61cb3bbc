"""The program that dies, the mail server that remembers, and an empty queue."""

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection, connections

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@dataclass
class Received:
    """What the mail server accepted: how many times each Message-ID."""

    ids: Counter[str] = field(default_factory=Counter)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        content = envelope.content.decode() if isinstance(envelope.content, bytes) else str(envelope.content)
        (header,) = [line for line in content.splitlines() if line.lower().startswith("message-id:")]
        self.ids[header.partition(":")[2].strip()] += 1
        return "250 OK"


@dataclass
class Death:
    """How a process ended: where it was killed, or that it came to its end."""

    killed: bool
    status: int
    died_at: str = ""
    steps: int = 0
    in_doubt: bool = False


class Driver:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def run(self, command: str, argument: str = "-", *, dies_at: int = 0) -> Death:
        """Run one command in a process of its own, killed before this step (0: never)."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{command} {argument} {dies_at}\n")
        self.process.stdin.flush()
        return Death(**json.loads(self.process.stdout.readline()))


StartDriver = Callable[..., AbstractContextManager[Driver]]


@pytest.fixture
def mail_server() -> Iterator[Controller]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(Received(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def start_driver(transactional_db: None, mail_server: Controller) -> StartDriver:  # noqa: ARG001  # rows are committed
    """Start the program on the tests' own database; close it at the end of the block."""
    _empty_queue()

    @contextmanager
    def start(backend: str = SMTP_BACKEND) -> Iterator[Driver]:
        surroundings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "frenchimpact.config.settings.test",
            "DATABASE_URL": _database_url(connection.settings_dict),
            "FAULTS_SMTP_PORT": str(mail_server.port),
            "FAULTS_EMAIL_BACKEND": backend,
        }
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.driver"],
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            yield Driver(process)
            assert process.stdin
            process.stdin.close()
        _empty_queue()

    return start


def _empty_queue() -> None:
    """Empty what Django does not know as its own, and so does not empty between two tests."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    connections.close_all()


def _database_url(settings: dict[str, Any]) -> str:
    user, password = quote(settings["USER"], safe=""), quote(settings["PASSWORD"], safe="")
    where = urlencode({"host": settings["HOST"]}) if settings["HOST"] else ""
    return f"postgres://{user}:{password}@:{settings['PORT'] or 5432}/{settings['NAME']}?{where}"
