"""WebAuthn by the library fido2: what is asked of the browser, and whether its answer holds."""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from frenchimpact.accounts.models import Passkey, User
from frenchimpact.shared.errors import Refusal

ASKED = "passkey_asked"  # in the session: the challenge of the last page that asked for a key
LONGEST_ANSWER = 20_000  # characters; an answer has one or two thousand
# What the library says of an answer that was forged: one nested too deep or cut short included.
NO_ANSWER = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, struct.error)
NOT_THIS_KEY = "Cette clé d’accès n’a pas été reconnue : réessayez, ou entrez par un code."


@dataclass(frozen=True)
class NewKey:
    credential_id: bytes
    credential: bytes
    sign_count: int


@dataclass(frozen=True)
class KeyUsed:
    credential_id: bytes
    sign_count: int


def ask_for_new_key(request: HttpRequest, person: User, keys: Sequence[Passkey]) -> str:
    """Return the options of navigator.credentials.create(), in JSON; the challenge is kept in the session."""
    user = PublicKeyCredentialUserEntity(
        id=person.public_id.encode(), name=person.email, display_name=person.name or person.email
    )
    options, state = _server(request).register_begin(
        user,
        [_credential(key) for key in keys],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(request, dict(options), state)


def read_new_key(request: HttpRequest, answer: str) -> NewKey:
    """Verify what the browser made. Refuses what was not asked for by this session’s last page."""
    state = request.session.pop(ASKED, None)
    try:
        data = _server(request).register_complete(state, _parse(answer))
    except NO_ANSWER as error:
        raise Refusal("La clé d’accès n’a pas pu être ajoutée : recommencez depuis cette page.") from error
    if data.credential_data is None:
        raise Refusal("La clé d’accès n’a pas pu être ajoutée : recommencez depuis cette page.")
    return NewKey(data.credential_data.credential_id, bytes(data.credential_data), data.counter)


def ask_for_key(request: HttpRequest, keys: Sequence[Passkey] | None = None) -> str:
    """Return the options of navigator.credentials.get(): for these keys, or for any that the person has."""
    credentials = [_credential(key) for key in keys] if keys else None
    options, state = _server(request).authenticate_begin(
        credentials, user_verification=UserVerificationRequirement.REQUIRED
    )
    return _asked(request, dict(options), state)


def read_key(request: HttpRequest, answer: str) -> KeyUsed:
    """Verify a signature by a key that is known here. Refuses, in the same words, whatever is wrong with it."""
    state = request.session.pop(ASKED, None)
    try:
        response = AuthenticationResponse.from_dict(_parse(answer))
        known = [_credential(key) for key in Passkey.objects.filter(credential_id=response.raw_id)]
        _server(request).authenticate_complete(state, known, response)
    except NO_ANSWER as error:
        raise Refusal(NOT_THIS_KEY) from error
    return KeyUsed(response.raw_id, response.response.authenticator_data.counter)


def _server(request: HttpRequest) -> Fido2Server:
    """Keys are made for the name of this site, and answer to no other."""
    host = request.get_host().partition(":")[0]
    return Fido2Server(PublicKeyCredentialRpEntity(name=settings.SITE_NAME, id=host))


def _asked(request: HttpRequest, options: dict[str, Any], state: object) -> str:
    request.session[ASKED] = state
    return json.dumps(options)


def _parse(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    parsed = json.loads(answer)
    if not isinstance(parsed, dict):
        raise TypeError("not an object")
    return parsed


def _credential(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential))
