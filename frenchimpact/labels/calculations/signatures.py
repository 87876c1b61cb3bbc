"""The signature of the public record of a wave: a compact JWS (RFC 7515) over its digest, made by the key of labels.

It stands beside the record, so that the file of the record is exactly what its digest is of.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt

ALGORITHM = "EdDSA"
KIND = "wave-record+jwt"  # told from the credential of a label, which the same key signs
LONGEST = 4000  # characters of a signature


class NotKeysError(ValueError):
    """A file that holds no public key."""


def sign_digest(digest: str, claims: Mapping[str, str | int], private_pem: bytes, *, key: str, at: datetime) -> str:
    """Sign the SHA-256 of a record, in hexadecimal; `claims` say of which wave it is, `key` names the key."""
    signed = {**claims, "sha256": digest, "iat": int(at.timestamp())}
    return jwt.encode(signed, private_pem, algorithm=ALGORITHM, headers={"typ": KIND, "kid": key})


def is_signed(digest: str, signature: str, keys: list[Any]) -> bool:
    """Say whether one of these public keys signed this digest, as that of a record."""
    return any(_signed_by(key, signature.strip()) == digest for key in keys)


def read_keys(text: str) -> list[Any]:
    """Read public keys: the set that the site publishes (JWK set), or one key (PEM). Raises NotKeysError."""
    try:
        if text.lstrip().startswith("-----BEGIN"):
            return [jwt.get_algorithm_by_name(ALGORITHM).prepare_key(text)]
        return [key.key for key in jwt.PyJWKSet.from_dict(json.loads(text)).keys]
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NotKeysError(str(error)) from error


def _signed_by(key: Any, signature: str) -> object:  # noqa: ANN401  # a key of the library
    """Give the digest that this key signed; nothing when it did not, or signed something else."""
    if len(signature) > LONGEST:
        return None
    try:
        whole = jwt.decode_complete(signature, key, algorithms=[ALGORITHM], options={"verify_iat": False})
    except (jwt.InvalidTokenError, TypeError, ValueError):
        return None
    return whole["payload"].get("sha256") if whole["header"].get("typ") == KIND else None
