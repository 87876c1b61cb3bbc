"""People leave, their names with them."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.community.models import Organisation, StatusClaim


@transaction.atomic
def forget_who_wrote(person: User, at: datetime) -> int:  # noqa: ARG001  # as every erasure is asked
    """Part pages from whoever created them, and empty the public address that is this person's own. Return how many."""
    StatusClaim.objects.filter(added_by=person).update(added_by=None)
    if person.email:
        Organisation.objects.filter(contact_email__lower=person.email.lower()).update(contact_email="")
    return Organisation.objects.filter(created_by=person).update(created_by=None)
