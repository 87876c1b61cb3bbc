"""A program that dies on demand: it acts, or works as the worker, and kills itself before its n-th step.

Started once by the tests, it answers commands on its standard input by one line of JSON; each command runs in a
process forked for it, which SIGKILL ends as it would a real one: no handler, no rollback sent, sockets cut.
"""

import asyncio
import json
import os
import signal
import smtplib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.backends.utils import CursorWrapper  # noqa: E402
from django.utils import timezone  # noqa: E402
from procrastinate.contrib.django import app  # noqa: E402

from frenchimpact.accounts.models import User  # noqa: E402
from frenchimpact.journal.actions import record, retry_stalled_jobs  # noqa: E402
from frenchimpact.journal.kinds import Kind  # noqa: E402
from frenchimpact.journal.listeners import notice_of, on  # noqa: E402
from frenchimpact.journal.models import Event  # noqa: E402
from frenchimpact.messaging.actions import notify, send_digests, sweep_outbox  # noqa: E402
from frenchimpact.messaging.letters import render_letter  # noqa: E402
from frenchimpact.messaging.models import Frequency, Topic  # noqa: E402

HAPPENED = Kind("faults.happened", "a fait quelque chose")
FOLLOWED = Kind("faults.followed", "a suivi")
TEMPLATE = "messaging/emails/link_issued.txt"
NEVER = 0


@on(HAPPENED)
def follow(event: Event) -> None:
    """Do what would be seen if it were done twice."""
    if isinstance(event.subject, User):
        record(FOLLOWED, event.subject, by=None)


@notice_of(HAPPENED)
@notice_of(FOLLOWED)
def tell(event: Event) -> None:
    if isinstance(event.subject, User):
        notify([event.subject], about=event, topic=Topic.SECURITY, template=TEMPLATE, context={})


@dataclass
class Life:
    """How far a process has come, and where it must die."""

    dies_at: int
    report: int  # where to write the last words
    steps: int = 0
    in_doubt: bool = False  # the mail server may have the message, the database does not know
    lock: Any = None

    def step(self, what: str) -> None:
        with self.lock:
            self.steps += 1
            if self.steps == self.dies_at:
                self.say(what)
                os.kill(os.getpid(), signal.SIGKILL)

    def say(self, what: str) -> None:
        words = {"died_at": what, "steps": self.steps, "in_doubt": self.in_doubt}
        os.write(self.report, json.dumps(words).encode())


def watch(life: Life) -> None:
    """Put a step before each statement and mail command, and on both sides of each commit and of each mail."""
    _before(CursorWrapper, "execute", lambda _, sql, *__: life.step(f"sql: {str(sql)[:60]}"))
    _before(psycopg.AsyncCursor, "execute", lambda _, sql, *__, **___: life.step(f"queue: {str(sql).strip()[:60]}"))
    _before(smtplib.SMTP, "getreply", lambda _: life.step("mail: before the reply"))
    _before(smtplib.SMTP, "putcmd", lambda _, command, *__: _command(life, command))
    commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]  # Django's own commit has no public name

    def watched_commit(self: BaseDatabaseWrapper) -> None:
        life.step("before commit")
        commit(self)
        life.in_doubt = False
        life.step("after commit")

    BaseDatabaseWrapper._commit = watched_commit  # type: ignore[attr-defined]


def _command(life: Life, command: str) -> None:
    life.in_doubt = life.in_doubt or command == "data"
    life.step(f"mail: {command}")


def _before(owner: type, name: str, step: Callable[..., None]) -> None:
    original = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # whatever the method takes
        step(*args, **kwargs)
        return original(*args, **kwargs)

    setattr(owner, name, watched)


def act(address: str) -> None:
    """Do one thing, as a page would."""
    with transaction.atomic():
        person = User.objects.create(email=address, name="Camille Durand")
        record(HAPPENED, person, by=person)


def work(_: str) -> None:
    """Do what waits, as the worker does, until nothing is left."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        asyncio.run(_work())


async def _work() -> None:
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False, concurrency=1, install_signal_handlers=False)


def digest(_: str) -> None:
    """Write the digests of today, as the periodic task does."""
    send_digests(Frequency.DAILY, timezone.now())


def recover(_: str) -> None:
    """Let time pass over the dead, then do what the periodic tasks do, and the rest."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    retry_stalled_jobs(timezone.now())
    sweep_outbox(timezone.now() + timedelta(minutes=20))
    work("")


COMMANDS = {"act": act, "work": work, "digest": digest, "recover": recover}


def live(command: str, argument: str, life: Life) -> None:
    life.lock = threading.Lock()
    watch(life)
    try:
        COMMANDS[command](argument)
        life.say("")
    finally:
        connections.close_all()


def answer(command: str, argument: str, dies_at: int) -> dict[str, Any]:
    listen, speak = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            live(command, argument, Life(dies_at, speak))
            status = 0
        finally:
            os._exit(status)
    os.close(speak)
    with os.fdopen(listen, "rb") as words:
        said = words.read()
    _, status = os.waitpid(child, 0)
    signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return {"killed": signalled == signal.SIGKILL, "status": status, **json.loads(said or b"{}")}


def main() -> None:
    app.periodic_registry.periodic_tasks.clear()  # recover() plays them
    backend = os.environ["FAULTS_EMAIL_BACKEND"]
    settings.EMAIL_BACKEND, settings.DEVELOPMENT_MAILBOX = backend, "mailbox" in backend
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(os.environ["FAULTS_SMTP_PORT"])
    render_letter(TEMPLATE, {}, topic=Topic.PLATFORM)  # what a process learns once, its children need not learn again
    app.connector.get_worker_connector()  # type: ignore[attr-defined]  # as below
    for line in sys.stdin:
        command, argument, dies_at = line.split()
        sys.stdout.write(json.dumps(answer(command, argument, int(dies_at))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
