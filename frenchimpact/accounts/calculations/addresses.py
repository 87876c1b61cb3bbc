"""Addresses that look like somebody else’s."""

import unicodedata


def looks_like_another(email: str) -> bool:
    """Say whether a letter of this address becomes another one once capitals are put or taken away.

    A dotless i has the same capital as an i: a comparison without case would take one address for the other, and send
    to the first what opens the account of the second (Unicode TR 36, section 2.10.1).
    """
    return email.upper().lower() != email.lower() or unicodedata.normalize("NFKC", email) != email
