"""A process that must not outlive the one that started it, even if that one is killed."""

import os
import signal
import threading
import time

PARENT = "FRENCHIMPACT_SUPERVISOR"
POLL_SECONDS = 0.3
GRACE_SECONDS = 8


def follow(parent: int) -> None:
    """End this process soon after its parent ends: politely, then by force."""

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(POLL_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def follow_supervisor() -> None:
    """Follow the supervisor, if it is one that started this process."""
    if parent := os.environ.get(PARENT):
        follow(int(parent))
