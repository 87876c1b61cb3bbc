"""Logs in JSON, one line an event, without the values of local variables: they may be secrets."""

import re
from typing import Any

import structlog

# Whoever reads the logs must not be able to sign in: a link is written there when it is opened, before it is used.
LINK = re.compile(r"(/(?:connexion|equipe/premier-acces)/)[^/?\s\"']+")
# Every other link that opens something ends in 32 random bytes: invitations, letters, objections.
TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


def without_links(_logger: object, _method: str, line: dict[str, Any]) -> dict[str, Any]:
    """Take the tokens of sign-in links out of what is logged, wherever an address stands in it."""
    return {name: _without_links(value) for name, value in line.items()}


def _without_links(value: Any) -> Any:  # noqa: ANN401  # whatever is logged
    match value:
        case str():
            return LINK.sub(r"\1…", TOKEN.sub("…", value))
        case dict():
            return {name: _without_links(each) for name, each in value.items()}
        case list() | tuple():
            return [_without_links(each) for each in value]
        case _:
            return value


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.StackInfoRenderer(),
    structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
]
# They say at each start what they registered, and after each request what its own line says already.
TALKATIVE = ("procrastinate.blueprints", "procrastinate.periodic", "django.request", "django.server")


def json_logging() -> dict[str, Any]:
    """Configure structlog, and give what Django's LOGGING needs to speak through it."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            without_links,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
        "root": {"handlers": ["stdout"], "level": "INFO"},
        "loggers": {name: {"level": "WARNING"} for name in TALKATIVE},
    }
