"""Codes that a person copies by hand: no letter that looks like another, no vowel that would make a word."""

import hashlib
import hmac
import secrets

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
LENGTH = 6  # 28 ** 6: one chance in eighty million in six tries
RECOVERY_LENGTH = 10


def new_code(length: int = LENGTH) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy(typed: str) -> str:
    """Return what was typed as it was sent: no space, no dash, capital letters."""
    return "".join(typed.split()).replace("-", "").upper()


def spaced(code: str) -> str:
    """Return the code in two halves, as it is written to people."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def keyed_hash(key: str, *parts: str) -> str:
    return hmac.new(key.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()
