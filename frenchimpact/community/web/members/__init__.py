"""Pages of teams: who acts for an organisation, who is invited, who asks."""
