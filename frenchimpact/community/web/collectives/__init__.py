"""Pages of collectives."""
