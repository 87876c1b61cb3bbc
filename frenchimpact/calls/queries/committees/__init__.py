"""What pages and actions ask of committees."""
