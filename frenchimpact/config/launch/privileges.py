"""PostgreSQL refuses to run as root; a container often knows no one else."""

import os
import shutil
import subprocess
from functools import cache
from typing import TypedDict

from frenchimpact.shared.errors import Refusal

SYSTEM_USERS = ("postgres", "nobody")
NAMESPACE = ["unshare", "-U", "--map-user=1000", "--map-group=1000"]


class Identity(TypedDict, total=False):
    """The part of `subprocess.run` that says as whom."""

    user: str
    group: int
    extra_groups: list[int]


def prefix() -> list[str]:
    """Words to put before a server's program: as root, a user namespace in which we are somebody else.

    Outside the namespace the process still belongs to root, so that no file changes hands.
    """
    return NAMESPACE if os.getuid() == 0 and _namespaces_are_allowed() else []


def identity() -> Identity:
    """As root where namespaces are forbidden: the system user under which the server runs."""
    if os.getuid() != 0 or _namespaces_are_allowed():
        return {}
    import pwd  # noqa: PLC0415  # only here, and only on Unix

    for name in SYSTEM_USERS:
        try:
            return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}
        except KeyError:
            continue
    raise Refusal("PostgreSQL ne démarre pas sous « root ». Lancez la commande avec un compte ordinaire.")


@cache
def _namespaces_are_allowed() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
