"""On what belonging to the ESS rests: the legal form, then what sources say and until when."""

from datetime import date

from django.db.models import Q

from frenchimpact.community.calculations.legal_forms import ess_basis_of
from frenchimpact.community.models import EssBasis, Organisation, StatusClaim, StatusKind


def basis_on(organisation: Organisation, day: date) -> EssBasis:
    """Derive it from the legal category of the INSEE, then from what sources say on this day."""
    return EssBasis(ess_basis_of(organisation.legal_category, claims_ess=_claims_ess(organisation, day)))


def _claims_ess(organisation: Organisation, day: date) -> bool:
    """Whether a source says on this day that it is of the ESS, and none says the contrary."""
    said = StatusClaim.objects.filter(organisation=organisation, status__in=[StatusKind.ESS, StatusKind.ESUS])
    in_force = said.filter(Q(expires_on=None) | Q(expires_on__gte=day))
    return in_force.filter(holds=True).exists() and not in_force.filter(holds=False, status=StatusKind.ESS).exists()
