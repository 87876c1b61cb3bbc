"""Cursors: signed, so that nobody forges one, and stable while rows come and go."""

from typing import TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja.errors import ValidationError

Row = TypeVar("Row", bound=Model)
_signer = Signer(salt="frenchimpact.api.pagination", sep=".")
LONGEST_CURSOR = 100


def page_after(rows: QuerySet[Row], cursor: str, limit: int) -> tuple[list[Row], str]:
    """Give at most `limit` rows after the cursor, and the cursor of the next page, empty on the last one."""
    if cursor:
        rows = rows.filter(pk__gt=_read(cursor))
    found = list(rows.order_by("pk")[: limit + 1])
    return found[:limit], _signer.sign(str(found[limit - 1].pk)) if len(found) > limit else ""


def address_of_next(request: HttpRequest, cursor: str) -> str | None:
    """Write the address of the next page: this one, with the other cursor."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _read(cursor: str) -> int:
    try:
        return int(_signer.unsign(cursor))
    except (BadSignature, ValueError) as error:
        raise ValidationError([{"loc": ("query", "cursor"), "type": "string_pattern_mismatch"}]) from error
