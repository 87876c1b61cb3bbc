"""Answers that did not change are not sent again."""

from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

FRESH_FOR = 300  # seconds: official places change once a year, labels a few times


def make_conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a good answer its ETag and its freshness, or 304 where the client has it already."""
    if response.status_code != HTTPStatus.OK or response.streaming:
        response.setdefault("Cache-Control", "no-store")
        return response
    etag = quote_etag(blake2b(response.content, digest_size=16).hexdigest())
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    patch_vary_headers(response, ["Accept-Encoding"])
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional if isinstance(conditional, HttpResponse) else response
