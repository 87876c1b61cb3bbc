"""Territories of a few communes."""

from frenchimpact.community.actions import TerritoryFacts, describe_territory
from frenchimpact.community.models import Certainty, Territory
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import Commune, PlaceKind


def facts_of(name: str, *communes: Commune, certainty: Certainty = Certainty.CERTAIN) -> TerritoryFacts:
    return TerritoryFacts(name, [Part(PlaceKind.COMMUNE, commune.code) for commune in communes], certainty)


def make_territory(name: str, *communes: Commune) -> Territory:
    made = describe_territory(facts_of(name, *communes), by=None)
    return Territory.objects.measured().get(pk=made.pk)  # with what the database has added up
