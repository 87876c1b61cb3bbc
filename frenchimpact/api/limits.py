"""Each network asks so often a minute, and learns how much is left; counted in the database for all processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from frenchimpact.api.actions import count_request
from frenchimpact.shared.network import network_of

MINUTE = 60


@dataclass(frozen=True)
class Allowance:
    """What a network may still ask in this minute."""

    limit: int
    remaining: int
    reset: int  # seconds until the next minute
    is_exceeded: bool

    def write_on(self, response: HttpResponse) -> None:
        response["RateLimit-Limit"] = str(self.limit)
        response["RateLimit-Remaining"] = str(self.remaining)
        response["RateLimit-Reset"] = str(self.reset)
        if self.is_exceeded:
            response["Retry-After"] = str(self.reset)


def use_allowance(request: HttpRequest, *, at: datetime) -> Allowance:
    """Count this request against its network's allowance."""
    limit: int = settings.API_REQUESTS_PER_MINUTE
    used = count_request(digest_of_network(request), at=at)
    return Allowance(limit, max(limit - used, 0), MINUTE - at.second, used > limit)


def digest_of_network(request: HttpRequest) -> str:
    """Give a keyed digest of the network that asks: enough to count, not to know who."""
    return salted_hmac("frenchimpact.api.limits", network_of(request), algorithm="sha256").hexdigest()[:32]
