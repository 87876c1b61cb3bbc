"""The fingerprint of what was submitted."""

import hashlib
import json


def canonical(content: object) -> str:
    """Write a content in the one way from which its digest is made: sorted keys, no space, accents as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(content: object) -> str:
    """Return the SHA-256 of a content, hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
