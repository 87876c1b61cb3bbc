"""The invitation that a link leads to."""

from datetime import datetime

from frenchimpact.community.models import Invitation
from frenchimpact.shared.ids import hash_of_token


def usable_invitation(token: str, at: datetime) -> Invitation | None:
    """Find the invitation of this link, if it still works."""
    found = Invitation.objects.filter(token_hash=hash_of_token(token)).select_related("organisation", "by").first()
    return found if found and found.is_usable(at) else None
