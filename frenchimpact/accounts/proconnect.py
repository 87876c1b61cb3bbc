"""ProConnect, or any OpenID Connect provider: authorization code, PKCE, nonce, signed userinfo, sign-out there too.

No redirection is followed: whom we speak to is said by the settings and by the provider’s own configuration.

Written here rather than taken from mozilla-django-oidc: see docs/adr/0011-signing-in.md.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from frenchimpact.shared.errors import Refusal

SCOPES = "openid email given_name usual_name siret"
ALGORITHMS = ["RS256", "ES256"]
LEVEL = "eidas1"
TIMEOUT = 5  # seconds
LEEWAY = 30  # seconds between two clocks
RETURN_LASTS = 900  # seconds
CONFIGURATION_KEPT = 3600  # seconds
SILENT = "ProConnect ne répond pas comme prévu : réessayez, ou entrez par un code envoyé à votre adresse."
NOT_ASKED = "Cette connexion n’a pas été demandée depuis ce navigateur : recommencez."


class ProConnect(Protocol):
    """What settings say of the provider."""

    @property
    def issuer(self) -> str: ...

    @property
    def client_id(self) -> str: ...

    @property
    def client_secret(self) -> str: ...


@dataclass(frozen=True)
class Claims:
    """What the provider says of whoever comes back; `email_is_verified` only if it says so."""

    issuer: str
    subject: str
    email: str
    email_is_verified: bool
    name: str
    siret: str
    id_token: str


def address_of_provider(request: HttpRequest) -> str:
    """Return where to send the browser; state, nonce and PKCE verifier wait for it in the session."""
    asked = {"state": _random(), "nonce": _random(), "verifier": _random()}
    request.session["oidc"] = {**asked, "at": timezone.now().timestamp()}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["verifier"].encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": _provider().client_id,
        "redirect_uri": _return_address(request),
        "scope": SCOPES,
        "state": asked["state"],
        "nonce": asked["nonce"],
        "acr_values": LEVEL,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_endpoint('authorization_endpoint')}?{urlencode(query)}"


def read_return(request: HttpRequest) -> Claims:
    """Exchange the code for who came. Refuses what this browser did not ask for, and whatever does not hold."""
    asked = request.session.pop("oidc", None) or {}
    state = request.GET.get("state", "")
    is_fresh = timezone.now().timestamp() - asked.get("at", 0) < RETURN_LASTS
    if not is_fresh or not hmac.compare_digest(asked["state"].encode(), state.encode()):
        raise Refusal(NOT_ASKED)
    if "code" not in request.GET:
        raise Refusal("Vous n’êtes pas connecté·e : ProConnect a interrompu la demande. Recommencez quand vous voulez.")
    try:
        tokens = _exchange(request, request.GET["code"], asked["verifier"])
        identity = _verified(tokens["id_token"])
        if not hmac.compare_digest(str(identity.get("nonce", "")).encode(), asked["nonce"].encode()):
            raise Refusal(NOT_ASKED)
        return _claims(identity, _userinfo(tokens["access_token"]), tokens["id_token"])
    except (requests.RequestException, jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise Refusal(SILENT) from error


def leaving_address(request: HttpRequest) -> str:
    """Return where to sign out at the provider, or nothing for whoever came another way."""
    token = request.session.get("id_token")
    if not token or not settings.PROCONNECT:
        return ""
    try:
        there = _configuration().get("end_session_endpoint", "")
    except (requests.RequestException, ValueError):
        return ""  # the session closes here, whatever the provider does
    back = request.build_absolute_uri(reverse("accounts:sign_in"))
    query = {"id_token_hint": token, "post_logout_redirect_uri": back, "state": _random()}
    return f"{there}?{urlencode(query)}" if there else ""


def _provider() -> ProConnect:
    if settings.PROCONNECT is None:
        raise Refusal(SILENT)
    return settings.PROCONNECT


def _exchange(request: HttpRequest, code: str, verifier: str) -> dict[str, Any]:
    answer = requests.post(
        _endpoint("token_endpoint"),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": _return_address(request),
            "client_id": _provider().client_id,
            "client_secret": _provider().client_secret,
            "code_verifier": verifier,
        },
        timeout=TIMEOUT,
        allow_redirects=False,
    )
    answer.raise_for_status()
    tokens: dict[str, Any] = answer.json()
    return tokens


def _userinfo(access_token: str) -> dict[str, Any]:
    """Read who came: signed (as ProConnect does) or plain JSON."""
    headers = {"Authorization": f"Bearer {access_token}"}
    answer = requests.get(_endpoint("userinfo_endpoint"), headers=headers, timeout=TIMEOUT, allow_redirects=False)
    answer.raise_for_status()
    if answer.headers.get("Content-Type", "").startswith("application/jwt"):
        return _verified(answer.text, required=["iss", "aud"])
    told: dict[str, Any] = answer.json()
    return told


def _verified(token: str, required: list[str] | None = None) -> dict[str, Any]:
    """Check signature, issuer, audience and dates of what the provider signed."""
    configuration = _configuration()
    key = _keys(configuration["jwks_uri"]).get_signing_key_from_jwt(token)
    return jwt.decode(
        token,
        key.key,
        algorithms=ALGORITHMS,
        audience=_provider().client_id,
        issuer=configuration["issuer"],
        leeway=LEEWAY,
        options={"require": required or ["iss", "sub", "aud", "exp", "iat"]},
    )


def _claims(identity: dict[str, Any], told: dict[str, Any], id_token: str) -> Claims:
    """Refuses a userinfo that speaks of somebody else (OpenID Connect Core, section 5.3.2)."""
    if told["sub"] != identity["sub"]:
        raise Refusal(SILENT)
    name = " ".join(str(told.get(part) or "").strip() for part in ("given_name", "usual_name")).strip()
    return Claims(
        issuer=identity["iss"],
        subject=identity["sub"],
        email=str(told["email"]),
        email_is_verified=told.get("email_verified") is True,
        name=name[:150],
        siret="".join(character for character in str(told.get("siret") or "") if character.isdecimal())[:14],
        id_token=id_token,
    )


def _configuration() -> dict[str, Any]:
    address = f"{_provider().issuer.rstrip('/')}/.well-known/openid-configuration"
    if found := cache.get(address):
        return dict(found)
    answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
    answer.raise_for_status()
    configuration: dict[str, Any] = answer.json()
    if configuration.get("issuer", "").rstrip("/") != _provider().issuer.rstrip("/"):
        raise ValueError("issuer")  # OpenID Connect Discovery, section 4.3
    cache.set(address, configuration, CONFIGURATION_KEPT)
    return configuration


def _endpoint(name: str) -> str:
    try:
        return str(_configuration()[name])
    except (requests.RequestException, ValueError, KeyError) as error:
        raise Refusal(SILENT) from error


@lru_cache(maxsize=4)
def _keys(address: str) -> jwt.PyJWKClient:
    return jwt.PyJWKClient(address, timeout=TIMEOUT)


def _return_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:proconnect_return"))


def _random() -> str:
    return secrets.token_urlsafe(48)
