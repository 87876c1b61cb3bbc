"""Everything that changes a territory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import Certainty, Collective, Territory, slug_of
from frenchimpact.geography.actions.perimeters import Part, create_perimeter, set_perimeter_parts
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

LONGEST_NAME = 90  # of a territory made by the site: what tells it apart must fit into its address


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

    For what is known to be the same territory: see `create_territory` for one that may only share its name. Refuses a
    perimeter that the geography does not know. `by` is empty for the site itself.
    """
    slug = slug_of(facts.name)
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


@transaction.atomic
def create_territory(facts: TerritoryFacts, *, by: User | None) -> Territory:
    """Create a territory, never overwriting another: one that shares its name is told apart by a number.

    Refuses a perimeter that the geography does not know. `by` is empty for the site itself.
    """
    return describe_territory(replace(facts, name=_free_name(facts.name)), by=by)


@transaction.atomic
def change_perimeter(
    territory: Territory, parts: Sequence[Part], certainty: Certainty, note: str, *, by: User | None
) -> Territory:
    """Change where a territory is, and how sure this is; its name and address stay."""
    territory = Territory.objects.select_for_update().select_related("perimeter").get(pk=territory.pk)
    set_perimeter_parts(territory.perimeter, parts, by=by)
    territory.certainty, territory.certainty_note = certainty, note
    territory.save(update_fields=["certainty", "certainty_note"])
    record(events.TERRITORY_DESCRIBED, territory, by=by)
    return territory


@transaction.atomic
def give_territory(collective: Collective, territory: Territory, *, by: User | None) -> Collective:
    """Write down which territory a collective is the one of. Refuses to change it."""
    collective = Collective.objects.select_for_update().get(pk=collective.pk)
    if collective.territory_id not in {None, territory.pk}:
        raise Refusal("Ce collectif a déjà un territoire : il n’en change pas.")
    collective.territory = territory
    collective.save(update_fields=["territory"])
    record(events.TERRITORY_GIVEN, collective, by=by, territory=territory.slug)
    return collective


def _free_name(name: str) -> str:
    """Find a name whose address no territory has: « Le Val », then « Le Val (2) »."""
    name = name[:LONGEST_NAME].strip()
    taken = set(Territory.objects.filter(slug__startswith=slug_of(name)).values_list("slug", flat=True))
    candidates = (name if turn == 1 else f"{name} ({turn})" for turn in count(1))
    return next(each for each in candidates if slug_of(each) not in taken)
