"""Pages of files: those that wait for the team."""
