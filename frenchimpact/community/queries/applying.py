"""An organisation that applies: what it must say of itself first, and the copy that is submitted."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from frenchimpact.community.calculations.legal_forms import LEGAL_FORMS
from frenchimpact.community.models import Kind, Organisation
from frenchimpact.community.queries.collectives import Missing
from frenchimpact.community.queries.organisations import numbers_of, statuses_of


def missing_of(organisation: Organisation) -> list[Missing]:
    """List what an application of this organisation still needs: a presentation; rules of calls may ask for more."""
    if organisation.description.strip():
        return []
    return [Missing("Présentez l’organisation", reverse("community:organisation_edit", args=[organisation.slug]))]


def content_of(organisation: Organisation) -> dict[str, Any]:
    """Copy what its page says, for JSON; of one that hides its address, only the commune of its seat."""
    seat = organisation.places.filter(is_seat=True).select_related("commune").first()
    held = [one.claim for one in statuses_of(organisation, timezone.localdate()) if one.claim.holds]
    return {
        "name": organisation.name,
        "organisation": {
            "kinds": [str(Kind(kind).label) for kind in organisation.kinds],
            "legal_form": LEGAL_FORMS.get(organisation.legal_category, ""),
            "ess_basis": organisation.get_ess_basis_display(),
            "numbers": [f"{number.get_scheme_display()} {shown}" for number, shown in numbers_of(organisation)],
            "statuses": [f"{claim.get_status_display()} ({claim.source})" for claim in held],
            "seat": str(seat.commune.name) if seat else "",
            "presentation": organisation.description,
        },
    }
