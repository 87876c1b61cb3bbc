"""Where a request comes from, when proxies stand between the visitor and the server."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

PREFIX_IPV6 = 64  # one subscriber has a whole /64
WHOLE_IPV4 = 32
LOCAL = "local"  # a socket of the machine itself has no address


def network_of(request: HttpRequest, *, prefix_ipv4: int = WHOLE_IPV4) -> str:
    """Name the network of the visitor: « 192.0.2.7/32 », « 2001:db8::/64 », or « local »."""
    address = _address_of(request)
    if address is None:
        return LOCAL
    prefix = prefix_ipv4 if isinstance(address, IPv4Address) else PREFIX_IPV6
    return str(ip_network((address, prefix), strict=False))


def is_from_this_machine(request: HttpRequest) -> bool:
    """Say whether the other end of the connection is here: no header is believed, a socket's file counts."""
    address = _read(request.META.get("REMOTE_ADDR", ""))
    return address is None or address.is_loopback


def _address_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Count back over as many addresses as there are proxies of ours: those further left, a visitor may forge."""
    seen = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.TRUSTED_PROXIES else []
    chain = [*(each.strip() for each in forwarded if each.strip()), seen]
    return _read(chain[-min(settings.TRUSTED_PROXIES + 1, len(chain))]) or _read(seen)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    # A server that listens on IPv6 sees IPv4 visitors as ::ffff:192.0.2.7, all of them in one /64.
    return getattr(address, "ipv4_mapped", None) or address
