"""On what belonging to the ESS rests, today: the legal form, then what sources say and until when."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from frenchimpact.community import events
from frenchimpact.community.calculations.legal_forms import ess_basis_of
from frenchimpact.community.models import EssBasis, Organisation, StatusClaim, StatusKind
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.journal.actions import record


def basis_on(organisation: Organisation, day: date) -> EssBasis:
    return EssBasis(ess_basis_of(organisation.legal_category, claims_ess=_claims_ess(organisation, day)))


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


def _claims_ess(organisation: Organisation, day: date) -> bool:
    """Whether a source says on this day that it is of the ESS, and none says the contrary."""
    said = StatusClaim.objects.filter(organisation=organisation, status__in=[StatusKind.ESS, StatusKind.ESUS])
    in_force = said.filter(Q(expires_on=None) | Q(expires_on__gte=day))
    return in_force.filter(holds=True).exists() and not in_force.filter(holds=False, status=StatusKind.ESS).exists()
