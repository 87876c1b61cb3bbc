"""Everything that changes a territory."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import Certainty, Territory
from frenchimpact.geography.actions.perimeters import Part, create_perimeter, set_perimeter_parts
from frenchimpact.journal.actions import record


@dataclass(frozen=True)
class TerritoryFacts:
    """What is known of a territory: its name, its perimeter, and how sure the perimeter is."""

    name: str
    parts: Sequence[Part]
    certainty: Certainty
    certainty_note: str = ""


@transaction.atomic
def describe_territory(facts: TerritoryFacts, *, by: User | None) -> Territory:
    """Create the territory of that name, or bring it up to date; a name spelt better keeps its address.

    Refuses a perimeter that the geography does not know. `by` is empty for the site itself.
    """
    slug = slugify(facts.name.replace("’", "'"))
    known = Territory.objects.select_for_update().filter(slug=slug).first()
    territory = known or Territory(slug=slug)
    territory.name = facts.name
    if known:
        set_perimeter_parts(known.perimeter, facts.parts, by=by)
    else:
        territory.perimeter = create_perimeter(facts.name, facts.parts, by=by)
    territory.certainty = facts.certainty
    territory.certainty_note = facts.certainty_note
    territory.save()
    record(events.TERRITORY_DESCRIBED, territory, by=by)
    return territory
