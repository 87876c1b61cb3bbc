"""Belonging to the ESS ends with the status on which it rested."""

from datetime import date

from django.db import transaction

from frenchimpact.community import events
from frenchimpact.community.models import EssBasis, Organisation, StatusClaim, StatusKind
from frenchimpact.community.queries.bases import basis_on
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.journal.actions import record


def review_bases(day: date) -> int:
    """Look again at organisations of the ESS by a status of which the last day has passed; count those that changed."""
    expired = StatusClaim.objects.filter(status__in=[StatusKind.ESS, StatusKind.ESUS], expires_on__lt=day)
    held = Organisation.objects.filter(
        pk__in=expired.values("organisation"), ess_basis__in=[EssBasis.COMMERCIAL, EssBasis.UNKNOWN]
    )
    return sum(_review(pk, day) for pk in held.values_list("pk", flat=True))


@transaction.atomic
def _review(organisation_id: int, day: date) -> bool:
    held = lock_team(organisation_id)
    if held.ess_basis == (basis := basis_on(held, day)):
        return False
    held.ess_basis = basis
    held.save(update_fields=["ess_basis"])
    record(events.BASIS_REVIEWED, held, by=None, basis=basis)
    return True
