"""Everything that changes the community; others import it from here."""

from frenchimpact.community.actions.territories import (
    TerritoryFacts,
    change_perimeter,
    create_territory,
    describe_territory,
    give_territory,
)

__all__ = [
    "TerritoryFacts",
    "change_perimeter",
    "create_territory",
    "describe_territory",
    "give_territory",
]
