"""Everything that changes the community; others import it from here."""

from frenchimpact.community.actions.collectives import CollectiveFacts, found_collective
from frenchimpact.community.actions.organisations import OrganisationFacts, create_organisation
from frenchimpact.community.actions.territories import (
    TerritoryFacts,
    change_perimeter,
    create_territory,
    describe_territory,
    give_territory,
)

__all__ = [
    "CollectiveFacts",
    "OrganisationFacts",
    "TerritoryFacts",
    "change_perimeter",
    "create_organisation",
    "create_territory",
    "describe_territory",
    "found_collective",
    "give_territory",
]
