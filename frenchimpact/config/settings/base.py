"""Settings shared by every environment; what differs comes from the environment, read in `environment.py`."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from frenchimpact.config.settings import environment as env
from frenchimpact.config.settings.mail import parse_mail

PROJECT = Path(__file__).parents[3]
DATA = env.data_folder(PROJECT)  # database, files, generated secrets; 0700, never in git
DATA_NAME = DATA.name

DOMAIN_APPS = [
    "shared",
    "ui",
    "journal",
    "accounts",
    "geography",
    "themes",
    "eligibility",
    "documents",
    "messaging",
    "search",
    "questionnaires",
    "assessments",
    "community",
    "calls",
    "labels",
    "portal",
    "api",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "django_htmx",
    "django_filters",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "csp",
    "anymail",
    *[f"frenchimpact.{name}" for name in DOMAIN_APPS],
]
MIDDLEWARE = [
    "frenchimpact.calls.web.arrival.note_arrival",  # first: a cut-off looks at when a request came in
    "frenchimpact.shared.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "frenchimpact.shared.middleware.this_machine_only",
    "frenchimpact.shared.middleware.refuse_endless_bodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frenchimpact.shared.compression.QuickGZipMiddleware",  # with random padding, so that lengths tell nothing
    "frenchimpact.shared.middleware.no_store_when_signed_in",
    "frenchimpact.api.middleware.api",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "frenchimpact.accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "frenchimpact.shared.middleware.RefusalMiddleware",
    "frenchimpact.shared.middleware.AccessMiddleware",
    "frenchimpact.shared.middleware.reads_never_write",
]
# The only pages whose GET may write, by the name of their address. Session and rate counters need no line here:
# they are written by middleware that stands outside reads_never_write.
GET_MAY_WRITE: dict[str, str] = {"accounts:proconnect_return": "the provider sends people back by a GET"}
# Pages that ask nothing of the database, and so need no transaction.
NO_DATABASE: dict[str, str] = {"portal:alive": "asks by itself, and says so when nobody answers"}
# Third-party views that declare no access of their own: the whole namespace is open to everyone.
NAMESPACES_WITH_OWN_ACCESS: dict[str, str] = {"api-v1": "public reading; each operation declares what it needs"}

API_REQUESTS_PER_MINUTE = 120  # of one network
# How many proxies of ours stand before the site, each of which adds one address to X-Forwarded-For.
TRUSTED_PROXIES = env.count("FRENCHIMPACT_TRUSTED_PROXIES")
PROXY_TELLS_ARRIVAL = env.flag(
    "FRENCHIMPACT_PROXY_TELLS_ARRIVAL"
)  # in X-Request-Start, over what a visitor wrote there

ROOT_URLCONF = "frenchimpact.config.urls"
WSGI_APPLICATION = "frenchimpact.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["frenchimpact.accounts.backends.LinkBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "accounts:sign_in"
# Appointed people act only after a second factor. Only the demonstration and the tests do without.
SECOND_FACTOR_REQUIRED = True
# « issuer, client id, client secret », separated by spaces; empty: no button. See docs/operations.md.
PROCONNECT = env.proconnect("FRENCHIMPACT_PROCONNECT")
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # the filter `number` writes them: localising every integer is slow, and breaks years

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "frenchimpact.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frenchimpact.ui.context.site",
                "frenchimpact.portal.web.menus.navigation",
            ],
        },
    }
]
COTTON_DIR = "cotton"

STATIC_URL = "/static/"
STORAGES = env.storages(DATA)
WHITENOISE_USE_FINDERS = True  # nothing to collect; production.py does collect

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([PROCONNECT.origin] if PROCONNECT else [])],  # signing in there leaves by a form
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Where to report a security problem, in /.well-known/security.txt: "mailto:…" or "https://…".
SECURITY_CONTACT = os.environ.get("FRENCHIMPACT_SECURITY_CONTACT", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LONGEST_BODY = 256 * 1024 * 1024  # of a whole request, files included: five files as long as one may be

DATABASES = {"default": env.database(DATA)}
SECRET_KEY = env.secret_key(DATA)

THEME = env.choice("FRENCHIMPACT_THEME", default="neutre", among={"neutre", "etat"})
# Templates of the theme hide those of the same name: see docs/adr/0003-two-themes.md.
TEMPLATES[0]["DIRS"] = [PROJECT / "frenchimpact" / "ui" / "themes" / THEME] if THEME != "neutre" else []
FILTERS_EMPTY_CHOICE_LABEL = "Indifférent"
SITE_NAME = "French Impact"
# Set only by `make demo` and `make run`, under the safety rules of config/checks.py.
DEMO = False
# Dotted names of functions without arguments; each makes fictional people and content, and again changes nothing.
DEMO_SEEDS: list[str] = []
DEVELOPMENT_MAILBOX = False

# Shown on the legal pages; whoever puts the site into service fills them in.
CONTACT_EMAIL = env.text("FRENCHIMPACT_CONTACT", default="contact@frenchimpact.invalid")
PUBLISHER = env.text("FRENCHIMPACT_PUBLISHER", default="")
HOST = env.text("FRENCHIMPACT_HOSTING", default="")

# The address of the site, for links in e-mails: the worker has no request to read it from.
SITE_URL = env.text("FRENCHIMPACT_URL", default=f"http://localhost:{env.text('PORT', default='8000')}")
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "shutdown_graceful_timeout": 20}
# Where letters leave; the time-out keeps a server that hangs from holding the worker.
MAIL = parse_mail(env.text("FRENCHIMPACT_MAIL", default="smtp://localhost"))
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
ANYMAIL = MAIL.anymail
EMAIL_TIMEOUT = 20
# The antivirus: « host:port » or the path of a local socket; empty: files are held for the programme team.
CLAMAV = env.text("FRENCHIMPACT_CLAMAV", default="")
