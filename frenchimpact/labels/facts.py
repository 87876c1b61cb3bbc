"""Whether who applies holds a label already, for the rules of calls."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from frenchimpact.community.models import Collective, Organisation
from frenchimpact.eligibility.calculations import Fact, FactKind, Reading
from frenchimpact.eligibility.registry import FactSource, register
from frenchimpact.labels.models import Label

SOURCE = "labels publiés"


def read_collective(collective: Collective, day: date) -> Mapping[str, Reading]:  # noqa: ARG001  # as every source is asked
    """Say whether its territory holds a label that is public; the others are nobody’s business yet."""
    held = Q(collective=collective) | Q(territory=collective.territory_id)
    is_held = Label.objects.shown().filter(held, territory__isnull=False).exists()
    return {"collective.is_labelled": Reading(is_held, SOURCE)}


def read_organisation(organisation: Organisation, day: date) -> Mapping[str, Reading]:
    is_held = Label.objects.held_by_organisations().in_force(day).filter(organisation=organisation).exists()
    return {"organisation.is_labelled": Reading(is_held, SOURCE)}


COLLECTIVE = (Fact("collective.is_labelled", "Territoire déjà labellisé", FactKind.YES_NO),)
ORGANISATION = (Fact("organisation.is_labelled", "Organisation déjà labellisée", FactKind.YES_NO),)
register(FactSource("labels.collective", Collective, COLLECTIVE, read_collective))
register(FactSource("labels.organisation", Organisation, ORGANISATION, read_organisation))
