"""From an exception to the one sentence that a person can act upon."""

import errno
from collections.abc import Iterator

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import SystemCheckError

from frenchimpact.config.launch.disk import DISK_IS_FULL
from frenchimpact.shared.errors import Refusal

NO_DATABASE = (
    "La base de données ne répond pas : vérifiez DATABASE_URL si elle est définie, sinon lancez « make run ». "
    "Détail : {detail}"
)


def sentence_for(error: BaseException) -> str | None:
    """Give None for what nobody foresaw: its traceback is then worth more than a sentence."""
    for cause in _causes(error):
        if (sentence := _explain(cause)) is not None:
            return sentence
    return None


def _explain(error: BaseException) -> str | None:
    if isinstance(error, Refusal):
        return error.message
    if isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
        return DISK_IS_FULL
    if isinstance(error, psycopg.OperationalError):
        return NO_DATABASE.format(detail=str(error).strip().splitlines()[0] if str(error).strip() else "aucun")
    if isinstance(error, ImproperlyConfigured | SystemCheckError):
        return str(error)
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
