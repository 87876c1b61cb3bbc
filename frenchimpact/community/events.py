"""What can happen in the community."""

from frenchimpact.journal.kinds import Kind

TERRITORY_DESCRIBED = Kind("community.territory_described", "a décrit le territoire")
