"""What would be dangerous in production keeps the site from starting."""

import ipaddress
import os
from collections.abc import Iterator

from django.conf import settings

from frenchimpact.config.launch.ports import chosen_host
from frenchimpact.shared.errors import Refusal

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
WAY_OUT = "retirez-la, ou choisissez les réglages de production."


def refuse_unsafe_settings() -> None:
    """Refuse the demo and the development mailbox unless nobody but this machine can reach them.

    Both let anybody sign in as anybody: they need a server bound to loopback, local host names, their own database.
    """
    if settings.DEMO and not settings.DEVELOPMENT_MAILBOX:
        raise Refusal("La démonstration n’envoie pas de courrier : gardez la boîte aux lettres de développement.")
    if not (settings.DEMO or settings.DEVELOPMENT_MAILBOX):
        return
    mode = "La démonstration" if settings.DEMO else "Le mode de développement"
    for problem in _problems():
        raise Refusal(f"{mode} ne peut pas démarrer ainsi : {problem}")


def _problems() -> Iterator[str]:
    if not _is_loopback(chosen_host()):
        yield f"FRENCHIMPACT_BIND ouvre le site à d’autres machines ; {WAY_OUT}"
    if not set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        yield "ALLOWED_HOSTS accepte un nom qui n’est pas celui de cette machine."
    if os.environ.get("DATABASE_URL"):
        yield f"DATABASE_URL désigne une autre base ; {WAY_OUT}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
