"""Keys that sign: the private half is a file that only the site reads, the public half stays published for ever."""

import os
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from frenchimpact.accounts.models import User
from frenchimpact.journal.actions import record
from frenchimpact.labels import events
from frenchimpact.labels.calculations.badges import make_key_pair
from frenchimpact.labels.models import SigningKey


@transaction.atomic
def renew_key(*, by: User | None, at: datetime) -> SigningKey:
    """Make a key, and retire the one that signed until now; `by` is empty for the site and its command line.

    The retired one stays published: what it signed still verifies. Its private half stays in the backups only.
    """
    for former in SigningKey.objects.select_for_update().filter(retired_at=None):
        former.retired_at = at
        former.save(update_fields=["retired_at"])
        record(events.KEY_RETIRED, former, by=by)
        transaction.on_commit(partial(_path_of(former.name).unlink, missing_ok=True))
    private, public = make_key_pair()
    name = f"labels-{localdate(at):%Y-%m-%d}-{token_hex(4)}"
    _write(name, private)
    key = SigningKey.objects.create(name=name, public_pem=public.decode(), made_at=at)
    record(events.KEY_MADE, key, by=by)
    return key


@transaction.atomic
def key_that_signs(at: datetime) -> tuple[SigningKey, bytes]:
    """Give the key in force with its private half; a new one on a first day, or where the private half is lost."""
    key = SigningKey.objects.filter(retired_at=None).first()
    private = _read(key.name) if key else None
    if key is None or private is None:
        key = renew_key(by=None, at=at)
        private = _read(key.name) or b""
    return key, private


def _path_of(name: str) -> Path:
    return Path(settings.DATA) / "secrets" / "label_keys" / f"{name}.pem"


def _read(name: str) -> bytes | None:
    with suppress(FileNotFoundError):
        return _path_of(name).read_bytes()
    return None


def _write(name: str, private: bytes) -> None:
    path = _path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private)
        file.flush()
        os.fsync(file.fileno())
