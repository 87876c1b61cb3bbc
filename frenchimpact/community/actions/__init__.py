"""Everything that changes the community; others import it from here."""

from frenchimpact.community.actions.territories import TerritoryFacts, describe_territory

__all__ = ["TerritoryFacts", "describe_territory"]
