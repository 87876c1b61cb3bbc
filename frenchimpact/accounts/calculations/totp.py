"""Six digits that change every 30 seconds: RFC 6238 (TOTP) on RFC 4226 (HOTP), as every application knows them."""

import base64
import hmac
import secrets
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DIGITS = 6
SECRET_BYTES = 20  # RFC 4226, section 4: 160 bits are recommended
DRIFT = 1  # steps before and after: RFC 6238, section 5.2


def new_secret() -> str:
    """Return a secret in base32, as it is typed into an application."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_of(secret: str, step: int) -> str:
    """Return the digits of this step (RFC 4226, section 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: str, code: str, at: float) -> int | None:
    """Return the step that this code is of, at this Unix time, or None when it is of none that counts."""
    now = int(at) // STEP
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in steps if hmac.compare_digest(code_of(secret, step).encode(), code.encode())), None)


def address_of(secret: str, *, account: str, issuer: str) -> str:
    """Return the « otpauth » address that a QR code shows to an application."""
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{query}"
