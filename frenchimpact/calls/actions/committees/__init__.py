"""Everything that changes committees, their members and what they read."""
