"""A public site: everything that differs from machine to machine comes from the environment, and nothing is guessed."""

import os
from pathlib import Path

from frenchimpact.config.settings import environment as env
from frenchimpact.config.settings.base import *  # noqa: F403
from frenchimpact.config.settings.base import DATA, MIDDLEWARE, PROJECT, TRUSTED_PROXIES
from frenchimpact.config.settings.logs import json_logging
from frenchimpact.config.settings.mail import EXAMPLE

env.require("DATABASE_URL", "l’adresse de la base, par exemple « postgres://compte:mot-de-passe@machine/frenchimpact »")
ALLOWED_HOSTS = env.require("FRENCHIMPACT_HOSTS", "les noms du site, séparés par des virgules").split(",")
env.require("FRENCHIMPACT_MAIL", f"le chemin du courrier, {EXAMPLE}")
DEFAULT_FROM_EMAIL = env.require("FRENCHIMPACT_FROM", "l’expéditeur, « French Impact <contact@exemple.fr> »")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

DEBUG = False
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante$"]  # asked by the proxy itself, inside
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("FRENCHIMPACT_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("FRENCHIMPACT_HSTS_SUBDOMAINS")
SITE_URL = env.text("FRENCHIMPACT_URL", default=f"https://{ALLOWED_HOSTS[0].removeprefix('.')}")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # whether other sites of the domain speak HTTPS is theirs
if env.flag("FRENCHIMPACT_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    TRUSTED_PROXIES = max(TRUSTED_PROXIES, 1)  # or all visitors would share the proxy’s address, and its limits
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

STATIC_ROOT = Path(os.environ.get("FRENCHIMPACT_STATIC") or PROJECT / "build" / "static")
STORAGES = env.storages(DATA) | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False

MIDDLEWARE = ["django_structlog.middlewares.RequestMiddleware", *MIDDLEWARE]
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # an address is personal data; the proxy keeps its own, for its own time
DJANGO_STRUCTLOG_USER_ID_FIELD = "public_id"
LOGGING = json_logging()
