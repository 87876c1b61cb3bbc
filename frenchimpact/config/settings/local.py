"""`make run`: one machine, loopback; a mailbox on the site, unless DATABASE_URL names another database."""

import os

from frenchimpact.config.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEBUG = False
# The mailbox shows everybody's letters: never beside a database that may be a real one. Letters then leave by
# FRENCHIMPACT_MAIL, or wait in the outbox.
DEVELOPMENT_MAILBOX = not os.environ.get("DATABASE_URL")
if DEVELOPMENT_MAILBOX:
    EMAIL_BACKEND = "frenchimpact.messaging.mailbox.MailboxBackend"
DEFAULT_FROM_EMAIL = "French Impact <ne-pas-repondre@localhost>"
