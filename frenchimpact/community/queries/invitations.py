"""The invitation that a link leads to."""

import hashlib
from datetime import datetime

from frenchimpact.community.models import Invitation


def hash_of(token: str) -> str:
    """Give the hash under which a token is known: the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def usable_invitation(token: str, at: datetime) -> Invitation | None:
    """Find the invitation of this link, if it still works."""
    found = Invitation.objects.filter(token_hash=hash_of(token)).select_related("organisation", "by").first()
    return found if found and found.is_usable(at) else None
