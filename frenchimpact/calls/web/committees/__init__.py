"""Pages of committees: the team’s, the chair’s, the members’."""
