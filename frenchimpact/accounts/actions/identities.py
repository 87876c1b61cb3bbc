"""Accounts known by an identity provider."""

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events
from frenchimpact.accounts.models import Identity, User
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def link_identity(issuer: str, subject: str, *, siret: str, by: User) -> Identity:
    """Tie this identity to whoever has just proved the address it told; refuses one that is somebody else’s."""
    now = timezone.now()
    found = Identity.objects.select_for_update().filter(issuer=issuer, subject=subject).first()
    if found and found.person_id != by.pk:
        raise Refusal("Cette identité ProConnect est reliée à un autre compte : écrivez à l’équipe du programme.")
    if found:
        found.siret, found.used_at = siret, now
        found.save(update_fields=["siret", "used_at"])
        return found
    row = Identity.objects.create(person=by, issuer=issuer, subject=subject, siret=siret, since=now, used_at=now)
    record(events.IDENTITY_LINKED, by, by=by)
    return row
